import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { dateInWords, dateOf, morningOf } from '../src/calendar/calendar.ts';
import { checkInOn } from '../src/method/check-in.ts';
import { holdersOf } from '../src/method/context.ts';
import type { Context } from '../src/method/context.ts';
import { heardInWords } from '../src/method/heard.ts';
import type { Plan } from '../src/method/plan.ts';
import { steps } from '../src/method/steps.ts';
import { searchAttributes as keys } from './search-attributes.ts';

/** Shows, where ops engineers look, how an engagement stands. Only what has changed is written: each write is an event of history. */
export function noticeBoard(): (context: Context, plan: Plan) => void {
  const shown = new Map<string, string>();
  return (context, plan) => {
    setCurrentDetails(detailsOf(context, plan));
    const changed = attributesOf(context, plan).filter(({ key, value }) => {
      const written = JSON.stringify(value);
      if (shown.get(key.name) === written) return false;
      shown.set(key.name, written);
      return true;
    });
    if (changed.length > 0) upsertSearchAttributes(changed);
  };
}

function attributesOf(context: Context, { next, waits }: Plan) {
  const { state } = context;
  const morning = (date: string | undefined): Date | null =>
    date === undefined ? null : new Date(morningOf(date, state.calendar));
  const [upcoming] = next;
  return [
    { key: keys.customer, value: state.customer },
    { key: keys.playbook, value: state.playbook.id },
    { key: keys.step, value: state.step },
    { key: keys.status, value: state.status },
    { key: keys.waitingOn, value: [...new Set(waits.flatMap(({ who }) => who))] },
    { key: keys.architect, value: holdersOf(context, ['architect'])[0] ?? null },
    // The day is enough to look for, and the instant would be written anew at every reminder.
    { key: keys.nextDue, value: upcoming === undefined ? null : morning(dateOf(upcoming.at, state.calendar)) },
    { key: keys.goLive, value: morning(state.goLiveOn) },
    { key: keys.checkIn, value: morning(checkInOn(context)) },
    { key: keys.redFlags, value: Object.keys(state.redFlags).length },
  ];
}

/** Markdown for the Temporal UI: where we are, why we wait, what happens next. */
function detailsOf({ state }: Context, { waits, next }: Plan): string {
  const day = (instant: string): string => dateInWords(dateOf(instant, state.calendar));
  const flags = Object.values(state.redFlags).map(
    ({ metric, rule, value }) => `- ${metric} is ${value} (the line: ${rule})`,
  );
  const attention = Object.entries(state.attention).map(([key, { problem }]) => `- ${key}: ${problem}`);
  return [
    `**${state.step} ${steps[state.step].name}** since ${day(state.stepSince)} (${state.status})`,
    section(
      'Waiting for',
      waits.map(
        ({ who, what, since, items, heard = [] }) =>
          `- ${who.join(' or ') || 'nobody'}: ${what}, since ${day(since)}${items.length > 0 ? ` (${items.join(', ')})` : ''}${heard.map((said) => `; ${heardInWords(state, said)}`).join('')}`,
      ),
    ),
    section(
      'Next, if nobody acts',
      next
        .slice(0, 5)
        .map(
          (duty) =>
            `- ${day(duty.at)}: ${duty.kind === 'message' ? `${duty.template} to ${duty.to}: ` : ''}${duty.why}`,
        ),
    ),
    section('Red flags', flags),
    section('Needs a look', attention),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const section = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `${title}:\n${lines.join('\n')}`;
