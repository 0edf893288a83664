import { digestOf } from '../canonical.ts';
import type { Letter, LetterPart, Shown } from '../ports/messenger.ts';
import { holdersOf, isInternal, nameOf } from './context.ts';
import type { Context } from './context.ts';
import { inForce } from './delegation.ts';
import type { MessageDuty } from './duty.ts';
import { offersAnything } from './offering.ts';
import { shownWith } from './shown-with.ts';

/** The letter of a duty, with what its renderer has to know of the engagement; undefined when the person is not known to it. */
export function letterOf(context: Context, duty: MessageDuty): Letter | undefined {
  const { state, now } = context;
  const { to, edits } = duty;
  const person = state.people[to];
  if (person === undefined) return undefined;
  const { id: engagement, customer, playbook, step, calendar } = state;
  const [architect] = holdersOf({ state }, ['architect']).flatMap((id) => state.people[id] ?? []);
  const { timeZone: _timeZone, quietHours: _quietHours, ...recipient } = person;
  const { key, template, items, values, ...more } = partOf(context, duty);
  return {
    key,
    engagement,
    customer,
    playbook,
    step,
    template,
    to: { id: to, ...recipient },
    ...(architect !== undefined && { sender: { name: architect.name, email: architect.email } }),
    items,
    values,
    ...more,
    ...(edits !== undefined && { edits: edits.ref }),
    ...offered(context, duty),
    now,
    timeZone: calendar.timeZone,
  };
}

/** Buttons are for the team: customers are written to by mail. */
function offered(context: Context, duty: MessageDuty): Pick<Letter, 'offers' | 'shows'> {
  const { to, offers } = duty;
  if (!isInternal(context, to)) return {};
  const shows: Shown = shownWith(context, duty);
  return {
    ...(offers !== undefined && offersAnything(offers) && { offers }),
    ...(Object.keys(shows).length > 0 && { shows }),
  };
}

/** One letter for what goes out together to one person. Its key is made of theirs: the same messages are the same letter. */
export function letterOfAll(context: Context, duties: readonly MessageDuty[]): Letter | undefined {
  const [first, ...more] = duties;
  const letter = first === undefined ? undefined : letterOf(context, first);
  if (letter === undefined || more.length === 0) return letter;
  const { wait: _wait, onBehalfOf: _onBehalfOf, offers: _offers, shows: _shows, ...whole } = letter;
  return {
    ...whole,
    key: `digest/${letter.to.id}-${digestOf(duties.map(({ key }) => key)).slice(0, 16)}`,
    template: 'digest',
    items: [],
    values: { count: String(duties.length) },
    parts: duties.map((duty) => partOf(context, duty)),
  };
}

function partOf(context: Context, { key, template, items, values, wait, onBehalfOf }: MessageDuty): LetterPart {
  const until = onBehalfOf === undefined ? undefined : inForce(context)[onBehalfOf]?.until;
  return {
    key,
    template,
    items,
    values,
    ...(wait !== undefined && { wait }),
    ...(onBehalfOf !== undefined &&
      until !== undefined && { onBehalfOf: { name: nameOf(context, onBehalfOf), until } }),
  };
}
