import pLimit from 'p-limit';
import type { LimitFunction } from 'p-limit';
import type { Logger } from 'pino';
import { placeLines, placeRoot } from '../src/messages/slack/place-line.ts';
import type { Letter } from '../src/ports/messenger.ts';
import { Later } from '../stores/later.ts';
import type { SlackClient } from '../stores/slack-client.ts';
import type { SlackPlace, SlackPlaces } from '../stores/slack-places.ts';
import type { PlaybookOf } from './letter.ts';

export interface PlaceDependencies {
  readonly slack: SlackClient;
  readonly places: SlackPlaces;
  readonly playbookOf: PlaybookOf;
  /** The channel of engagements that have none of their own: each has a thread in it. */
  readonly common?: string;
  readonly log: Logger;
}

/** Speaks of engagements where all who work on them can read it. */
export interface SlackPlaceSpeaker {
  /** Notes what a letter leads to, and says it soon. Never rejects: whoever the letter is for has it, whatever becomes of this. */
  readonly say: (letter: Letter) => Promise<void>;
  /** Says what was noted and not said before the process ended. */
  readonly start: () => Promise<void>;
}

/** So many keys are remembered: a repetition comes soon after. */
const mostSaid = 300;
const mostUnsaid = 100;
/** After what may pass, tried again, for as long as the process lives. */
const againMs = 60_000;

/** What somebody can do about it, by Slack's own word: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const cures: Readonly<Record<string, string>> = {
  not_in_channel: 'invite the app into the channel',
  channel_not_found: 'check the id of the channel, and invite the app if it is private',
  is_archived: 'take the channel out of the archive, or name another one',
};

export function slackPlaceSpeaker({ slack, places, playbookOf, common, log }: PlaceDependencies): SlackPlaceSpeaker {
  // Of two recipients of one message, the second finds it noted.
  const noting = oneAfterTheOther();
  // A lane of its own: whoever notes something does not wait for Slack.
  const saying = oneAfterTheOther();
  const changed: Changed = (engagement, change) =>
    noting(engagement, async () => {
      const place = await places.find(engagement);
      if (place !== undefined) await places.keep(change(place));
    });
  const post = posting(slack, places, changed);
  const sayAll = (engagement: string): Promise<void> =>
    saying(engagement, () => post(engagement)).catch((error: unknown) => {
      if (!(error instanceof Later)) {
        log.error({ err: error, engagement }, 'What happened could not be said in the Slack channel of the engagement');
        return;
      }
      log.warn({ engagement, why: error.message }, 'What happened is said in Slack later');
      setTimeout(() => void sayAll(engagement), error.afterMs ?? againMs).unref();
    });
  return {
    say: async (letter) => {
      const channel = letter.slackChannel ?? common;
      if (channel === undefined) return;
      try {
        const isNew = await noting(letter.engagement, () => note({ places, playbookOf }, letter, channel));
        if (isNew) void sayAll(letter.engagement);
      } catch (error) {
        log.error(
          { err: error, engagement: letter.engagement },
          'What happened could not be noted for the Slack channel of the engagement; it is not said there',
        );
      }
    },
    start: async () => {
      for (const engagement of await places.waiting()) void sayAll(engagement);
    },
  };
}

/** One after the other for each engagement. */
function oneAfterTheOther(): <T>(engagement: string, act: () => Promise<T>) => Promise<T> {
  const lanes = new Map<string, LimitFunction>();
  return (engagement, act) => {
    const lane = lanes.get(engagement) ?? pLimit(1);
    lanes.set(engagement, lane);
    return lane(act).finally(() => {
      if (lane.activeCount + lane.pendingCount === 0) lanes.delete(engagement);
    });
  };
}

/** Changes a place as it is by now: more may have been noted while Slack was asked. */
type Changed = (engagement: string, change: (place: SlackPlace) => SlackPlace) => Promise<void>;

/** Puts what a letter leads to behind what is to be said. True when there is something new. */
async function note(
  { places, playbookOf }: Pick<PlaceDependencies, 'places' | 'playbookOf'>,
  letter: Letter,
  channel: string,
): Promise<boolean> {
  const lines = placeLines(playbookOf(letter), letter);
  if (lines.length === 0) return false;
  const { engagement } = letter;
  const before = await places.find(engagement);
  // In another channel than before, threads begin anew.
  const { root, topics, said, unsaid }: Omit<SlackPlace, 'engagement' | 'channel'> =
    before?.channel === channel ? before : { topics: {}, said: before?.said ?? [], unsaid: before?.unsaid ?? [] };
  const known = new Set([...said, ...unsaid.map(({ key }) => key)]);
  const isShared = letter.slackChannel === undefined;
  const fresh = lines
    .filter(({ key }) => !known.has(key))
    .map((line) => ({ ...line, ...(isShared && { root: placeRoot(letter) }) }));
  if (fresh.length === 0) return false;
  const kept = { engagement, channel, topics, said, unsaid: [...unsaid, ...fresh].slice(-mostUnsaid) };
  await places.keep({ ...kept, ...(root !== undefined && { root }) });
  return true;
}

/** Says what is to be said, one after the other, each in its thread. */
function posting(slack: SlackClient, places: SlackPlaces, changed: Changed): (engagement: string) => Promise<void> {
  const posted = async (channel: string, text: string, thread?: string): Promise<string> => {
    const answer = await slack.asked((client) =>
      client.chat.postMessage({
        channel,
        text,
        unfurl_links: false,
        unfurl_media: false,
        ...(thread !== undefined && { thread_ts: thread }),
      }),
    );
    if ('value' in answer) return answer.value.ts ?? '';
    const cure = cures[answer.refused] ?? 'see SLACK_BOT_TOKEN and its scopes';
    throw new Error(`Slack refused a message to the channel ${channel}: ${answer.refused}. To mend it, ${cure}.`);
  };
  return async (engagement) => {
    for (;;) {
      const place = await places.find(engagement);
      const [line] = place?.unsaid ?? [];
      if (place === undefined || line === undefined) return;
      const { channel } = place;
      if (line.root !== undefined && place.root === undefined) {
        const root = await posted(channel, line.root);
        await changed(engagement, (latest) => (latest.channel === channel ? { ...latest, root } : latest));
        continue;
      }
      const thread = line.root === undefined ? place.topics[line.topic] : place.root;
      const ts = await posted(channel, line.text, thread);
      const begins = line.root === undefined && thread === undefined;
      await changed(engagement, (latest) => ({
        ...latest,
        unsaid: latest.unsaid.filter(({ key }) => key !== line.key),
        said: [...latest.said, line.key].slice(-mostSaid),
        topics: begins && latest.channel === channel ? { ...latest.topics, [line.topic]: ts } : latest.topics,
      }));
    }
  };
}
