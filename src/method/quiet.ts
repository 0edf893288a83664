import { dateOf, elsewhere, isDate } from '../calendar/calendar.ts';
import type { Calendar, Instant, QuietHours } from '../calendar/calendar.ts';
import { reachableFrom, usualQuietHours } from '../calendar/quiet-hours.ts';
import type { Context } from './context.ts';
import { answersSince } from './delegation.ts';
import type { Duty, MessageDuty } from './duty.ts';

/**
 * A message goes out when its time has come and its reader can be disturbed, where they are: else on their next working morning. What is urgent goes at any
 * hour, as does the edit of a message that is there already, and what would be over by then.
 */
export function untilReachable(context: Context, duty: Duty): Duty {
  if (duty.kind !== 'message' || duty.urgent === true || duty.edits !== undefined) return duty;
  const { state, now } = context;
  const { calendar, people } = state;
  const { timeZone, quietHours = quietHoursAt(calendar, timeZone) } = people[duty.to] ?? {};
  if (quietHours === 'none') return duty;
  const there = timeZone === undefined ? calendar : elsewhere(calendar, timeZone);
  const from = duty.at > now ? duty.at : now;
  const at = reachableFrom(from, quietHours, there);
  // What is to come, in the day, is as it was.
  if (at === duty.at) return duty;
  const joined = answersSince(context, duty.to);
  const asked = duty.at > joined ? duty.at : joined;
  if (at > from) return isOverBy(context, duty, at) ? duty : { ...duty, at, heldSince: asked };
  return reachableFrom(asked, quietHours, there) > asked ? { ...duty, heldSince: asked } : duty;
}

/** Those of the engagement. Whoever is elsewhere has a night there, also where the engagement knows of none. */
const quietHoursAt = ({ quietHours }: Calendar, timeZone?: string): QuietHours =>
  quietHours ?? (timeZone === undefined ? 'none' : usualQuietHours);

/** Whether what a message announces has begun, or its day has passed, by an instant. */
function isOverBy({ state }: Context, { values }: MessageDuty, at: Instant): boolean {
  const { kickoff, starts = kickoff, on = '' } = values;
  return starts === undefined ? isDate(on) && on < dateOf(at, state.calendar) : starts <= at;
}

/** What goes out as one letter: what was held for one reader, together; everything else by itself. A message that offers a decision shows its outcome later, and stays one. What others offer is in Slack's home tab and lists too. */
export function bundled(duties: readonly MessageDuty[]): (readonly MessageDuty[])[] {
  const bundles = new Map<string, MessageDuty[]>();
  for (const duty of duties) {
    const isHeld = duty.heldSince !== undefined && !(duty.offers !== undefined && 'gate' in duty.offers);
    const bundle = isHeld ? `held for ${duty.to}` : `alone ${duty.key}`;
    bundles.set(bundle, [...(bundles.get(bundle) ?? []), duty]);
  }
  return [...bundles.values()];
}
