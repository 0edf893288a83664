import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { listeningOn } from './listening-on.ts';

type Stage = 'greeting' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'message';

/** At which stage of a conversation what goes wrong: an answer in place of the usual one, or a hang-up. */
export interface MailTrouble {
  readonly at: Stage;
  /** Such as "550 5.1.1 No such user". The connection ends after a 421. */
  readonly answer?: string;
  /** `after`: the message is in the mailbox, but nobody is told. */
  readonly hangUp?: 'before' | 'after';
}

export interface FakeMailServer {
  readonly smtpUrl: string;
  /** Messages as they came, in whole. */
  readonly mailbox: readonly string[];
  /** Every RCPT TO line. */
  readonly recipients: readonly string[];
  /** What the next conversations meet, one each, in order. */
  meet(...troubles: readonly MailTrouble[]): void;
}

/** A mail server that can fail at every stage of RFC 5321, which real ones cannot be made to. It ends with the test. */
export async function fakeMailServer(): Promise<FakeMailServer> {
  const [mailbox, recipients, troubles]: [string[], string[], MailTrouble[]] = [[], [], []];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket.on('error', () => undefined));
    void converse(socket, troubles.shift(), mailbox, recipients);
  });
  const url = await listeningOn(server);
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return {
    smtpUrl: url.replace('http', 'smtp'),
    mailbox,
    recipients,
    meet: (...more) => void troubles.push(...more),
  };
}

const usual: Readonly<Record<string, string>> = {
  EHLO: '250-here\r\n250-8BITMIME\r\n250 AUTH PLAIN',
  AUTH: '235 Welcome',
  MAIL: '250 Ok',
  RCPT: '250 Ok',
  DATA: '354 Go on',
  QUIT: '221 Bye',
};

async function converse(
  socket: Socket,
  trouble: MailTrouble | undefined,
  mailbox: string[],
  recipients: string[],
): Promise<void> {
  const say = (stage: string, line: string): void => {
    if (trouble?.at === stage && trouble.hangUp !== undefined) return void socket.destroy();
    const said = trouble?.at === stage ? (trouble.answer ?? line) : line;
    socket.write(`${said}\r\n`);
    if (said.startsWith('421') || stage === 'QUIT') socket.end();
  };
  let message: string[] | undefined;
  say('greeting', '220 here');
  for await (const line of createInterface({ input: socket })) {
    const verb = line.slice(0, 4).toUpperCase();
    if (message === undefined) {
      if (verb === 'RCPT') recipients.push(line);
      if (verb === 'DATA' && trouble?.at !== 'DATA') message = [];
      say(verb, usual[verb] ?? '500 What?');
    } else if (line === '.') {
      const isKept = trouble?.at !== 'message' || trouble.hangUp === 'after';
      if (isKept) mailbox.push(message.join('\r\n'));
      message = undefined;
      say('message', '250 Taken');
    } else message.push(line.replace(/^\./, ''));
  }
}
