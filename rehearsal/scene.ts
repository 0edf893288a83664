import type { Instant } from '../src/calendar/calendar.ts';
import type { CommandKind, CommandOf } from '../src/engagement/command-fields.ts';
import type { View } from '../src/engagement/view.ts';
import type { Wait } from '../src/method/wait.ts';
import type { Outline } from '../src/playbook/outline.ts';

type Body<Kind extends CommandKind> = Omit<CommandOf<Kind>, 'commandId' | 'surface' | 'by'> & { readonly by?: string };
/** What somebody does: a command but for its id. `by` is a person. */
export type Act = { [Kind in CommandKind]: Body<Kind> }[CommandKind];

export interface Scene {
  readonly playbook: Outline;
  readonly view: View;
  readonly now: Instant;
}

/** How the people of a rehearsal are: how long they take, and what they say where the SOP leaves them a choice. */
export interface Temper {
  /** Business days that somebody takes to answer a wait. */
  readonly daysFor: (wait: Wait) => number;
  readonly answers: { readonly upsell: 'yes' | 'no'; readonly downsell: 'yes' | 'no'; readonly retry: 'yes' | 'no' };
  /** Called when another engagement is to be started; answers with its id. */
  readonly startNext?: (view: View) => string;
  /** Whether 1d is put on hold once, where the playbook offers that: another project comes first, and then they go on. */
  readonly holdsOnce?: boolean;
}
