import type { App, BlockAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Logger } from 'pino';
import { usualQuietHours } from '../../src/calendar/quiet-hours.ts';
import type { SlackPeople } from '../../stores/slack-people.ts';
import type { Sender } from './click.ts';
import type { Deliver } from './deliver.ts';
import { openLookedUp } from './looked-up-form.ts';
import { personOf } from './members.ts';
import type { Recognise } from './members.ts';
import { standingOf, theirs } from './mine.ts';
import type { Library } from './mine.ts';
import { urlOf } from './listeners.ts';
import { senderOf } from './sender-of.ts';
import type { SlackWeb } from './slack-web.ts';
import { notice } from './views/form-parts.ts';
import { hoursForm, hoursTitle } from './views/hours-form.ts';

export interface HoursFormDependencies {
  readonly library: Library;
  readonly recognise: Recognise;
  readonly people: Pick<SlackPeople, 'user'>;
  readonly web: SlackWeb;
  readonly deliver: Deliver;
  readonly log: Logger;
}

interface HoursOf {
  readonly sender: Sender;
  /** All that they take part in, when absent. */
  readonly engagement?: string | undefined;
  readonly responseUrl?: string;
}

/** Rejects when it could not be opened. */
export const openHours = (dependencies: HoursFormDependencies, trigger: string, of: HoursOf): Promise<void> =>
  openLookedUp(dependencies, trigger, {
    title: hoursTitle,
    what: 'when you are reached',
    find: () => formFor(dependencies, of),
  });

/** The button of the home tab. */
export function opensHoursForm(app: App, dependencies: HoursFormDependencies): void {
  const { deliver, log } = dependencies;
  app.action<BlockAction>('my-hours', async ({ body, ack }) => {
    await ack();
    const sender = senderOf(body);
    try {
      await openHours(dependencies, body.trigger_id, { sender, ...urlOf(body) });
    } catch (error) {
      log.warn({ err: error }, 'A form could not be opened');
      const text = 'The form could not be opened in time. Please click again.';
      await deliver({ ...sender, at: new Date().toISOString(), ...urlOf(body) }, { text });
    }
  });
}

/** What they said before stands in it; else what Slack knows of their time zone, and the quiet hours of the engagement. */
async function formFor(
  { library, recognise, people, log }: HoursFormDependencies,
  { sender, engagement, responseUrl }: HoursOf,
): Promise<ModalView> {
  const member = await recognise(sender);
  if ('refused' in member) return notice(hoursTitle, member.refused);
  const first = engagement ?? (await theirs(library, member)).listed[0]?.engagement;
  const standing = first === undefined ? undefined : await standingOf(library, first);
  const person = standing === undefined ? undefined : personOf(standing.view, member);
  if (standing === undefined || person === undefined)
    return notice(
      hoursTitle,
      engagement === undefined ? 'You take part in no engagement.' : `You take part in no engagement "${engagement}".`,
    );
  const inSlack = await people.user(member.user).catch((error: unknown) => {
    log.warn({ err: error }, 'The time zone that Slack has of somebody cannot be asked');
    return undefined;
  });
  const { people: cast, calendar } = standing.view;
  const { timeZone = inSlack?.timeZone, quietHours = calendar.quietHours ?? usualQuietHours } = cast[person] ?? {};
  const about = engagement === undefined ? {} : { engagement };
  return hoursForm({ about, ...(responseUrl !== undefined && { responseUrl }) }, { timeZone, quietHours });
}
