import { setMaxListeners } from 'node:events';
import type { Logger } from 'pino';
import type { SlackInbox } from '../../stores/slack-inbox.ts';
import { arrivals } from './arrivals.ts';
import { applying } from './apply-click.ts';
import type { ApplyingDependencies } from './apply-click.ts';
import { readClick } from './click.ts';
import type { Click } from './click.ts';
import { lanes } from './lanes.ts';

/** Clicks on their way from Slack to an engagement. */
export interface Clicks {
  /** Keeps a click, and has it applied after those of the same person that came before. */
  take(identity: readonly string[], click: Click): Promise<void>;
  /** Has applied what is in the inbox, now and later: of a process before this one, or of another that has gone. */
  start(): Promise<void>;
  /** Begins nothing more, and resolves when what is under way is applied. */
  stop(): Promise<void>;
}

const sweepMs = 30_000;

export function takingClicks(dependencies: ApplyingDependencies): Clicks {
  const { inbox, log } = dependencies;
  const stopping = new AbortController();
  // Every click that waits listens to it.
  setMaxListeners(0, stopping.signal);
  const steps = applying(dependencies, stopping.signal);
  const waiting = lanes();
  const arriving = arrivals();
  // An answer that Slack does not take yet holds up other answers, but nothing that is to be done.
  const enqueue = (name: string, click: Click): void =>
    waiting.add(click.user, name, async () => {
      await arriving.quiet();
      const said = await steps.apply(name, click);
      if (said !== undefined) waiting.add(answersTo(click), answerOf(name), () => steps.tell(name, click, said));
    });
  const sweep = async (): Promise<void> => {
    const names = (await inbox.names()).filter((name) => !waiting.has(name) && !waiting.has(answerOf(name)));
    const kept = await Promise.all(names.map((name) => keptAs(inbox, name, log)));
    const oldestFirst = kept
      .flatMap((click, index) => (click === undefined ? [] : [{ name: names[index] ?? '', click }]))
      .toSorted((one, other) => (one.click.at < other.click.at ? -1 : 1));
    for (const { name, click } of oldestFirst) enqueue(name, click);
  };
  const sweepAgain = (): void =>
    void sweep().catch((error: unknown) => log.error({ err: error }, 'The inbox of Slack cannot be looked through'));
  let sweeping: NodeJS.Timeout | undefined;
  return {
    take: async (identity, click) => enqueue(await arriving.during(() => inbox.put(identity, click)), click),
    start: async () => {
      await sweep();
      sweeping = setInterval(sweepAgain, sweepMs).unref();
    },
    stop: async () => {
      clearInterval(sweeping);
      stopping.abort();
      await waiting.done();
    },
  };
}

const answersTo = ({ user }: Click): string => `answers to ${user}`;
const answerOf = (name: string): string => `answer of ${name}`;

/** What was kept; undefined when it has gone meanwhile, or cannot be read, which is said. */
async function keptAs(inbox: SlackInbox, name: string, log: Logger): Promise<Click | undefined> {
  const text = await inbox.read(name);
  if (text === undefined) return undefined;
  const click = readClick(text);
  if (click !== undefined) return click;
  await inbox.setAside(name);
  log.error({ click: name }, 'A click in the inbox of Slack cannot be read, and was set aside in its folder');
  return undefined;
}
