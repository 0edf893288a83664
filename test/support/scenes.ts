import type { Act } from '../../rehearsal/scene.ts';
import { addDays } from '../../src/calendar/calendar.ts';
import type { StartRequest } from '../../src/engagement/start.ts';
import type { View } from '../../src/engagement/view.ts';
import type { MessageDuty } from '../../src/method/duty.ts';
import type { TemplateId } from '../../src/messages/templates.ts';
import type { Playbook } from '../../src/playbook/schema.ts';
import { prompt, shelved, Stage } from './play.ts';

/** The playbook that the scenes are played by, where none is given. */
export const playbook = shelved('event-operations-platform');
const late = '2029-01-01T12:00:00.000Z';

interface Setting {
  readonly type?: StartRequest['type'];
  readonly book?: Playbook;
  readonly flags?: StartRequest['flags'];
}

const grown = new Map<string, Stage>();

/** Given an engagement that has just come to a step, or so far that `enough` holds. The way there is played once and copied. */
export function given(
  step: View['step'],
  { type = 'dedicated', book = playbook, flags = {} }: Setting = {},
  enough: (view: View) => boolean = (view) => view.step === step,
): Stage {
  const key = JSON.stringify([type, flags, step, String(enough)]);
  const isKnown = book === playbook;
  const known = isKnown ? grown.get(key) : undefined;
  if (known !== undefined) return known.copy();
  const stage = new Stage(book, { type, flags });
  stage.play({ ...prompt, startNext: () => 'acme-next' }, late, enough);
  if (!enough(stage.view)) throw new Error(`The engagement never came to ${step}; it stands in ${stage.view.step}`);
  if (isKnown) grown.set(key, stage);
  return stage.copy();
}

/** Given a dedicated engagement in aftercare, or a single one whose offer is open. */
export const givenClosed = (type: StartRequest['type'] = 'dedicated', book?: Playbook): Stage =>
  given('aftercare', { type, ...(book !== undefined && { book }) });

/** When so many days have passed, at noon. */
export const daysPass = (stage: Stage, days: number): void =>
  stage.until(`${addDays(stage.now.slice(0, 10), days)}T12:00:00.000Z`);

/** The messages of a kind that were sent, in order. */
export const told = (stage: Stage, template: TemplateId): (MessageDuty & { readonly sentAt: string })[] =>
  stage.sent.flatMap(({ at, duty }) =>
    duty.kind === 'message' && duty.template === template ? [{ ...duty, sentAt: at }] : [],
  );

/** The last event of the journal. */
export const lastEvent = (stage: Stage) => stage.engagement.outbox.at(-1);

/** What an act leads to: the kinds of the events, without what was sent. Throws the reason of a refusal. */
export function events(stage: Stage, act: Act): string[] {
  const before = stage.engagement.state.journal.seq;
  stage.act(act);
  return stage.engagement.outbox.flatMap(({ seq, kind }) => (seq > before && kind !== 'dutyPerformed' ? [kind] : []));
}
