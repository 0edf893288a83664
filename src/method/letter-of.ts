import type { Letter } from '../ports/messenger.ts';
import { holdersOf } from './context.ts';
import type { Context } from './context.ts';
import type { MessageDuty } from './duty.ts';

/** The letter of a duty, with what its renderer has to know of the engagement; undefined when the person is not known to it. */
export function letterOf(
  { state, now }: Context,
  { key, template, to, items, values, edits, offers }: MessageDuty,
): Letter | undefined {
  const person = state.people[to];
  if (person === undefined) return undefined;
  const { id: engagement, customer, playbook, step, calendar } = state;
  const [architect] = holdersOf({ state }, ['architect']).flatMap((id) => state.people[id] ?? []);
  return {
    key,
    engagement,
    customer,
    playbook,
    step,
    template,
    to: { id: to, ...person },
    ...(architect !== undefined && { sender: { name: architect.name, email: architect.email } }),
    items,
    values,
    ...(edits !== undefined && { edits: edits.ref }),
    ...(offers !== undefined && { offers }),
    now,
    timeZone: calendar.timeZone,
  };
}
