import { createHash, randomBytes } from 'node:crypto';
import { digestOf } from '../src/canonical.ts';
import type { Instant } from '../src/calendar/calendar.ts';
import { usualQuietHours } from '../src/calendar/quiet-hours.ts';
import type { FieldFault } from '../src/engagement/rejection.ts';
import type { StartRequest } from '../src/engagement/start.ts';
import type { PlaybookPin } from '../src/engagement/state.ts';
import type { KeyUses } from '../stores/key-uses.ts';
import type { Shelf } from '../stores/playbook-shelf.ts';
import type { Engagements } from './engagements.ts';
import { readOrFaults } from './in-words.ts';
import { claim, reused } from './keys.ts';
import { invalid, Problem } from './problem.ts';
import { readStart } from './start-faults.ts';
import { readableStart, startSchema } from './start-schema.ts';
import type { StartInput } from './start-schema.ts';

export interface StartDependencies {
  readonly engagements: Engagements;
  readonly shelf: Shelf;
  readonly keys: KeyUses;
}

export interface StartedEngagement {
  readonly engagement: string;
  readonly playbook: PlaybookPin;
}

/** Starts an engagement. The same request again, by its key, answers as the first time, also when its kickoff has passed since. Rejects with every fault. */
export async function startEngagement(
  dependencies: StartDependencies,
  body: unknown,
  key: string | undefined,
  now: Instant,
): Promise<StartedEngagement> {
  const { engagements, shelf, keys } = dependencies;
  const before = await startedBefore(dependencies, body, key);
  if (before !== undefined) return before;
  const asked = readStart(shelf, body, now);
  const faults = [...(asked.ok ? [] : asked.faults), ...(await previousFaults(engagements, body, asked.ok))];
  if (!asked.ok || faults.length > 0) throw invalid(faults);
  const { input, shelved, holidays } = asked;
  const print = printOf(input);
  if (key !== undefined) await claim(keys, key, print);
  const request = requestOf(input, holidays, key);
  return { engagement: request.engagement, playbook: await engagements.start(shelved, request, markOf(print, key)) };
}

/** What the key was used for, when it was for this very request, and an engagement came of it. */
async function startedBefore(
  { engagements, keys }: StartDependencies,
  body: unknown,
  key: string | undefined,
): Promise<StartedEngagement | undefined> {
  const sent = readOrFaults(startSchema, body);
  const first = key === undefined || !sent.ok ? undefined : await keys.find(key);
  if (key === undefined || !sent.ok || first === undefined) return undefined;
  const print = printOf(sent.value);
  if (first !== print) throw reused(key);
  const engagement = idOf(sent.value, key);
  const playbook = await engagements.startedAs(engagement, markOf(print, key));
  return playbook && { engagement, playbook };
}

/** Same start: same body. What it leads to (holidays, the newest version) may be another by now. */
const printOf = (input: StartInput): string => digestOf({ start: input });

/** In the engagement itself: by which request it was started. Without a key, no other request is the same. */
const markOf = (print: string, key = randomBytes(16).toString('hex')): string => digestOf({ print, key });

/** An engagement that is followed must be there. Whether it is cannot be asked while Temporal is away, which is no fault of the request. */
async function previousFaults(engagements: Engagements, body: unknown, isRight: boolean): Promise<FieldFault[]> {
  const { previous } = readableStart.parse(body);
  if (previous === undefined) return [];
  try {
    await engagements.view(previous);
    return [];
  } catch (error) {
    if (error instanceof Problem && error.status === 404)
      return [{ field: 'previous', message: `There is no engagement "${previous}". GET /v1/engagements lists them.` }];
    // What is known to be wrong is told anyway.
    if (isRight) throw error;
    return [];
  }
}

/** What was sent, as the core wants it. */
function requestOf(input: StartInput, holidays: readonly string[], key: string | undefined): StartRequest {
  const { customer, type, flags, kickoffAt, timeZone, methodology, previous, slackChannel, people } = input;
  return {
    customer,
    type,
    flags,
    kickoffAt,
    engagement: idOf(input, key),
    people: Object.fromEntries(
      Object.entries(people).map(([id, { slack, timeZone: place, quietHours: quiet, ...person }]) => [
        id,
        {
          ...person,
          ...(slack !== undefined && { slack }),
          ...(place !== undefined && { timeZone: place }),
          ...(quiet !== undefined && { quietHours: quiet }),
        },
      ]),
    ),
    calendar: { timeZone, holidays, quietHours: input.quietHours ?? usualQuietHours },
    ...(methodology !== undefined && { methodology }),
    ...(previous !== undefined && { previous }),
    ...(slackChannel !== undefined && { slackChannel }),
  };
}

/** An id that says whose it is. From the caller's key, where there is one: repeated, the request names the same engagement. */
function idOf({ engagement, customer }: StartInput, key: string | undefined): string {
  if (engagement !== undefined) return engagement;
  const words = customer
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 40);
  const tail =
    key === undefined ? randomBytes(6).toString('hex') : createHash('sha256').update(key).digest('hex').slice(0, 12);
  return [words, tail].filter((part) => part !== '').join('-');
}
