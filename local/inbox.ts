import type { AddressInfo, Server as NetServer } from 'node:net';
import { callbackify } from 'node:util';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import { openMailFolder } from './mail-folder.ts';
import type { MailFolder } from './mail-folder.ts';
import { mailWeb } from './mail-web.ts';
import { portRefused } from './ports.ts';
import type { WantedPort } from './ports.ts';

export type Inbox = {
  /** Where to send mail: smtp://127.0.0.1:port */
  readonly smtpUrl: string;
  /** Where to read it: http://127.0.0.1:port */
  readonly url: string;
  stop(): Promise<void>;
};

export type InboxStart = {
  /** 0 takes any free port. */
  readonly smtpPort: number;
  readonly pagePort: number;
  /** Where mail is kept across restarts; without one it is kept in memory. */
  readonly folder?: string;
};

const SIZE_LIMIT_BYTES = 10 * 1024 * 1024;

/** Starts a mail server that delivers nothing and shows everything, on this machine only. Throws Unready when a port is taken. */
export async function startInbox({ smtpPort, pagePort, folder: path }: InboxStart): Promise<Inbox> {
  const folder = await openMailFolder(path);
  const smtp = smtpInto(folder);
  const web = mailWeb(folder);
  const stopSmtp = () => new Promise<void>((resolve) => smtp.close(() => resolve()));
  const smtpAt = await listening(smtp.listen(smtpPort, '127.0.0.1'), {
    port: smtpPort,
    of: 'the local mail server',
    variable: 'FAIRLEAD_SMTP_PORT',
  });
  try {
    const pageAt = await listening(web.listen(pagePort, '127.0.0.1'), {
      port: pagePort,
      of: "the inbox's page",
      variable: 'FAIRLEAD_INBOX_PORT',
    });
    const stopWeb = () =>
      new Promise<void>((resolve) => {
        web.close(() => resolve());
        web.closeAllConnections();
      });
    return {
      smtpUrl: `smtp://127.0.0.1:${smtpAt}`,
      url: `http://127.0.0.1:${pageAt}`,
      stop: async () => void (await Promise.all([stopSmtp(), stopWeb()])),
    };
  } catch (error) {
    await stopSmtp();
    throw error;
  }
}

function smtpInto(folder: MailFolder): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    size: SIZE_LIMIT_BYTES,
    disableReverseLookup: true,
    closeTimeout: 2_000,
    logger: false,
    // Any name and password will do: nothing leaves this machine.
    onAuth: ({ username = 'anybody' }, _session, callback) => callback(null, { user: username }),
    onData: callbackify((stream: SMTPServerDataStream, _session: SMTPServerSession) => receive(stream, folder)),
  });
  // A client that hangs up is an error event, and one that nobody listens to would end the process.
  server.on('error', () => undefined);
  return server;
}

async function receive(stream: SMTPServerDataStream, folder: MailFolder): Promise<void> {
  const parts: Buffer[] = [];
  let bytes = 0;
  // The stream is read to its end in any case, but what is over the limit is not kept in memory.
  for await (const part of stream) {
    const piece = Buffer.from(part);
    bytes += piece.length;
    if (bytes <= SIZE_LIMIT_BYTES) parts.push(piece);
  }
  if (stream.sizeExceeded || bytes > SIZE_LIMIT_BYTES)
    throw Object.assign(new Error('The mail is larger than 10 MB'), { responseCode: 552 });
  await folder.add(Buffer.concat(parts));
}

function listening(server: NetServer, wanted: WantedPort): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(portRefused(wanted, error)));
    server.once('listening', () => resolve(portOf(server.address())));
  });
}

const portOf = (address: AddressInfo | string | null): number =>
  address === null || typeof address === 'string' ? 0 : address.port;
