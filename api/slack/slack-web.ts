import type { HomeView, KnownBlock, ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { paragraph } from '../../src/messages/slack/parts.ts';
import type { SlackClient } from '../../stores/slack-client.ts';

/** What people read: `text` is markup that was escaped, and stands alone where there are no blocks. */
export interface Said {
  readonly text: string;
  readonly blocks?: readonly KnownBlock[];
  /** What was clicked offers nothing any more: the message shows this in place of its buttons. */
  readonly isOver?: true;
}

/** Slack's Web API, as far as it is asked. Whatever may pass is rejected with Later. */
export interface SlackWeb {
  /** Answers with its id. */
  openModal(trigger: string, view: ModalView): Promise<string>;
  updateModal(id: string, view: ModalView): Promise<void>;
  publishHome(user: string, view: HomeView): Promise<void>;
  /** A direct message. False when Slack will never take it. */
  tell(user: string, said: Said): Promise<boolean>;
  /** Shows a text in place of a message of ours. False when Slack will not take it. */
  replace(message: { readonly channel: string; readonly ts: string }, text: string): Promise<boolean>;
}

/** The methods, each with the scopes that it takes of the bot; a test holds them against slack-manifest.json. */
export const scopesOf = {
  'views.open': [],
  'views.update': [],
  'views.publish': [],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
} as const;

export function slackWeb(slack: SlackClient): SlackWeb {
  const { asked } = slack;
  const must = async <T>(call: (client: WebClient) => Promise<T>): Promise<T> => {
    const answer = await asked(call);
    if ('value' in answer) return answer.value;
    throw new Error(`Slack refused it: ${answer.refused}`);
  };
  return {
    openModal: async (trigger, view) =>
      (await must((client) => client.views.open({ trigger_id: trigger, view }))).view?.id ?? '',
    updateModal: async (id, view) => void (await must((client) => client.views.update({ view_id: id, view }))),
    publishHome: async (user, view) => void (await must((client) => client.views.publish({ user_id: user, view }))),
    tell: async (user, { text, blocks }) => {
      const answer = await asked((client) =>
        client.chat.postMessage({ channel: user, text, ...(blocks !== undefined && { blocks: [...blocks] }) }),
      );
      return 'value' in answer;
    },
    replace: async (message, text) => {
      const blocks = [paragraph(text)];
      return 'value' in (await asked((client) => client.chat.update({ ...message, text, blocks })));
    },
  };
}
