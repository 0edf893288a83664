import { readFileSync } from 'node:fs';
import { answerAt, answerTo } from '../../rehearsal/people.ts';
import type { Act, Temper } from '../../rehearsal/scene.ts';
import type { Instant } from '../../src/calendar/calendar.ts';
import { readCommand } from '../../src/engagement/read-command.ts';
import { begin, noted, settled, submit } from '../../src/engagement/engagement.ts';
import type { Engagement } from '../../src/engagement/engagement.ts';
import type { EventBody } from '../../src/engagement/events.ts';
import { isOver } from '../../src/engagement/evolve.ts';
import { startBody } from '../../src/engagement/start.ts';
import type { StartRequest } from '../../src/engagement/start.ts';
import type { State } from '../../src/engagement/state.ts';
import { viewOf } from '../../src/engagement/view.ts';
import type { View } from '../../src/engagement/view.ts';
import { digestOf } from '../../src/canonical.ts';
import type { Duty } from '../../src/method/duty.ts';
import { nextMoment, planFor } from '../../src/method/plan.ts';
import { loadPlaybook } from '../../src/playbook/load.ts';
import { outlineOf } from '../../src/playbook/outline.ts';
import type { Outline } from '../../src/playbook/outline.ts';
import type { Playbook } from '../../src/playbook/schema.ts';

/** A playbook as it is on the shelf. */
export function shelved(id: string, version = '1.0.0'): Playbook {
  const file = new URL(`../../playbooks/${id}/${version}.yaml`, import.meta.url);
  const loaded = loadPlaybook(file.pathname, readFileSync(file, 'utf8'));
  if (!loaded.ok)
    throw new Error(
      loaded.faults.map(({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`).join('\n'),
    );
  digests.set(loaded.playbook, loaded.digest);
  return loaded.playbook;
}

/** Digests of what is on the shelf, as it is written there. */
const digests = new WeakMap<Playbook, string>();

/** A person for every role of a playbook, made up, each in one role. */
export const cast = (playbook: Outline): StartRequest['people'] =>
  Object.fromEntries(
    playbook.roles.map(({ id, side }) => [
      `the-${id}`,
      { name: `The ${id}`, email: `${id}@${side === 'internal' ? 'team' : 'customer'}.example`, roles: [id] },
    ]),
  );

export function request(playbook: Outline, over: Partial<StartRequest> = {}): StartRequest {
  return {
    engagement: 'acme-events',
    customer: 'Acme',
    type: 'dedicated',
    flags: {},
    calendar: { timeZone: 'Europe/Berlin', holidays: ['2027-01-01'] },
    people: cast(playbook),
    kickoffAt: '2027-01-11T14:00:00.000Z',
    ...over,
  };
}

export const pinOf = (playbook: Playbook) => ({
  id: playbook.id,
  version: playbook.version,
  digest: digests.get(playbook) ?? digestOf(playbook),
});

/** An engagement and the time, moved on by commands and by the clock: the workflow's loop without the workflow. */
export class Stage {
  readonly playbook: Outline;
  engagement: Engagement;
  now: Instant;
  /** What was performed, and the state in which it was. */
  readonly sent: { readonly at: Instant; readonly duty: Duty; readonly state: State }[] = [];
  private commands = 0;
  private readonly beginning: readonly [Playbook, Partial<StartRequest>, Instant];

  constructor(playbook: Playbook, over: Partial<StartRequest> = {}, now: Instant = '2027-01-04T09:00:00.000Z') {
    this.beginning = [playbook, over, now];
    this.playbook = outlineOf(playbook);
    this.now = now;
    this.engagement = begin(
      this.playbook,
      startBody(this.playbook, pinOf(playbook), request(this.playbook, over)),
      now,
    );
    this.performDue();
  }

  /** Another one that goes on from here by itself. */
  copy(): Stage {
    const twin = new Stage(...this.beginning);
    twin.engagement = this.engagement;
    twin.now = this.now;
    twin.commands = this.commands;
    twin.sent.splice(0, twin.sent.length, ...this.sent);
    return twin;
  }

  get view(): View {
    return viewOf({ playbook: this.playbook, state: this.engagement.state, now: this.now });
  }

  /** Submits a command; throws what it is refused with. */
  act(act: Act): void {
    const refusal = this.tryAct(act);
    if (refusal !== undefined) throw new Error(`${act.kind}: ${refusal}`);
  }

  /** Submits a command; answers with the reason when it is refused. */
  tryAct(
    { kind, by = 'the-architect', ...body }: Act,
    commandId = `command-${(this.commands += 1)}`,
  ): string | undefined {
    const read = readCommand(kind, { ...body, by, commandId, surface: 'api' });
    if (!read.ok) return read.rejection.message;
    const submitted = submit(this.playbook, this.engagement, read.command, this.now);
    if ('rejection' in submitted) return submitted.rejection.message;
    this.engagement = submitted.engagement;
    this.performDue();
    return undefined;
  }

  /** Records what is nobody's command, such as a message that bounced. */
  note(body: EventBody): void {
    this.engagement = noted(this.engagement, [body], this.now);
    this.performDue();
  }

  /** Lets time pass, performing what falls due, each at its instant. */
  until(instant: Instant): void {
    for (;;) {
      const next = nextMoment(planFor({ playbook: this.playbook, state: this.engagement.state, now: this.now }));
      if (next === undefined || next > instant) break;
      this.now = next;
      this.performDue();
    }
    if (instant > this.now) this.now = instant;
    this.performDue();
  }

  private performDue(): void {
    for (let turn = 0; turn < 20; turn += 1) {
      this.engagement = settled(this.playbook, this.engagement, this.now);
      const { state } = this.engagement;
      const { due } = planFor({ playbook: this.playbook, state, now: this.now });
      if (due.length === 0) return;
      this.sent.push(...due.map((duty) => ({ at: this.now, duty, state })));
      this.engagement = noted(
        this.engagement,
        due.map((duty) => ({ kind: 'dutyPerformed', duty: duty.key, what: whatOf(duty) })),
        this.now,
      );
    }
    throw new Error('Something is due for ever');
  }

  /** Lets the people of a temper answer whoever is waited for, until an instant, an end, or `enough`. */
  play(temper: Temper, until: Instant, enough: (view: View) => boolean = () => false): void {
    while (this.now < until && !isOver(this.engagement.state) && !enough(this.view)) {
      const { view } = this;
      const scene = { playbook: this.playbook, view, now: this.now };
      const answers = view.waits
        .map((wait) => ({ wait, at: answerAt(scene, wait, temper) }))
        .filter(({ wait, at }) => answerTo({ ...scene, now: at > this.now ? at : this.now }, wait, temper).length > 0)
        .toSorted((one, other) => (one.at < other.at ? -1 : 1));
      const [first] = answers;
      const upcoming = view.upcoming[0]?.at;
      if (first === undefined || (upcoming !== undefined && upcoming < first.at)) {
        this.until(upcoming === undefined || upcoming > until ? until : upcoming);
        continue;
      }
      if (first.at > this.now) this.until(first.at);
      for (const act of answerTo({ playbook: this.playbook, view: this.view, now: this.now }, first.wait, temper))
        this.act(act);
    }
  }
}

/** As the workflow calls it. */
const whatOf = (duty: Duty): string => (duty.kind === 'message' ? duty.template : duty.kind);

/** People who answer after a day, a single customer who takes the smaller offer, then the retainer. */
export const prompt: Temper = { daysFor: () => 1, answers: { upsell: 'no', downsell: 'yes', retry: 'yes' } };
