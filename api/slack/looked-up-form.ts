import type { ModalView } from '@slack/types';
import type { Logger } from 'pino';
import type { SlackWeb } from './slack-web.ts';
import { notice } from './views/form-parts.ts';

interface LookedUp {
  readonly title: string;
  /** What is looked up, as the reader is told meanwhile. */
  readonly what: string;
  readonly find: () => Promise<ModalView>;
}

/** Opens at once, as Slack gives three seconds; what the form needs is looked up then, however long that takes. Rejects when it could not be opened: nothing is lost with it. */
export async function openLookedUp(
  { web, log }: { readonly web: SlackWeb; readonly log: Logger },
  trigger: string,
  { title, what, find }: LookedUp,
): Promise<void> {
  const id = await web.openModal(trigger, notice(title, `One moment: ${what} is looked up.`));
  const form = await find().catch((error: unknown) => {
    log.warn({ err: error, form: title }, 'What a form needs cannot be looked up');
    return notice(title, 'This cannot be looked up right now. Please close this, and try again in a minute.');
  });
  await web.updateModal(id, form);
}
