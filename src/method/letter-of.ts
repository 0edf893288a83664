import { digestOf } from '../canonical.ts';
import type { Letter, LetterBody, Letterhead, LetterPart, Shown } from '../ports/messenger.ts';
import { holdersOf, isInternal, nameOf } from './context.ts';
import type { Context } from './context.ts';
import { inForce } from './delegation.ts';
import type { MessageDuty } from './duty.ts';
import { offersAnything } from './offering.ts';
import { shownWith } from './shown-with.ts';

/** The letter of a duty, with what its renderer has to know of the engagement; undefined when the person is not known to it. */
export const letterOf = (context: Context, duty: MessageDuty): Letter | undefined => letterOfAll(context, [duty]);

/** One letter for what goes out together to one person. */
export function letterOfAll(context: Context, duties: readonly MessageDuty[]): Letter | undefined {
  const body = letterBodyOf(context, duties);
  return body === undefined ? undefined : { ...letterheadOf(context), ...body };
}

/** The same for all that is written at one moment: letters that go out together are given it once. */
export function letterheadOf({ state, now }: Context): Letterhead {
  const { id: engagement, customer, playbook, step, calendar } = state;
  const [architect] = holdersOf({ state }, ['architect']).flatMap((id) => state.people[id] ?? []);
  return {
    engagement,
    customer,
    playbook,
    step,
    ...(architect !== undefined && { sender: { name: architect.name, email: architect.email } }),
    now,
    timeZone: calendar.timeZone,
  };
}

/** What is said to one person in one letter. Its key is made of those of the duties: the same messages are the same letter. */
export function letterBodyOf(context: Context, duties: readonly MessageDuty[]): LetterBody | undefined {
  const [first, ...more] = duties;
  const body = first === undefined ? undefined : bodyOf(context, first);
  if (body === undefined || more.length === 0) return body;
  const { wait: _wait, onBehalfOf: _onBehalfOf, offers: _offers, shows: _shows, ...whole } = body;
  return {
    ...whole,
    key: `digest/${body.to.id}-${digestOf(duties.map(({ key }) => key)).slice(0, 16)}`,
    template: 'digest',
    items: [],
    values: { count: String(duties.length) },
    parts: duties.map((duty) => partOf(context, duty)),
  };
}

function bodyOf(context: Context, duty: MessageDuty): LetterBody | undefined {
  const { to, edits } = duty;
  const person = context.state.people[to];
  if (person === undefined) return undefined;
  const { timeZone: _timeZone, quietHours: _quietHours, ...recipient } = person;
  return {
    ...partOf(context, duty),
    to: { id: to, ...recipient },
    ...(edits !== undefined && { edits: edits.ref }),
    ...offered(context, duty),
  };
}

/** Buttons are for the team: customers are written to by mail. */
function offered(context: Context, duty: MessageDuty): Pick<LetterBody, 'offers' | 'shows'> {
  const { to, offers } = duty;
  if (!isInternal(context, to)) return {};
  const shows: Shown = shownWith(context, duty);
  return {
    ...(offers !== undefined && offersAnything(offers) && { offers }),
    ...(Object.keys(shows).length > 0 && { shows }),
  };
}

function partOf(context: Context, { key, template, items, values, wait, onBehalfOf }: MessageDuty): LetterPart {
  const until = onBehalfOf === undefined ? undefined : inForce(context)[onBehalfOf]?.until;
  return {
    key,
    template,
    items,
    values,
    ...(wait !== undefined && { wait }),
    ...(onBehalfOf !== undefined &&
      until !== undefined && { onBehalfOf: { name: nameOf(context, onBehalfOf), until } }),
  };
}
