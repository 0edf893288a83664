import type { App, BlockAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Logger } from 'pino';
import { readValue, waitValue } from './click.ts';
import { personOf } from './members.ts';
import type { Recognise } from './members.ts';
import { standingOf } from './mine.ts';
import type { Library } from './mine.ts';
import { madeUp, urlOf, valueOf } from './listeners.ts';
import { senderOf } from './sender-of.ts';
import type { SlackWeb } from './slack-web.ts';
import { delegateModal, delegateNotice } from './views/delegate-modal.ts';

export interface DelegateFormDependencies {
  readonly library: Library;
  readonly recognise: Recognise;
  readonly web: SlackWeb;
  readonly log: Logger;
}

/** Opens at once, as Slack gives three seconds; who could answer is looked up then, however long that takes. Nothing is lost with it. */
export function opensDelegateForm(app: App, dependencies: DelegateFormDependencies): void {
  const { web, log } = dependencies;
  app.action<BlockAction>('wait-delegate', async ({ body, action, ack, respond }) => {
    const about = readValue(waitValue, valueOf(action));
    if (about === undefined) return madeUp(ack, respond);
    await ack();
    try {
      const id = await web.openModal(body.trigger_id, delegateNotice('One moment: who is there is looked up.'));
      const form = await formFor(dependencies, body, about.engagement).catch((error: unknown) => {
        log.warn({ err: error }, 'Who could answer for somebody cannot be looked up');
        return delegateNotice('This cannot be looked up right now. Please close this, and try again in a minute.');
      });
      await web.updateModal(id, form);
    } catch (error) {
      log.warn({ err: error }, 'The form to delegate could not be opened');
    }
  });
}

async function formFor(
  { library, recognise }: DelegateFormDependencies,
  body: BlockAction,
  engagement: string,
): Promise<ModalView> {
  const member = await recognise(senderOf(body));
  if ('refused' in member) return delegateNotice(member.refused);
  const standing = await standingOf(library, engagement);
  const person = standing === undefined ? undefined : personOf(standing.view, member);
  if (standing === undefined || person === undefined)
    return delegateNotice('You take no part in this engagement, so nobody needs to answer for you.');
  return delegateModal(standing, person, { about: { engagement }, ...urlOf(body) });
}
