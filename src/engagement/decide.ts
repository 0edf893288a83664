import type { Context } from '../method/context.ts';
import { dayOf, rolesOf } from '../method/context.ts';
import type { Command, CommandKind, CommandOf } from './command-fields.ts';
import { bearings } from './deciders/bearings.ts';
import { care } from './deciders/care.ts';
import { course } from './deciders/course.ts';
import type { Decider, Verdict } from './deciders/decider.ts';
import { future } from './deciders/future.ts';
import { gates } from './deciders/gates.ts';
import { knowledge } from './deciders/knowledge.ts';
import { meetings } from './deciders/meetings.ts';
import { tasks } from './deciders/tasks.ts';
import { waiting } from './deciders/waiting.ts';
import { named, refuse } from './rejection.ts';

const deciders: { readonly [Kind in CommandKind]: Decider<Kind> } = {
  ...tasks,
  ...knowledge,
  ...meetings,
  ...gates,
  ...course,
  ...care,
  ...future,
  ...bearings,
  ...waiting,
};

/** What a command leads to: the events that it makes, or why it is refused. Pure; nothing is applied here. */
export function decide(context: Context, command: Command): Verdict {
  const { state } = context;
  if (state.status === 'ended')
    return refuse(
      'conflict',
      `The engagement ended on ${dayOf(context, state.endedAt)}: ${state.endReason}. Nothing can be changed in it any more.`,
    );
  if (!isSender(context, command)) {
    const people = Object.keys(state.people).filter((person) => rolesOf(context, person).length > 0);
    return refuse('not-allowed', `"${command.by}" has no role in this engagement. Who has: ${named(people)}.`);
  }
  return decided(context, command);
}

/** The table is typed kind by kind; that the kind of the command selects its own decider is said once, here. */
function decided<Kind extends CommandKind>(context: Context, command: CommandOf<Kind>): Verdict {
  const decider: Decider<Kind> = deciders[command.kind];
  return decider(context, command);
}

/**
 * A person with a role; or, for the news that its project has closed, the engagement that follows this one: one that is linked, or one that says so
 * by Signal, as its workflow does when it was started to follow this one.
 */
function isSender(context: Context, command: Command): boolean {
  if (rolesOf(context, command.by).length > 0) return true;
  if (command.kind !== 'recordNextEnded' || command.by !== `engagement:${command.engagement}`) return false;
  return command.surface === 'temporal' || context.state.next.some(({ id }) => id === command.engagement);
}
