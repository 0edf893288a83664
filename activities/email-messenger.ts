import { Eta } from 'eta';
import { createTransport } from 'nodemailer';
import type { SendMailOptions } from 'nodemailer';
import { render } from '../src/messages/render.ts';
import { faults } from '../src/ports/activities.ts';
import type { Letter, Messenger } from '../src/ports/messenger.ts';
import { later, permanent } from './failures.ts';
import { footerOf, letterId, oneLine, signatureOf } from './letter.ts';
import type { PlaybookOf } from './letter.ts';

export interface MailSettings {
  /** Such as smtp://127.0.0.1:1025, or smtps://user:password@host. */
  readonly smtpUrl: string;
  readonly from: string;
}

// Escapes whatever is filled in: a customer's name is text, never markup.
const page = new Eta().compile(
  '<!doctype html><html><body><% for (const part of it.parts) { %><p style="white-space:pre-line"><%= part %></p><% } %><% if (it.signature) { %><p style="white-space:pre-line"><%= it.signature %></p><% } %><p><small><%= it.footer %></small></p></body></html>',
);
const eta = new Eta();

/** Mails a letter. Its Message-ID is made from its key, so that a mailbox sees a repetition as one. */
export function emailMessenger({ smtpUrl, from }: MailSettings, playbookOf: PlaybookOf): Messenger & { close(): void } {
  const transport = createTransport({
    url: smtpUrl,
    // What goes out together shares connections. Retries are Temporal's.
    pool: true,
    maxConnections: 3,
    maxRequeues: 0,
    idleTimeout: 20_000,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    deliver: async (letter) => {
      const { subject, text } = render(playbookOf(letter), letter);
      const messageId = `<${letterId(letter)}@${domainOf(from)}>`;
      const footer = footerOf(letter);
      const signature = signatureOf(letter);
      await transport
        .sendMail({
          ...sentBy(letter, from),
          to: { name: oneLine(letter.to.name), address: letter.to.email },
          subject,
          messageId,
          text: [text, ...(signature === undefined ? [] : [signature]), `-- \n${footer}`].join('\n\n'),
          html: eta.render(page, { parts: text.split('\n\n'), signature, footer }),
          // Out-of-office replies to a machine help nobody (RFC 3834).
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        .catch((error: unknown) => Promise.reject(failureOf(error, letter.to.id)));
      return { via: 'email', id: messageId };
    },
    close: () => transport.close(),
  };
}

/** From our own address, which alone may send, in the name of whoever speaks for the team: an answer goes to them. */
function sentBy({ sender }: Letter, from: string): Pick<SendMailOptions, 'from' | 'replyTo'> {
  if (sender === undefined) return { from };
  const name = oneLine(sender.name);
  return { from: { name, address: addressOf(from) }, replyTo: { name, address: sender.email } };
}

const addressOf = (from: string): string => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();

const domainOf = (from: string): string => /@([\w.-]+)/.exec(from)?.[1] ?? 'fairlead.invalid';

/** A 5xx answer to the recipient or the message is for good (RFC 5321, 4.2.1), and so is an address that is none; everything else may pass. */
function failureOf(error: unknown, to: string): Error {
  const words = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : undefined;
  const command = error instanceof Error && 'command' in error ? String(error.command) : '';
  // A refused greeting, log-in or sender is ours to mend, not the address's fault.
  const isRefused = code !== undefined && code >= 500 && (command === 'RCPT TO' || command === 'DATA');
  if (isRefused)
    return permanent(faults.undeliverable, `The mail server refuses mail to ${to}: ${words}. Is the address right?`);
  if (command === 'API' && /recipient/i.test(words))
    return permanent(faults.undeliverable, `${to} has no address that mail can go to (${words}). Assign them anew.`);
  return later(
    `Mail to ${to} could not be handed over: ${words}. If it stays so, see FAIRLEAD_SMTP_URL and FAIRLEAD_MAIL_FROM.`,
  );
}
