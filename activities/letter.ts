import { createHash } from 'node:crypto';
import type { Letter } from '../src/ports/messenger.ts';
import type { Playbook } from '../src/playbook/schema.ts';

/** The playbook version that a letter is put into words by. */
export type PlaybookOf = (letter: Letter) => Playbook;

/** Where people reach Fairlead, if they do: messages about a gate get an Open button. */
export interface Open {
  readonly publicUrl?: string;
}

/** The same letter has the same id, however often it is tried: 32 hexadecimal digits. */
export const letterId = ({ engagement, key }: Pick<Letter, 'engagement' | 'key'>): string =>
  createHash('sha256').update(`${engagement}\n${key}`).digest('hex').slice(0, 32);

/** What a letter is about, for whoever keeps or searches it: the customer, and our id. */
export const footerOf = ({ engagement, customer }: Letter): string => `${customer} · ${engagement}`;

/** By whom a letter is signed: whoever speaks for the team, unless it is to themselves. */
export const signatureOf = ({ sender, to, customer }: Letter): string | undefined =>
  sender === undefined || sender.email === to.email ? undefined : `${oneLine(sender.name)}, for the ${customer} team`;

/** A name as a header takes it. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
