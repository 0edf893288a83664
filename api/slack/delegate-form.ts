import type { App, BlockAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Logger } from 'pino';
import { readValue, waitValue } from './click.ts';
import { openLookedUp } from './looked-up-form.ts';
import { personOf } from './members.ts';
import type { Recognise } from './members.ts';
import { standingOf } from './mine.ts';
import type { Library } from './mine.ts';
import { madeUp, urlOf, valueOf } from './listeners.ts';
import { senderOf } from './sender-of.ts';
import type { SlackWeb } from './slack-web.ts';
import { delegateModal, delegateTitle } from './views/delegate-modal.ts';
import { notice } from './views/form-parts.ts';

export interface DelegateFormDependencies {
  readonly library: Library;
  readonly recognise: Recognise;
  readonly web: SlackWeb;
  readonly log: Logger;
}

/** Who could answer is looked up while the form is open. */
export function opensDelegateForm(app: App, dependencies: DelegateFormDependencies): void {
  app.action<BlockAction>('wait-delegate', async ({ body, action, ack, respond }) => {
    const about = readValue(waitValue, valueOf(action));
    if (about === undefined) return madeUp(ack, respond);
    await ack();
    await openLookedUp(dependencies, body.trigger_id, {
      title: delegateTitle,
      what: 'who is there',
      find: () => formFor(dependencies, body, about.engagement),
    }).catch((error: unknown) => dependencies.log.warn({ err: error }, 'The form to delegate could not be opened'));
  });
}

async function formFor(
  { library, recognise }: DelegateFormDependencies,
  body: BlockAction,
  engagement: string,
): Promise<ModalView> {
  const member = await recognise(senderOf(body));
  if ('refused' in member) return notice(delegateTitle, member.refused);
  const standing = await standingOf(library, engagement);
  const person = standing === undefined ? undefined : personOf(standing.view, member);
  if (standing === undefined || person === undefined)
    return notice(delegateTitle, 'You take no part in this engagement, so nobody needs to answer for you.');
  return delegateModal(standing, person, { about: { engagement }, ...urlOf(body) });
}
