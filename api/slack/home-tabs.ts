import type { Logger } from 'pino';
import { homeView } from './views/home.ts';
import type { Sender } from './click.ts';
import type { Recognise } from './members.ts';
import { mine } from './mine.ts';
import type { Library } from './mine.ts';
import type { SlackWeb } from './slack-web.ts';

interface HomeTabsDependencies extends Library {
  readonly recognise: Recognise;
  readonly web: SlackWeb;
  readonly publicUrl?: string;
  readonly log: Logger;
}

/** The home tabs that were opened since this process began. */
export interface HomeTabs {
  open(sender: Sender): Promise<void>;
  /** Something happened in an engagement: the tabs that show it are put together anew, soon. */
  changed(engagement: string): void;
  stop(): void;
}

/** What happens at once is shown together. */
const soonMs = 300;
const mostTabs = 500;

/** Puts together home tabs, and publishes them. Nothing is shown to whom Fairlead does not know. What fails is said: a tab is shown anew when it is opened. */
export function homeTabs(dependencies: HomeTabsDependencies): HomeTabs {
  const { recognise, web, publicUrl, log } = dependencies;
  const tabs = new Map<string, { readonly sender: Sender; readonly shows: ReadonlySet<string> }>();
  const soon = new Map<string, NodeJS.Timeout>();
  const publish = async (sender: Sender): Promise<void> => {
    const member = await recognise(sender);
    if ('refused' in member) return;
    const shown = await mine(dependencies, member);
    await web.publishHome(sender.user, homeView(shown, new Date().toISOString(), publicUrl));
    tabs.delete(sender.user);
    tabs.set(sender.user, { sender, shows: new Set(shown.parts.map(({ standing }) => standing.view.id)) });
    const [oldest] = tabs.keys();
    if (tabs.size > mostTabs && oldest !== undefined) tabs.delete(oldest);
  };
  const open = (sender: Sender): Promise<void> =>
    publish(sender).catch((error: unknown) =>
      log.warn({ err: error, user: sender.user }, 'A home tab could not be shown; it is when it is opened again'),
    );
  const showSoon = (sender: Sender): void => {
    if (soon.has(sender.user)) return;
    const timer = setTimeout(() => {
      soon.delete(sender.user);
      void open(sender);
    }, soonMs);
    soon.set(sender.user, timer.unref());
  };
  return {
    open,
    changed: (engagement) => {
      for (const { sender, shows } of tabs.values()) if (shows.has(engagement)) showSoon(sender);
    },
    stop: () => {
      for (const timer of soon.values()) clearTimeout(timer);
      soon.clear();
    },
  };
}
