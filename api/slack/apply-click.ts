import type { Logger } from 'pino';
import pLimit from 'p-limit';
import type { SlackInbox } from '../../stores/slack-inbox.ts';
import type { Click } from './click.ts';
import type { Deliver } from './deliver.ts';
import { keepTrying } from './keep-trying.ts';
import type { Said } from './slack-web.ts';

export interface ApplyingDependencies {
  readonly inbox: SlackInbox;
  /** Does what a click asks for. Rejects with Later or a Problem 503 when that may go better later. */
  readonly answer: (click: Click, commandId: string) => Promise<Said>;
  readonly deliver: Deliver;
  readonly log: Logger;
}

/** The two halves of a click, each tried for as long as it takes, or until it is stopped. Neither rejects: whatever goes wrong is said. */
export interface Applying {
  /** Does what it asks for. Undefined when it was stopped, or set aside. */
  apply(name: string, click: Click): Promise<Said | undefined>;
  /** Answers it, and takes it out of the inbox. */
  tell(name: string, click: Click, said: Said): Promise<void>;
}

export function applying(dependencies: ApplyingDependencies, stopping: AbortSignal): Applying {
  const { inbox, answer, deliver, log } = dependencies;
  const [oneOfApplied, oneOfTold] = [pLimit(16), pLimit(16)];
  const failing = (name: string, click: Click, what: string) => (error: unknown) =>
    log.error({ err: error, click: name, asked: click.ask.kind }, what);
  return {
    apply: async (name, click) => {
      const applied = await keepTrying(() => oneOfApplied(() => answer(click, `slack-${name}`)), {
        stopping,
        delayed: () => oneOfTold(() => tellOfDelay(dependencies, click)),
        failed: failing(name, click, 'A click in Slack could not be applied'),
      });
      if (applied === undefined && !stopping.aborted) await setAside(dependencies, name, click);
      return applied?.done;
    },
    tell: async (name, click, said) => {
      const told = await keepTrying(() => oneOfTold(() => deliver(click, said)), {
        stopping,
        failed: failing(name, click, 'A click in Slack could not be answered'),
      });
      // Stopped in between, it is applied again as the same command, and answered then.
      if (told === undefined && stopping.aborted) return;
      await inbox.remove(name).catch(failing(name, click, 'A click could not be taken out of the inbox'));
    },
  };
}

async function tellOfDelay({ deliver, log }: ApplyingDependencies, click: Click): Promise<void> {
  const text =
    'This is kept, but cannot be worked on right now. It will be as soon as possible, and you hear of it here: there is no need to do it again.';
  // Whoever cannot be told now hears of it when it is applied.
  await deliver(click, { text }).catch((error: unknown) => log.warn({ err: error }, 'A delay could not be told'));
}

async function setAside({ inbox, deliver, log }: ApplyingDependencies, name: string, click: Click): Promise<void> {
  const text =
    'Something went wrong on our side, and this was not done. It is in the log; please tell whoever runs Fairlead.';
  try {
    await inbox.setAside(name);
    await deliver(click, { text });
  } catch (error) {
    log.error({ err: error, click: name }, 'Nobody could be told of a click that was set aside');
  }
}
