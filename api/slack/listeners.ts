import type { App, BlockAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Clicks } from './clicks.ts';
import { readingModal, requestChangesModal, stuckModal } from './views/modals.ts';
import { gateValue, metricValue, pageValue, readValue, tasksValue, waitValue } from './click.ts';
import type { Ask, Click, Sender } from './click.ts';
import type { Deliver } from './deliver.ts';
import type { Filled } from './forms/filled.ts';
import { formAsked } from './forms/form-asked.ts';
import type { FormAsked } from './forms/form-asked.ts';
import type { SentForm } from './forms/sent-form.ts';
import type { HomeTabs } from './home-tabs.ts';
import type { SlackWeb } from './slack-web.ts';
import { senderOf } from './sender-of.ts';
import { readSubmission } from './submission.ts';

export interface ListenersDependencies {
  readonly clicks: Clicks;
  readonly deliver: Deliver;
  readonly web: SlackWeb;
  readonly homes: Pick<HomeTabs, 'open'>;
  /** Opens the form that a slash command asks for. */
  readonly openAsked: (asked: FormAsked, where: AskedWhere) => Promise<void>;
  readonly log: Logger;
}

/** Who typed a slash command, and where. */
export interface AskedWhere {
  readonly sender: Sender;
  readonly trigger: string;
  readonly responseUrl: string;
}

/** What Bolt hears, one line a kind. A click is acknowledged when the inbox has it; a modal opens before anything else is done. */
export function listen(app: App, dependencies: ListenersDependencies): void {
  const { clicks, homes, openAsked } = dependencies;
  keeps(app, clicks, 'gate-approve', gateValue, (value) => ({ kind: 'approve', ...value }));
  keeps(app, clicks, 'tasks-done', tasksValue, (value) => ({ kind: 'done', ...value }));
  keeps(app, clicks, 'tasks-all-done', tasksValue, (value) => ({ kind: 'done', ...value }));
  keeps(app, clicks, 'wait-on-it', waitValue, (value) => ({ kind: 'on-it', ...value }));
  keeps(app, clicks, 'wait-snooze', waitValue, (value) => ({ kind: 'snooze', ...value }));
  keeps(app, clicks, 'list-page', pageValue, (value) => ({ kind: 'page', ...value }));
  opens(app, dependencies, 'gate-request-changes', gateValue, requestChangesModal);
  opens(app, dependencies, 'tasks-stuck', tasksValue, stuckModal);
  opens(app, dependencies, 'reading-record', metricValue, readingModal);
  // Slack tells of a link too; the browser has opened it already.
  app.action('fairlead-open', ({ ack }) => ack());
  submits(app, clicks, /^(request-changes|stuck|reading|delegate)$/, readSubmission);
  app.command('/engagement', async ({ command, ack }) => {
    const { user_id: user, team_id: team, response_url: responseUrl, trigger_id: trigger, text } = command;
    const sender = { user, team, home: team };
    const asked = formAsked(text);
    if (asked !== undefined) {
      await ack();
      return openAsked(asked, { sender, trigger, responseUrl });
    }
    const ask: Ask = { kind: 'slash', text: text.slice(0, 4000) };
    await clicks.take(['command', trigger], { ...sender, at: nowInUtc(), responseUrl, ask });
    return ack();
  });
  app.event('app_home_opened', async ({ event, body }) => {
    if (event.tab !== 'home') return;
    await homes.open({ user: event.user, team: body.team_id, home: body.team_id });
  });
}

const nowInUtc = (): string => new Date().toISOString();

/** A button that does something by itself. */
export function keeps<T extends z.ZodType>(
  app: App,
  clicks: Clicks,
  action: string,
  schema: T,
  ask: (value: z.infer<T>) => Ask,
): void {
  app.action<BlockAction>(action, async ({ body, action: clicked, ack, respond }) => {
    const value = readValue(schema, valueOf(clicked));
    if (value === undefined) return madeUp(ack, respond);
    const sender = senderOf(body);
    const click = { ...sender, at: nowInUtc(), ask: ask(value), ...urlOf(body), ...messageOf(body) };
    await clicks.take(['action', sender.team, sender.user, clicked.action_ts, action], click);
    return ack();
  });
}

/** A button that opens a modal: nothing is lost with it, so it is acknowledged at once. `modal` is undefined of what is not there any more. */
export function opens<T extends z.ZodType>(
  app: App,
  { web, deliver, log }: Pick<ListenersDependencies, 'web' | 'deliver' | 'log'>,
  action: string | RegExp,
  schema: T,
  modal: (carried: { readonly about: z.infer<T>; readonly responseUrl?: string }) => ModalView | undefined,
): void {
  app.action<BlockAction>(action, async ({ body, action: clicked, ack, respond }) => {
    const about = readValue(schema, valueOf(clicked));
    const view = about === undefined ? undefined : modal({ about, ...urlOf(body) });
    if (view === undefined) return madeUp(ack, respond);
    await ack();
    try {
      await web.openModal(body.trigger_id, view);
    } catch (error) {
      log.warn({ err: error }, 'A modal could not be opened');
      const text = 'The form could not be opened in time. Please click again.';
      await deliver({ ...senderOf(body), at: nowInUtc(), ...urlOf(body) }, { text });
    }
  });
}

/** A form that was sent: kept before it is acknowledged; or its next page; or what is wrong, at its fields. */
export function submits(
  app: App,
  clicks: Clicks,
  callback: string | RegExp,
  read: (filled: Filled, user: string) => SentForm,
): void {
  app.view(callback, async ({ body, ack }) => {
    const sent = read(body.view, body.user.id);
    if ('errors' in sent) return ack({ response_action: 'errors', errors: sent.errors });
    if ('view' in sent) return ack({ response_action: 'update', view: sent.view });
    const { ask, responseUrl, identity = ['view', body.view.id, body.view.hash] } = sent;
    const click = { ...senderOf(body), at: nowInUtc(), ask, ...(responseUrl !== undefined && { responseUrl }) };
    await clicks.take(identity, click);
    return ack();
  });
}

export const urlOf = ({ response_url: responseUrl }: { readonly response_url?: string }) =>
  responseUrl === undefined ? {} : { responseUrl };

const ofMessage = z.object({
  type: z.literal('message'),
  channel_id: z.string(),
  message_ts: z.string(),
  is_ephemeral: z.literal(false),
});

function messageOf({ container }: Pick<BlockAction, 'container'>): Pick<Click, 'message'> {
  const { success, data } = ofMessage.safeParse(container);
  return success ? { message: { channel: data.channel_id, ts: data.message_ts } } : {};
}

export const valueOf = (clicked: object): unknown => ('value' in clicked ? clicked.value : undefined);

/** Of an older version, or of nobody we know: a sentence to whoever clicked, nothing else. */
export async function madeUp(ack: () => Promise<void>, respond: (said: object) => Promise<unknown>): Promise<void> {
  await ack();
  await respond({
    response_type: 'ephemeral',
    replace_original: false,
    text: 'This button cannot be read any more, so nothing was done. `/engagement show ID` shows what can be done now.',
  });
}
