import { z } from 'zod';
import { isTimeZone } from '../../../src/calendar/calendar.ts';
import { isQuietHours } from '../../../src/calendar/quiet-hours.ts';
import { carrying, readValue } from '../click.ts';
import { fieldsOf } from './filled.ts';
import type { Fields, Filled } from './filled.ts';
import { lostForm } from './sent-form.ts';
import type { SentForm } from './sent-form.ts';

const carried = carrying(z.strictObject({ engagement: z.string().min(1).max(120).optional() }));

/** Where somebody is, and when they are left alone. */
export function readHours(filled: Filled): SentForm {
  const kept = readValue(carried, filled.private_metadata);
  if (kept === undefined) return { errors: { timeZone: lostForm } };
  const fields = fieldsOf(filled);
  const timeZone = fields.chosen('timeZone') ?? '';
  const quietHours = quietHoursIn(fields);
  const errors = {
    ...(!isTimeZone(timeZone) && { timeZone: 'Choose a time zone, please.' }),
    ...(!isQuietHours(quietHours) && { until: 'Choose two times that differ, please.' }),
  };
  if (Object.keys(errors).length > 0) return { errors };
  return { ask: { kind: 'hours', ...kept.about, timeZone, quietHours }, responseUrl: kept.responseUrl };
}

const quietHoursIn = (fields: Fields): string =>
  fields.chosen('quiet') === 'never' ? 'none' : `${fields.time('from')}-${fields.time('until')}`;
