import type { Letter, Shown } from '../ports/messenger.ts';
import { holdersOf, isInternal } from './context.ts';
import type { Context } from './context.ts';
import type { MessageDuty } from './duty.ts';
import { offersAnything } from './offering.ts';
import { shownWith } from './shown-with.ts';

/** The letter of a duty, with what its renderer has to know of the engagement; undefined when the person is not known to it. */
export function letterOf(context: Context, duty: MessageDuty): Letter | undefined {
  const { state, now } = context;
  const { key, template, to, items, values, edits } = duty;
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
