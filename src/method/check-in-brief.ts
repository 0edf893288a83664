import { dateInWords } from '../calendar/calendar.ts';
import { kpisOf } from '../health/kpis.ts';
import type { Kpi } from '../health/kpis.ts';
import { dayOf } from './context.ts';
import type { Context } from './context.ts';

/** What whoever runs a check-in has to know, made from what the engagement knows: figures, red flags, issues, change requests, the check-in before. */
export interface CheckInBrief {
  readonly metrics: string;
  readonly flags: string;
  readonly open: string;
  readonly before: string;
}

export function checkInBrief(context: Context): Readonly<Record<keyof CheckInBrief, string>> {
  const { state } = context;
  const flags = Object.values(state.redFlags).map(
    ({ metric, rule, since }) => `${metric}: ${rule}, since ${dateInWords(dayOf(context, since))}`,
  );
  const issues = Object.entries(state.issues)
    .filter(([, { resolvedAt }]) => resolvedAt === undefined)
    .map(([id, { severity, summary }]) => `${id} (${severity}): ${summary}`);
  const requests = Object.entries(state.changeRequests)
    .filter(([, { answered }]) => answered === undefined)
    .map(([id, { summary }]) => `${id} (change request): ${summary}`);
  const { last } = state.checkIn;
  return {
    metrics: standingsInWords(context),
    flags: listed(flags),
    open: listed([...issues, ...requests]),
    before: last === undefined ? 'This is the first check-in.' : `The one before led to: ${last.outcome}.`,
  };
}

/** How each metric stands, against its target, and against what was agreed and what was so before. */
export const standingsInWords = (context: Context): string =>
  listed(kpisOf(context).map((kpi) => standing(context, kpi)));

function standing(context: Context, { name, value, takenAt, standing: how, target, agreed }: Kpi): string {
  if (value === undefined) return `${name}: not read yet`;
  const notes = [
    how === 'kept' ? [] : how,
    target === undefined ? [] : `target ${target}`,
    agreed === undefined
      ? []
      : `agreed ${agreed.target}${agreed.baseline === undefined ? '' : `, before ${agreed.baseline}`}`,
  ].flat();
  return `${name}: ${value} on ${dateInWords(dayOf(context, takenAt))}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`;
}

const listed = (lines: readonly string[]): string =>
  lines.length === 0 ? '- none' : lines.map((line) => `- ${line}`).join('\n');
