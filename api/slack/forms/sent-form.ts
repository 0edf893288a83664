import type { ModalView } from '@slack/types';
import type { Ask } from '../click.ts';

/** What a form that was sent leads to: something that is asked for, faults by field, or its next page. */
export type SentForm =
  | {
      readonly ask: Ask;
      readonly responseUrl?: string | undefined;
      /** What makes it the same when it is sent again; Slack's own mark of this sending, when absent. */
      readonly identity?: readonly string[];
    }
  | { readonly errors: Record<string, string> }
  | { readonly view: ModalView };

export const lostForm = 'This form cannot be read any more. Please close it, and ask for it again.';

/** Words that somebody else can act on; and what is said where they are none. */
export const areWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);
export const inWords = 'Please say it in words: others must be able to act on it.';
