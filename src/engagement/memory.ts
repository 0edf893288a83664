import { digestOf } from '../canonical.ts';
import type { Command } from './command-fields.ts';
import type { Stage, Status } from './state.ts';

/** What a command is answered with: where it stands in the journal, and where the engagement stands after it. */
export interface Answer {
  readonly engagement: string;
  readonly commandId: string;
  /** The last event that the command led to. */
  readonly seq: number;
  readonly step: Stage;
  readonly status: Status;
  /** Fingerprint of the command that was answered, so that a caller sees whether it was theirs. */
  readonly print: string;
}

/** Commands that were answered, oldest first. Carried across continue-as-new, since an update id is forgotten there. */
export type Memory = readonly Answer[];

/** A late duplicate comes within days; a thousand commands are more than an engagement sees in its busiest year. */
const remembered = 1000;

/** Same command: same kind, body, person and engagement. The surface may differ, since one decision settles all of them. */
export function fingerprint(engagement: string, command: Command): string {
  const { commandId: _id, surface: _surface, ...body } = command;
  return digestOf({ engagement, body }).slice(0, 24);
}

export const recall = (memory: Memory, commandId: string): Answer | undefined =>
  memory.find((answer) => answer.commandId === commandId);

export const remember = (memory: Memory, answer: Answer): Memory => [...memory.slice(-(remembered - 1)), answer];
