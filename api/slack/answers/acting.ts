import type { CommandKind } from '../../../src/engagement/command-fields.ts';
import { readCommand } from '../../../src/engagement/read-command.ts';
import { Problem, refused } from '../../problem.ts';
import type { Standing } from '../../../src/messages/slack/engagement-words.ts';
import { standingOf } from '../mine.ts';
import type { Library, Part } from '../mine.ts';
import { markup } from '../../../src/messages/slack/mrkdwn.ts';
import type { Said } from '../slack-web.ts';

/** Somebody who acts in an engagement that they take part in. */
export interface Acting extends Part {
  readonly library: Library;
  /** Made from the click: the same click is the same command. */
  readonly commandId: string;
  /** Called when a command was taken. */
  readonly changed: (engagement: string) => void;
}

/** How the engagement stands after a command, when that can be seen: the command was taken, whatever becomes of this. */
export const afterwards = ({ library, standing }: Acting): Promise<Standing | undefined> =>
  standingOf(library, standing.view.id).catch(() => undefined);

/** Sends a command. Undefined when it was taken; else the refusal, for the person alone. Rejects with the Problem when nobody answers. */
export async function sent(acting: Acting, kind: CommandKind, body: object): Promise<Said | undefined> {
  const { library, standing, person, commandId, changed } = acting;
  try {
    const checked = readCommand(kind, { ...body, by: person, commandId, surface: 'slack' });
    if (!checked.ok) throw refused(checked.rejection);
    await library.engagements.command(standing.view.id, checked.command);
    changed(standing.view.id);
    return undefined;
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return { text: markup`Nothing was done. ${error.message}` };
    throw error;
  }
}
