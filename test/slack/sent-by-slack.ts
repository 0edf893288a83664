import { createHmac } from 'node:crypto';
import { workspace } from './slack-server.ts';

export const signingSecret = 'made-up-signing-secret-of-tests';

/** A request as Slack makes it. */
export interface SlackRequest {
  readonly body: string;
  readonly contentType: string;
}

export interface Stamp {
  /** In seconds. */
  readonly at?: number;
  readonly secret?: string;
  readonly retry?: number;
}

/** The headers that Slack sends with a body: https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function signed({ body, contentType }: SlackRequest, stamp: Stamp = {}): Record<string, string> {
  const { at = Math.floor(Date.now() / 1000), secret = signingSecret, retry } = stamp;
  const hash = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  return {
    'content-type': contentType,
    'x-slack-request-timestamp': String(at),
    'x-slack-signature': `v0=${hash}`,
    ...(retry !== undefined && { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' }),
  };
}

const form = 'application/x-www-form-urlencoded';
const payload = (value: object): SlackRequest => ({
  body: new URLSearchParams({ payload: JSON.stringify(value) }).toString(),
  contentType: form,
});

let clicks = 0;

export interface Clicking {
  readonly user: string;
  readonly action: string;
  readonly value: object | string;
  readonly responseUrl?: string;
  readonly team?: string;
  /** The workspace of the user, where that is another one. */
  readonly home?: string;
  readonly actionTs?: string;
  /** In an answer that only they see. */
  readonly isPrivate?: boolean;
}

/** A click on a button of a message. */
export function click({
  user,
  action,
  value,
  responseUrl,
  team = workspace,
  home = team,
  actionTs,
  isPrivate = false,
}: Clicking): SlackRequest {
  clicks += 1;
  return payload({
    type: 'block_actions',
    user: { id: user, username: user.toLowerCase(), team_id: home },
    api_app_id: 'A1',
    token: 'unused',
    trigger_id: `trigger-${clicks}`,
    team: { id: team, domain: 'fairlead' },
    container: { type: 'message', message_ts: '1.1', channel_id: 'D1', is_ephemeral: isPrivate },
    channel: { id: 'D1', name: 'directmessage' },
    ...(responseUrl !== undefined && { response_url: responseUrl }),
    actions: [
      {
        type: 'button',
        action_id: action,
        block_id: 'b1',
        text: { type: 'plain_text', text: action },
        value: typeof value === 'string' ? value : JSON.stringify(value),
        action_ts: actionTs ?? `1798000000.${String(clicks).padStart(6, '0')}`,
      },
    ],
  });
}

export interface Submitting {
  readonly user: string;
  readonly callback: string;
  readonly metadata: string;
  readonly text?: string;
  /** What else was filled in, by block and action. */
  readonly values?: object;
  readonly hash?: string;
  /** The same view sent again keeps its id. */
  readonly id?: string;
}

/** A modal that was sent. */
export function submission({ user, callback, metadata, text = '', values, hash, id }: Submitting): SlackRequest {
  clicks += 1;
  return payload({
    type: 'view_submission',
    team: { id: workspace, domain: 'fairlead' },
    user: { id: user, name: user.toLowerCase(), team_id: workspace },
    api_app_id: 'A1',
    token: 'unused',
    trigger_id: `trigger-${clicks}`,
    view: {
      id: id ?? `V${clicks}`,
      hash: hash ?? `hash-${clicks}`,
      type: 'modal',
      callback_id: callback,
      private_metadata: metadata,
      state: { values: values ?? { answer: { text: { type: 'plain_text_input', value: text } } } },
    },
  });
}

/** What stands in a field, as Slack says it. */
export const typed = (value: string) => ({ type: 'plain_text_input', value });
export const chosen = (value: string) => ({ type: 'static_select', selected_option: { value } });
export const inChannel = (id: string) => ({ type: 'conversations_select', selected_conversation: id });
export const picked = (...users: readonly string[]) => ({ type: 'multi_users_select', selected_users: users });
export const onDay = (date: string) => ({ type: 'datepicker', selected_date: date });
export const atTime = (time: string) => ({ type: 'timepicker', selected_time: time });
export const atInstant = (at: string) => ({ type: 'datetimepicker', selected_date_time: Date.parse(at) / 1000 });

type FieldValues = Readonly<Record<string, object>>;

const valuesOf = (fields: FieldValues) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { [name]: value }]));

export interface FormSent {
  readonly user: string;
  readonly form: { readonly callback_id: string; readonly private_metadata: string };
  readonly fields: FieldValues;
  /** The same view sent again keeps its id. */
  readonly id?: string;
}

/** A form with fields of their own that was sent. */
export const formSent = ({ user, form: { callback_id: callback, private_metadata: metadata }, fields, id }: FormSent) =>
  submission({ user, callback, metadata, values: valuesOf(fields), ...(id !== undefined && { id }) });

/** What Slack asks while somebody types into a field. */
export const suggestion = (user: string, action: string, value: string, fields: FieldValues = {}): SlackRequest =>
  payload({
    type: 'block_suggestion',
    user: { id: user, name: user.toLowerCase(), team_id: workspace },
    team: { id: workspace, domain: 'fairlead' },
    container: { type: 'view', view_id: 'V1' },
    api_app_id: 'A1',
    token: 'unused',
    action_id: action,
    block_id: action,
    value,
    view: { id: 'V1', type: 'modal', state: { values: valuesOf(fields) } },
  });

/** `/engagement …` */
export function slash(
  user: string,
  text: string,
  responseUrl: string,
  { team = workspace, home = team }: { readonly team?: string; readonly home?: string } = {},
): SlackRequest {
  clicks += 1;
  return {
    contentType: form,
    body: new URLSearchParams({
      token: 'unused',
      // Slack names one workspace here.
      team_id: home,
      team_domain: 'fairlead',
      channel_id: 'D1',
      channel_name: 'directmessage',
      user_id: user,
      user_name: user.toLowerCase(),
      command: '/engagement',
      text,
      api_app_id: 'A1',
      response_url: responseUrl,
      trigger_id: `trigger-${clicks}`,
    }).toString(),
  };
}

/** Somebody opened the home tab. */
export const homeOpened = (user: string): SlackRequest => ({
  contentType: 'application/json',
  body: JSON.stringify({
    token: 'unused',
    team_id: workspace,
    api_app_id: 'A1',
    type: 'event_callback',
    event_id: 'Ev1',
    event_time: 1798000000,
    event: { type: 'app_home_opened', user, channel: 'D1', tab: 'home', event_ts: '1798000000.000001' },
  }),
});
