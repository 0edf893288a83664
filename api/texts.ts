import { z } from 'zod';

/** Names that every object has ("constructor") would be found in every record. */
const isOwnName = (id: string): boolean => !(id in {});

/** Begins with a letter or digit: "." and ".." are taken out of a URL on the way. */
export const id = z
  .string()
  .regex(
    /^[A-Za-z0-9][\w.:-]{0,119}$/,
    'an id of at most 120: a letter or digit, then letters, digits, "-", "_", "." or ":"',
  )
  .refine(isOwnName, 'another id: this is a name that JavaScript keeps to itself');

/** What a person would see of a text: not spaces, not what is drawn as nothing (U+2800 is an empty Braille cell). */
const isVisible = (text: string): boolean => /[^\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);

/** A name that people write: of a customer, or of a person. */
export const name = (most: number): z.ZodString =>
  z
    .string()
    .trim()
    .min(1, { error: `a text of 1 to ${most} characters`, abort: true })
    .max(most, `a text of 1 to ${most} characters`)
    .regex(/^\P{Cc}*$/u, 'a text on one line, without control characters')
    .refine(isVisible, 'a text with something in it that can be seen');
