import { Eta } from 'eta';
import { createTransport } from 'nodemailer';
import { render } from '../src/messages/render.ts';
import { faults } from '../src/ports/activities.ts';
import type { Messenger } from '../src/ports/messenger.ts';
import { later, permanent } from './failures.ts';
import { footerOf, letterId } from './letter.ts';
import type { PlaybookOf } from './letter.ts';

export interface MailSettings {
  /** Such as smtp://127.0.0.1:1025, or smtps://user:password@host. */
  readonly smtpUrl: string;
  readonly from: string;
}

// Escapes whatever is filled in: a customer's name is text, never markup.
const page = new Eta().compile(
  '<!doctype html><html><body><% for (const part of it.parts) { %><p style="white-space:pre-line"><%= part %></p><% } %><p><small><%= it.footer %></small></p></body></html>',
);
const eta = new Eta();

/** Mails a letter. Its Message-ID is made from its key, so that a mailbox sees a repetition as one. */
export function emailMessenger({ smtpUrl, from }: MailSettings, playbookOf: PlaybookOf): Messenger & { close(): void } {
  const transport = createTransport({
    url: smtpUrl,
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
      await transport
        .sendMail({
          from,
          to: { name: letter.to.name.replaceAll(/\s+/g, ' '), address: letter.to.email },
          subject,
          messageId,
          text: `${text}\n\n-- \n${footer}`,
          html: eta.render(page, { parts: text.split('\n\n'), footer }),
          // Out-of-office replies to a machine help nobody (RFC 3834).
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        .catch((error: unknown) => Promise.reject(failureOf(error, letter.to.id)));
      return { via: 'email', id: messageId };
    },
    close: () => transport.close(),
  };
}

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
