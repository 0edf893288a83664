import PostalMime from 'postal-mime';
import type { Address, Email } from 'postal-mime';

/** A mail as the inbox shows it. Absent parts are empty strings. */
export type Mail = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Those of `to`, one by one. */
  readonly recipients: readonly { readonly name: string; readonly address: string }[];
  readonly subject: string;
  /** ISO instant when the mail says one that can be read, else when it arrived. */
  readonly date: string;
  readonly text: string;
  readonly html: string;
  /** Names in lower case; those that occur more than once are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly {
    readonly name: string;
    readonly type: string;
    readonly size: number;
    readonly text?: string;
  }[];
};

/** Reads a raw mail; the id begins with the milliseconds at which it arrived. A mail that cannot be parsed is shown as it came. */
export async function readMail(id: string, raw: Buffer): Promise<Mail> {
  const arrivedAt = new Date(Number(id.slice(0, 15))).toISOString();
  const email = await PostalMime.parse(raw).catch(() => undefined);
  if (email === undefined)
    return {
      id,
      from: '',
      to: '',
      recipients: [],
      subject: '(a mail that cannot be read)',
      date: arrivedAt,
      text: raw.toString('utf8'),
      html: '',
      headers: {},
      attachments: [],
    };
  return {
    id,
    from: email.from === undefined ? '' : wordsFor(email.from),
    to: (email.to ?? []).map(wordsFor).join(', '),
    recipients: (email.to ?? []).flatMap(mailboxesOf),
    subject: email.subject ?? '',
    date: instantOf(email.date) ?? arrivedAt,
    text: email.text ?? '',
    html: email.html ?? '',
    headers: headersOf(email),
    attachments: email.attachments.map(attachmentOf),
  };
}

const wordsFor = ({ name, address, group }: Address): string =>
  address === undefined
    ? `${name}: ${(group ?? []).map(wordsFor).join(', ')}`
    : name === ''
      ? address
      : `${name} <${address}>`;

const mailboxesOf = ({ name, address, group }: Address): Mail['recipients'] =>
  address === undefined ? (group ?? []).flatMap(mailboxesOf) : [{ name, address }];

/** Whether a mail is from or to an address, or a part of one. */
export const isOf = ({ from, to }: Mail, address: string): boolean =>
  `${from}\n${to}`.toLowerCase().includes(address.trim().toLowerCase());

function instantOf(date: string | undefined): string | undefined {
  const instant = new Date(date ?? '');
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
}

function headersOf({ headers }: Email): Record<string, string> {
  const joined = new Map<string, string>();
  for (const { key, value } of headers) joined.set(key, joined.has(key) ? `${joined.get(key)}, ${value}` : value);
  return Object.fromEntries(joined);
}

// Calendar invitations are part of what people check in the inbox, so text parts are kept readable.
function attachmentOf({ filename, mimeType, content }: Email['attachments'][number]): Mail['attachments'][number] {
  const bytes =
    typeof content === 'string'
      ? Buffer.from(content)
      : content instanceof ArrayBuffer
        ? Buffer.from(content)
        : Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  return {
    name: filename ?? '(no name)',
    type: mimeType,
    size: bytes.length,
    ...(mimeType.startsWith('text/') && { text: bytes.toString('utf8') }),
  };
}
