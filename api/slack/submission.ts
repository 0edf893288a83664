import { isDate } from '../../src/calendar/calendar.ts';
import { delegateFields, nobody } from './views/delegate-modal.ts';
import { field } from './views/modals.ts';
import { carrying, gateValue, metricValue, readValue, tasksValue, waitValue } from './click.ts';
import type { Ask } from './click.ts';
import type { Filled } from './forms/filled.ts';
import { areWords, inWords } from './forms/sent-form.ts';
import type { SentForm } from './forms/sent-form.ts';
import { notANumber, numberIn } from './parse-slash.ts';

const schemas = {
  gate: carrying(gateValue),
  tasks: carrying(tasksValue),
  metric: carrying(metricValue),
  engagement: carrying(waitValue.pick({ engagement: true })),
};

const wrong = (message: string): SentForm => ({ errors: { [field.block]: message } });

/** Reads a modal that was sent: what is asked for, or what is wrong with which field. */
export function readSubmission({ callback_id: callback, private_metadata: carried, state }: Filled): SentForm {
  const written = state.values[field.block]?.[field.action]?.value?.trim() ?? '';
  switch (callback) {
    case 'request-changes':
      return reasoned(readValue(schemas.gate, carried), written, (about, reason) => ({
        kind: callback,
        ...about,
        reason,
      }));
    case 'stuck':
      return reasoned(readValue(schemas.tasks, carried), written, (about, reason) => ({
        kind: callback,
        ...about,
        reason,
      }));
    case 'delegate':
      return delegated(readValue(schemas.engagement, carried), state.values);
    default:
      return numbered(readValue(schemas.metric, carried), written);
  }
}

const lost = 'This form cannot be read any more. Please close it, and click the button again.';

type Carried<About> = { readonly about: About; readonly responseUrl?: string | undefined } | undefined;

function reasoned<About>(
  carried: Carried<About>,
  written: string,
  ask: (about: About, reason: string) => Ask,
): SentForm {
  if (carried === undefined) return wrong(lost);
  if (!areWords(written)) return wrong(inWords);
  if (written.length > 3000) return wrong('At most 3,000 characters, please.');
  return submitted(ask(carried.about, written), carried.responseUrl);
}

function numbered(carried: Carried<{ engagement: string; metric: string }>, written: string): SentForm {
  if (carried === undefined) return wrong(lost);
  const value = numberIn(written);
  if (value === undefined) return wrong(notANumber(written.slice(0, 40)));
  return submitted({ kind: 'reading', ...carried.about, value }, carried.responseUrl);
}

function delegated(carried: Carried<{ engagement: string }>, values: Filled['state']['values']): SentForm {
  const { to, until } = delegateFields;
  if (carried === undefined) return { errors: { [to.block]: lost } };
  const person = values[to.block]?.[to.action]?.selected_option?.value;
  const date = values[until.block]?.[until.action]?.selected_date;
  if (person === undefined) return { errors: { [to.block]: 'Please say who answers for you.' } };
  const ask = { kind: 'delegate', engagement: carried.about.engagement } as const;
  if (person === nobody) return submitted(ask, carried.responseUrl);
  if (date === undefined || date === null || !isDate(date))
    return { errors: { [until.block]: 'Please say on which day you answer for yourself again.' } };
  return submitted({ ...ask, to: person, until: date }, carried.responseUrl);
}

const submitted = (ask: Ask, responseUrl: string | undefined): SentForm => ({
  ask,
  ...(responseUrl !== undefined && { responseUrl }),
});
