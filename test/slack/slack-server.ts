import { setTimeout as pause } from 'node:timers/promises';
import { httpServer } from '../fakes/http-server.ts';

export interface SlackUserThere {
  readonly team?: string;
  readonly deleted?: boolean;
  readonly name?: string;
  readonly email?: string;
  readonly confirmed?: boolean;
  readonly bot?: boolean;
  readonly timeZone?: string;
}

export interface WebCall {
  readonly method: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface OpenedView {
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly blocks: readonly object[];
}

/** What somebody was answered at a response_url. */
export interface Answered {
  readonly key: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface SlackServer {
  readonly apiUrl: string;
  readonly calls: readonly WebCall[];
  readonly answers: readonly Answered[];
  /** An address that takes answers, by a key to find them by. */
  responseUrl(key: string): string;
  /** Waits until an answer was given there, and answers with its text; or with the texts of so many. */
  answerTo(key: string, count?: number): Promise<string>;
  called(method: string): readonly WebCall[];
  /** What the modal carries that was opened last; waits for one. */
  opened(): Promise<string>;
  /** The modal that was put in the place of another last; waits for one, and forgets it. */
  updated(): Promise<string>;
  /** All of it; waits until so many were opened. */
  openedView(count?: number): Promise<OpenedView>;
  /** What the next calls of a method are refused with. */
  refuse(method: string, ...errors: readonly string[]): void;
  /** Nothing is taken at response_urls any more. */
  expire(): void;
}

export const workspace = 'T0FAIRLEAD';

/** A server that speaks Slack's Web API as far as the inbound half asks it, and takes answers at response_urls. It ends with the test. */
export async function slackServer(
  users: Readonly<Record<string, SlackUserThere>>,
  socketUrl = '',
): Promise<SlackServer> {
  const [calls, answers, refusals]: [WebCall[], Answered[], Map<string, string[]>] = [[], [], new Map()];
  let isExpired = false;
  const url = await httpServer(({ path, body }, response) => {
    response.setHeader('content-type', 'application/json; charset=utf-8');
    if (path.startsWith('/respond/')) {
      if (isExpired) return void response.writeHead(404).end('expired_url');
      answers.push({ key: decodeURIComponent(path.slice('/respond/'.length)), body: JSON.parse(body) });
      return void response.end('ok');
    }
    const call = { method: path.replace('/api/', ''), fields: Object.fromEntries(new URLSearchParams(body)) };
    calls.push(call);
    const error = refusals.get(call.method)?.shift();
    const answer = error === undefined ? answerOf(call, users, socketUrl) : { ok: false, error };
    return void response.end(JSON.stringify(answer));
  });
  return {
    apiUrl: `${url}/api/`,
    calls,
    answers,
    responseUrl: (key) => `${url}/respond/${encodeURIComponent(key)}`,
    answerTo: async (key, count = 1) => {
      const found = () => answers.filter((answer) => answer.key === key);
      for (let tries = 0; found().length < count && tries < 1000; tries += 1) await pause(10);
      if (found().length < count) throw new Error(`Only ${found().length} answers came at ${key}`);
      return found()
        .map(({ body }) => String(body['text']))
        .join('\n');
    },
    opened: async () => (await openedIn(calls)).private_metadata,
    openedView: (count) => openedIn(calls, count),
    updated: async () => {
      const update = () => calls.findIndex(({ method }) => method === 'views.update');
      for (let tries = 0; update() === -1 && tries < 500; tries += 1) await pause(10);
      const [call] = calls.splice(update(), 1);
      return call?.fields['view'] ?? '';
    },
    called: (method) => calls.filter((call) => call.method === method),
    refuse: (method, ...errors) => void refusals.set(method, [...errors]),
    expire: () => void (isExpired = true),
  };
}

async function openedIn(calls: readonly WebCall[], count = 1): Promise<OpenedView> {
  for (let tries = 0; tries < 500; tries += 1) {
    const all = calls.filter(({ method }) => method === 'views.open');
    const opened = all.at(-1);
    if (opened !== undefined && all.length >= count) {
      const view: OpenedView = JSON.parse(opened.fields['view'] ?? '{}');
      return view;
    }
    await pause(10);
  }
  throw new Error('No modal was opened');
}

function shown(
  id: string,
  { team = workspace, deleted = false, name, email, confirmed = true, bot = false, timeZone }: SlackUserThere,
) {
  const user = {
    id,
    team_id: team,
    deleted,
    is_bot: bot,
    tz: timeZone,
    is_email_confirmed: confirmed,
    profile: { email, real_name: name },
  };
  return { ok: true, user };
}

function answerOf(
  { method, fields }: WebCall,
  users: Readonly<Record<string, SlackUserThere>>,
  socketUrl: string,
): object {
  switch (method) {
    case 'auth.test':
      return { ok: true, team_id: workspace, user_id: 'UBOT', bot_id: 'BBOT' };
    case 'apps.connections.open':
      return { ok: true, url: socketUrl };
    case 'users.info': {
      const user = users[fields['user'] ?? ''];
      return user === undefined ? { ok: false, error: 'user_not_found' } : shown(fields['user'] ?? '', user);
    }
    case 'users.lookupByEmail': {
      const [id, user] = Object.entries(users).find(([, { email }]) => email === fields['email']) ?? [];
      return id === undefined || user === undefined ? { ok: false, error: 'users_not_found' } : shown(id, user);
    }
    case 'chat.postMessage':
      return { ok: true, channel: 'D1', ts: '1.000001' };
    default:
      return { ok: true, view: { id: 'V1' } };
  }
}
