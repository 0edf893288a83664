import type { EventBodyOf, JournalEvent } from '../../engagement/events.ts';
import type { State } from '../../engagement/state.ts';
import type { MessageDuty } from '../../method/duty.ts';
import { planFor } from '../../method/plan.ts';
import { gateCodes } from '../../playbook/codes.ts';
import type { Outline } from '../../playbook/outline.ts';
import type { Playbook } from '../../playbook/schema.ts';
import { textOf } from '../texts.ts';
import type { TemplateId } from '../templates.ts';
import { dayInWords, gateName, personName, waitInWords } from './engagement-words.ts';
import { told } from './happenings.ts';
import type { Happening } from './happenings.ts';

/** A playbook in full, and the part of it that decides, as the shelf has them. */
export interface PlaybookInFull {
  readonly playbook: Playbook;
  readonly outline: Outline;
}

/** A message as it went out, and all who got it. */
interface Sent extends Pick<MessageDuty, 'key' | 'items' | 'values'> {
  readonly playbook: Playbook;
  readonly state: State;
  /** Names. */
  readonly readers: string;
}

type Say = (sent: Sent) => Happening;

const stillWaiting: Say = ({ state, key, values }) =>
  told(
    key,
    `Still waiting: ${whatOf(values)}`,
    `${values['who'] ?? ''}, since ${dayInWords(state, values['since'] ?? '')}`,
  );
const checkInOn = ({ state, values }: Sent): string => `The check-in on ${dayInWords(state, values['on'] ?? '')}`;

/** Reminders, what gates ask for, and pings of check-ins: what all may know of a message. What it says to its reader is theirs. */
const overheard: { readonly [Template in TemplateId]?: Say } = {
  'homework-reminder': stillWaiting,
  reminder: stillWaiting,
  'approval-reminder': stillWaiting,
  escalation: ({ key, values, readers }) =>
    told(key, `Nothing heard from ${values['who'] ?? ''}: ${whatOf(values)}`, `Told: ${readers}`),
  'gate-opened': ({ playbook, key, values, items }) =>
    told(key, `${gateIn(values)} has opened`, ...listed(playbook, items)),
  'approval-request': ({ key, values, readers }) =>
    told(key, `${gateIn(values)} is ready to be approved`, `Asked: ${readers}`),
  'check-in-scheduled': (sent) => told(sent.key, `${checkInOn(sent)} is scheduled`, `Told: ${sent.readers}`),
  'check-in-prep': (sent) =>
    told(sent.key, `${checkInOn(sent)} is to be prepared`, ...listed(sent.playbook, sent.items)),
  'check-in-brief': ({ key, values, readers }) =>
    told(key, `${values['kind'] ?? 'Brief'} for the check-in`, `Sent to ${readers}`),
  'check-in-day': (sent) => told(sent.key, `${checkInOn(sent)} is today`, sent.readers),
};

const isTemplate = (what: string): what is keyof typeof overheard => what in overheard;

export const isOverheard = ({ what }: EventBodyOf<'dutyPerformed'>): boolean => isTemplate(what);

/** The message that went out: the plan of that moment owed it. Of several readers, the first is enough; of one that was settled while it was under way, nothing is said. */
export function overhearing(
  { playbook, outline }: PlaybookInFull,
  state: State,
  { duty: key, what, at }: JournalEvent & EventBodyOf<'dutyPerformed'>,
): Happening | undefined {
  const say = isTemplate(what) ? overheard[what] : undefined;
  if (say === undefined) return undefined;
  const { due } = planFor({ playbook: outline, state, now: at });
  const messages = due.filter((duty) => duty.kind === 'message');
  const duty = messages.find((one) => one.key === key);
  if (duty === undefined) return undefined;
  const same = withoutReader(duty);
  if (Object.keys(state.performed).some((other) => other.startsWith(same) && !other.slice(same.length).includes('/')))
    return undefined;
  const together = messages.filter((one) => withoutReader(one) === same);
  const readers = together.map(({ to }) => personName(state, to)).join(', ');
  const { items, values } = duty;
  return say({ playbook, state, key, items, values, readers });
}

/** The last part of a message's key is its reader. */
const withoutReader = ({ key, to }: MessageDuty): string => key.slice(0, key.length - to.length);

const whatOf = ({ what = '' }: MessageDuty['values']): string => waitInWords({ what });

function gateIn({ gate }: MessageDuty['values']): string {
  const code = gateCodes.find((known) => known === gate);
  return code === undefined ? 'The gate' : gateName(code);
}

const listed = (playbook: Playbook, items: readonly string[]): string[] =>
  items.map((item) => `• ${textOf(playbook, item)}`);
