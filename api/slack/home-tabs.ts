import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import type { Logger } from 'pino';
import { homeView } from './views/home.ts';
import type { Sender } from './click.ts';
import type { HomeFile } from './home-file.ts';
import { keepTrying } from './keep-trying.ts';
import { personOf } from './members.ts';
import type { Member, Recognise } from './members.ts';
import { mine } from './mine.ts';
import type { Library } from './mine.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { SlackWeb } from './slack-web.ts';

interface HomeTabsDependencies extends Library {
  readonly recognise: Recognise;
  readonly web: SlackWeb;
  readonly file: HomeFile;
  readonly publicUrl?: string;
  readonly log: Logger;
}

/** The home tabs of those who have opened theirs, once. */
export interface HomeTabs {
  /** Shows anew what was opened before this process began: something may have changed meanwhile. */
  start(): Promise<void>;
  open(sender: Sender): Promise<void>;
  /** Something happened in an engagement: the tabs of those who take part in it, or did, are put together anew, soon. */
  changed(engagement: string): void;
  /** Shows nothing more, and resolves when what is under way has ended. */
  stop(): Promise<void>;
}

interface Tab {
  readonly sender: Sender;
  readonly member?: Member;
  /** The engagements in it. */
  readonly shows: ReadonlySet<string>;
  /** What it shows, but for when it was put together; undefined when it is to be published whatever it shows. */
  readonly shown?: string;
}

/** What happens at once is shown together. */
const soonMs = 300;

/** Puts together home tabs, and publishes them when they show something else. Nothing is shown to whom Fairlead does not know. What fails is said: a tab is shown anew when it is opened. */
export function homeTabs(dependencies: HomeTabsDependencies): HomeTabs {
  const { directory, file, log } = dependencies;
  const tabs = new Map<string, Tab>();
  const oneOf = pLimit(4);
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  const show = async (user: string): Promise<void> => {
    const before = tabs.get(user);
    if (before === undefined) return;
    const now = await published(dependencies, before);
    // Opened meanwhile, it is shown once more.
    if (tabs.get(user) === before) tabs.set(user, now);
  };
  const showing = oneAtATime(async (user) => {
    const failed = (error: unknown): void =>
      log.warn({ err: error, user }, 'A home tab could not be shown; that is tried again, or done when it is opened');
    const delayed = (): Promise<void> =>
      Promise.resolve(log.warn({ user }, 'A home tab cannot be shown now; it is soon'));
    await keepTrying(() => oneOf(() => show(user)), { stopping: stopping.signal, failed, delayed });
  });
  const touched = new Set<string>();
  let soon: NodeJS.Timeout | undefined;
  const showTouched = (): void => {
    soon = undefined;
    for (const engagement of touched) void tell(engagement);
    touched.clear();
  };
  const tell = async (engagement: string): Promise<void> => {
    // Who joined, and who left.
    const people = (await directory.castOf(engagement).catch(() => undefined)) ?? {};
    for (const [user, { member, shows }] of tabs) {
      const isIn = member !== undefined && personOf({ people }, member) !== undefined;
      if (isIn || shows.has(engagement)) void showing.again(user);
    }
  };
  return {
    start: async () => {
      for (const sender of await file.read()) {
        tabs.set(sender.user, { sender, shows: new Set() });
        void showing.again(sender.user);
      }
    },
    open: async (sender) => {
      const { shows = new Set<string>(), member } = tabs.get(sender.user) ?? {};
      tabs.set(sender.user, { sender, shows, ...(member !== undefined && { member }) });
      await Promise.all([file.note(sender), showing.again(sender.user)]);
    },
    changed: (engagement) => {
      directory.forget(engagement);
      if (tabs.size === 0) return;
      touched.add(engagement);
      soon ??= setTimeout(showTouched, soonMs).unref();
    },
    stop: async () => {
      clearTimeout(soon);
      stopping.abort();
      await Promise.all([file.done(), showing.done()]);
    },
  };
}

async function published(dependencies: HomeTabsDependencies, tab: Tab): Promise<Tab> {
  const { recognise, web, publicUrl } = dependencies;
  const { sender } = tab;
  const member = await recognise(sender);
  if ('refused' in member) return tab;
  const parts = await mine(dependencies, member);
  const shown = JSON.stringify(homeView(parts, '', publicUrl));
  const shows = new Set(parts.parts.map(({ standing }) => standing.view.id));
  if (shown !== tab.shown) await web.publishHome(sender.user, homeView(parts, new Date().toISOString(), publicUrl));
  return { sender, member, shows, shown };
}
