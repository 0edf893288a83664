import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import type { Logger } from 'pino';
import { begun, evolve } from '../../src/engagement/evolve.ts';
import type { JournalEvent } from '../../src/engagement/events.ts';
import type { State } from '../../src/engagement/state.ts';
import { isSpokenOf, placeLine, placeRoot } from '../../src/messages/slack/place-line.ts';
import type { PlaceLine } from '../../src/messages/slack/place-line.ts';
import type { Changes } from '../../stores/changes.ts';
import type { Shelf, Shelved } from '../../stores/playbook-shelf.ts';
import type { SlackClient } from '../../stores/slack-client.ts';
import type { SlackPlace, SlackPlaces } from '../../stores/slack-places.ts';
import type { Engagements } from '../engagements.ts';
import { keepTrying } from './keep-trying.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { ChannelClosed, isThreadGone, postToChannel } from './post-to-channel.ts';

interface PlaceSpeakerDependencies {
  readonly slack: SlackClient;
  readonly places: SlackPlaces;
  readonly changes: Pick<Changes, 'known'>;
  readonly engagements: Pick<Engagements, 'journal'>;
  readonly shelf: Shelf;
  /** The channel of engagements that have none of their own: each has a thread in it. */
  readonly channel?: string;
  readonly log: Logger;
}

/** Speaks of engagements where all who work on them can read it: what their journals say, each event once, in order. */
export interface PlaceSpeaker {
  /** Says what happened before this process began. */
  readonly start: () => Promise<void>;
  /** Something happened in an engagement: it is said soon. */
  readonly changed: (engagement: string) => void;
  /** Says nothing more, and resolves when what is under way has ended. */
  readonly stop: () => Promise<void>;
}

const SECOND_MS = 1000;
const DAY_MS = 86_400_000;
/** What happens at once is looked at together; and once more, for what it led to: a message is noted after it went out. */
const soonMs = SECOND_MS;
const onceMoreMs = 30 * SECOND_MS;
/** What happened longer before an engagement is first spoken of is not brought up. */
const freshMs = DAY_MS;

export function placeSpeaker(dependencies: PlaceSpeakerDependencies): PlaceSpeaker {
  const { places, changes, channel, log } = dependencies;
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  const fewOf = pLimit(4);
  const placeless = new Set<string>();
  const looking = oneAtATime(async (engagement) => {
    const failed = (error: unknown): void =>
      log.error({ err: error, engagement }, 'What happened could not be said in the Slack channel of the engagement');
    const delayed = (): Promise<void> =>
      Promise.resolve(log.warn({ engagement }, 'What happened is said in Slack later'));
    const look = () => fewOf(() => sayAll(dependencies, engagement));
    const looked = await keepTrying(look, { stopping: stopping.signal, failed, delayed });
    if (looked?.done === 'placeless') placeless.add(engagement);
  });
  const timers = new Map<string, { readonly timer: NodeJS.Timeout; readonly isSoon: boolean }>();
  const lookIn = (engagement: string, ms: number, isSoon: boolean): void => {
    const set = timers.get(engagement);
    if (set?.isSoon === true || stopping.signal.aborted || placeless.has(engagement)) return;
    clearTimeout(set?.timer);
    const look = (): void => {
      timers.delete(engagement);
      void looking.again(engagement).then(() => isSoon && lookIn(engagement, onceMoreMs, false));
    };
    timers.set(engagement, { isSoon, timer: setTimeout(look, ms).unref() });
  };
  return {
    start: async () => {
      for (const { engagement, at } of await changes.known()) {
        const place = await places.find(engagement);
        const isNew = place === undefined && channel !== undefined && at > Date.now() - freshMs;
        if (isNew || (place !== undefined && at > place.saidAt)) lookIn(engagement, 0, true);
      }
    },
    changed: (engagement) => lookIn(engagement, soonMs, true),
    stop: async () => {
      stopping.abort();
      for (const { timer } of timers.values()) clearTimeout(timer);
      await looking.done();
    },
  };
}

