import { createHash } from 'node:crypto';
import type { Letter } from '../src/ports/messenger.ts';
import type { Playbook } from '../src/playbook/schema.ts';

/** The playbook version that a letter is put into words by. */
export type PlaybookOf = (letter: Letter) => Playbook;

/** The same letter has the same id, however often it is tried: 32 hexadecimal digits. */
export const letterId = ({ engagement, key }: Pick<Letter, 'engagement' | 'key'>): string =>
  createHash('sha256').update(`${engagement}\n${key}`).digest('hex').slice(0, 32);

export const footerOf = ({ engagement, customer }: Letter): string => `${customer} · ${engagement}`;
