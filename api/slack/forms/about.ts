import { z } from 'zod';
import { readValue } from '../click.ts';
import { notANumber, numberIn } from '../parse-slash.ts';
import { fieldsOf } from './filled.ts';
import type { Fields, Filled } from './filled.ts';
import { areWords, inWords, lostForm } from './sent-form.ts';
import type { SentForm } from './sent-form.ts';
import { formWords } from './form-asked.ts';
import type { FormWord } from './form-asked.ts';

const carried = z.strictObject({ responseUrl: z.string().optional() });

/** Reads a form about one engagement. It asks for what would have been typed. */
export function readAbout(filled: Filled): SentForm {
  const word = formWords.find((one) => filled.callback_id === `about-${one}`);
  const kept = readValue(carried, filled.private_metadata);
  if (word === undefined || kept === undefined) return { errors: { engagement: lostForm } };
  const fields = fieldsOf(filled);
  const rest = restOf(word, fields);
  const engagement = fields.chosen('engagement');
  const errors = {
    ...('errors' in rest && rest.errors),
    ...(engagement === undefined && { engagement: 'Choose an engagement, please.' }),
  };
  if ('errors' in rest || Object.keys(errors).length > 0) return { errors };
  const text = [word, engagement, ...rest.words].join(' ');
  return { ask: { kind: 'slash', text: text.slice(0, 4000) }, responseUrl: kept.responseUrl };
}

type Rest = { readonly words: readonly string[] } | { readonly errors: Record<string, string> };

function restOf(word: FormWord, fields: Fields): Rest {
  switch (word) {
    case 'show':
    case 'why':
      return { words: [] };
    case 'golive':
    case 'checkin': {
      const on = fields.date('on');
      return on === undefined ? { errors: { on: 'Choose a date, please.' } } : { words: [on] };
    }
    case 'issue':
    case 'hold':
    case 'resume': {
      const text = fields.text('text') ?? '';
      if (!areWords(text)) return { errors: { text: inWords } };
      // Said, so that the text itself is not read for it.
      return { words: word === 'issue' ? [`${fields.chosen('severity') ?? 'minor'}:`, text] : [text] };
    }
    case 'reading':
      return readingOf(fields);
  }
}

function readingOf(fields: Fields): Rest {
  const metric = fields.chosen('metric');
  const value = fields.text('value') ?? '';
  const errors = {
    ...(metric === undefined && { metric: 'Choose a metric, please.' }),
    ...(numberIn(value) === undefined && { value: notANumber(value.slice(0, 40)) }),
  };
  return metric === undefined || Object.keys(errors).length > 0 ? { errors } : { words: [metric, value] };
}