/** Says what the journal holds and was not said yet; `placeless` where there is no channel for it, and never will be. */
async function sayAll(dependencies: PlaceSpeakerDependencies, engagement: string): Promise<'placeless' | undefined> {
  const { places, engagements, channel: common, log } = dependencies;
  const saidAt = Date.now();
  const events = await engagements.journal(engagement);
  const [first] = events;
  const channel = first?.kind === 'engagementStarted' ? (first.slackChannel ?? common) : undefined;
  if (channel === undefined) return 'placeless';
  await places.alone(engagement, async () => {
    const known = (await places.find(engagement)) ?? { engagement, upTo: staleUpTo(events), saidAt: 0, topics: {} };
    // In another channel than before, threads begin anew.
    const { upTo } = known;
    const place = isIn(channel, known) ? known : { engagement, upTo, saidAt: 0, channel, topics: {} };
    try {
      await places.keep({ ...(await sayEach(dependencies, events, place)), saidAt });
    } catch (error) {
      if (!(error instanceof ChannelClosed)) throw error;
      // Said with the next thing that happens, or when the API starts again.
      log.error({ engagement }, error.message);
    }
  });
  return undefined;
}

const staleUpTo = (events: readonly JournalEvent[]): number =>
  events.findLast(({ at }) => Date.parse(at) < Date.now() - freshMs)?.seq ?? 0;

type Placed = SlackPlace & { readonly channel: string };
const isIn = (channel: string, place: SlackPlace): place is Placed => place.channel === channel;

/** Goes through the journal, and says what is new, each in its thread. Answers with the place as it is then. */
async function sayEach(
  dependencies: PlaceSpeakerDependencies,
  [first, ...events]: readonly JournalEvent[],
  before: Placed,
): Promise<Placed> {
  if (first?.kind !== 'engagementStarted') return before;
  let state = begun(first);
  let place = before;
  for (const event of events) {
    const isNew = event.seq > place.upTo && isSpokenOf(event);
    const line = isNew ? placeLine(shelvedFor(dependencies.shelf, state), state, event) : undefined;
    if (line !== undefined) {
      place = { ...(await said(dependencies, state, place, line)), upTo: event.seq };
      await dependencies.places.keep(place);
    }
    state = evolve(state, event);
  }
  return { ...place, upTo: Math.max(place.upTo, state.journal.seq) };
}

function shelvedFor(shelf: Shelf, { playbook: { id, version, digest } }: State): Shelved {
  const shelved = shelf.byDigest(digest);
  if (shelved !== undefined) return shelved;
  throw new Error(
    `${id} ${version} (${digest.slice(0, 12)}) is not on the API's shelf. Put its file back under FAIRLEAD_PLAYBOOKS, as it was released.`,
  );
}

/** Says a line in its thread, and begins one where there is none, or none any more. Answers with the place as it is then. */
async function said(
  dependencies: PlaceSpeakerDependencies,
  state: State,
  place: Placed,
  line: PlaceLine,
): Promise<Placed> {
  const { places, slack, log } = dependencies;
  const { channel, root, topics } = place;
  const { topic, text } = line;
  const isShared = state.slackChannel === undefined;
  if (isShared && root === undefined) {
    const begins = await postToChannel(slack, channel, placeRoot(state));
    if ('refused' in begins) throw new Error(`Slack refused the message that begins a thread: ${begins.refused}`);
    const rooted = { ...place, root: begins.value };
    await places.keep(rooted);
    return said(dependencies, state, rooted, line);
  }
  const thread = isShared ? root : topics[topic];
  const answer = await postToChannel(slack, channel, text, thread);
  if ('value' in answer)
    return isShared || thread !== undefined ? place : { ...place, topics: { ...topics, [topic]: answer.value } };
  if (thread !== undefined && isThreadGone(answer.refused)) {
    const { root: _root, topics: _topics, ...threadless } = place;
    const others = Object.fromEntries(Object.entries(topics).filter(([other]) => other !== topic));
    return said(dependencies, state, { ...threadless, topics: others }, line);
  }
  // It would hold up all later ones for ever; it is in the journal.
  log.error(
    { engagement: state.id, channel, topic, refused: answer.refused },
    'Slack refused a line in the channel of the engagement for good: it is left out there',
  );
  return place;
}
