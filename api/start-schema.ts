import { z } from 'zod';
import { isDate, isInstant, isTimeZone } from '../src/calendar/calendar.ts';
import { isQuietHours, usualQuietHours } from '../src/calendar/quiet-hours.ts';
import { id, name } from './texts.ts';

const roles = z.array(id).min(1).max(30);
const timeZone = z.string().refine(isTimeZone, 'an IANA time zone, such as Europe/Berlin');
const quietHours = z.string().refine(isQuietHours, 'quiet hours such as 18:00-08:00, or none');
const person = z.strictObject({
  name: name(400),
  email: z.email('an e-mail address'),
  slack: z
    .string()
    .regex(/^[A-Z0-9]{2,30}$/, 'a Slack user id, such as U012AB3CD')
    .optional(),
  roles,
  timeZone: timeZone
    .optional()
    .meta({ description: 'Where they are, when that is elsewhere. Holidays are those of the engagement.' }),
  quietHours: quietHours.optional().meta({ description: 'Their own, when they are not those of the engagement.' }),
});

export const slackChannelId = z.string().regex(/^[CG][A-Z0-9]{2,30}$/, 'the id of a Slack channel, such as C012AB3CD');

/** What starts an engagement. Strict: a misspelt field is told, not lost. */
export const startSchema = z
  .strictObject({
    engagement: id.optional().meta({ description: 'Its id from now on. Made from the customer when absent.' }),
    // As long as what can be filtered by.
    customer: name(120),
    playbook: id,
    version: z
      .string()
      .regex(/^\d+\.\d+\.\d+$/, 'a version such as 1.0.0')
      .optional()
      .meta({ description: 'The newest when absent.' }),
    type: z.enum(['single', 'dedicated']),
    methodology: id.optional(),
    flags: z.record(id, z.boolean()).default({}),
    timeZone,
    quietHours: quietHours.optional().meta({
      description: `When nobody is disturbed but by what is urgent, by the clock of whoever reads it, and on top of days on which nobody works; ${usualQuietHours} when absent. "none": messages go out at any hour.`,
    }),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'an ISO 3166 code of a country, such as DE')
      .optional()
      .meta({ description: 'Whose public holidays, of this year and the eleven after it, are no business days.' }),
    region: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,6}$/, 'a region of the country, such as BE')
      .optional(),
    holidays: z
      .array(z.string().refine(isDate, 'a date such as 2027-02-23'))
      .max(400)
      .default([])
      .meta({ description: 'Further days on which nobody works.' }),
    kickoffAt: z.string().refine(isInstant, 'an instant with its offset, such as 2027-02-23T14:00:00+01:00'),
    previous: id
      .optional()
      .meta({ description: 'The engagement that this one follows, and which is told when it has closed.' }),
    slackChannel: slackChannelId.optional().meta({
      description:
        'A channel of its own in Slack, which the app was invited to. In absence, it has a thread in FAIRLEAD_SLACK_CHANNEL.',
    }),
    people: z.record(id, person),
  })
  .meta({ id: 'StartEngagement' });

export type StartInput = z.infer<typeof startSchema>;

const ifReadable = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const { playbook, version, type, methodology, country, region, holidays, kickoffAt, previous } = startSchema.shape;

/** Of a start that is wrong somewhere, whatever can be read all the same: absent is what cannot. */
export const readableStart = z
  .object({
    playbook: ifReadable(playbook),
    version: ifReadable(version),
    type: ifReadable(type),
    methodology: ifReadable(methodology),
    flags: ifReadable(z.record(z.string(), ifReadable(z.boolean()))),
    timeZone: ifReadable(timeZone),
    country: ifReadable(country),
    region: ifReadable(region),
    holidays: ifReadable(holidays),
    kickoffAt: ifReadable(kickoffAt),
    previous: ifReadable(previous),
    people: ifReadable(z.record(z.string(), z.object({ roles: ifReadable(roles) }))),
  })
  .catch({});

export type ReadableStart = z.infer<typeof readableStart>;
