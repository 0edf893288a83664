import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Act } from '../../rehearsal/scene.ts';
import { commandFields } from '../../src/engagement/command-fields.ts';
import { foldJournal } from '../../src/engagement/evolve.ts';
import { firstForgery } from '../../src/engagement/journal.ts';
import { reachableFrom, usualQuietHours } from '../../src/calendar/quiet-hours.ts';
import { planFor } from '../../src/method/plan.ts';
import { prompt, shelved, Stage } from '../support/play.ts';

const playbook = shelved('event-operations-platform');
const people = [...playbook.roles.map(({ id }) => `the-${id}`), 'a-stranger'];
const calendar = { timeZone: 'Europe/Berlin', holidays: ['2027-01-01'], quietHours: usualQuietHours };
const gates = ['1d', '2b', '2d', '3d'] as const;
const by = fc.constantFrom(...people);
const gate = fc.constantFrom(...gates);

/** Commands as people send them: many right, many too soon, too late, or not theirs. */
const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant('approveGate' as const), gate, by }),
  fc.record({
    kind: fc.constant('confirmGateItems' as const),
    gate,
    by,
    items: gate.map((code) => playbook.gates[code].items.map(({ id }) => id)),
  }),
  fc.record({
    kind: fc.constant('decideGate' as const),
    gate,
    by,
    decision: gate.chain((code) => fc.constantFrom(...playbook.gates[code].decisions.map(({ id }) => id))),
    reason: fc.constant('As agreed'),
  }),
  fc.record({ kind: fc.constant('requestChanges' as const), gate, by, reason: fc.constant('Not yet') }),
  fc.record({
    kind: fc.constant('noteFact' as const),
    fact: fc.constantFrom('a', 'b'),
    text: fc.constant('A fact'),
    by,
  }),
  fc.record({ kind: fc.constant('hold' as const), reason: fc.constant('Procurement'), by }),
  fc.record({ kind: fc.constant('resume' as const), reason: fc.constant('Signed'), by }),
  fc.record({
    kind: fc.constant('answerTerm' as const),
    term: fc.constantFrom(...playbook.definitions.terms.map(({ id }) => id)),
    answer: fc.constantFrom('yes' as const, 'no' as const),
    by,
  }),
  fc.record({
    kind: fc.constant('delegate' as const),
    to: by,
    until: fc.constantFrom('2027-02-01', '2027-03-15', '2027-06-01'),
    by,
  }),
  fc.record({ kind: fc.constant('delegate' as const), by }),
  fc.record({ kind: fc.constant('setGoLive' as const), on: fc.constant('2027-03-01'), by }),
);
type Move =
  | { readonly act: Act; readonly twice: boolean }
  | { readonly days: number }
  /** What somebody says of a wait: of which, and who, by their number. */
  | { readonly says: 'acknowledge' | 'snooze'; readonly wait: number; readonly who: number };
const number = fc.nat({ max: 20 });
const moves = fc.array(
  fc.oneof<fc.Arbitrary<Move>[]>(
    fc.record({ act: acts, twice: fc.boolean() }),
    fc.record({ days: fc.integer({ min: 1, max: 9 }) }),
    fc.record({ says: fc.constantFrom('acknowledge' as const, 'snooze' as const), wait: number, who: number }),
  ),
  { minLength: 1, maxLength: 25 },
);
const beginnings = fc.constantFrom('1a', '1d', '2d', '3c', '3d', 'aftercare');
const grown = new Map<string, Stage>();

/** A stage that has come to a step; grown once, and copied by way of JSON, which must change nothing. */
function stageAt(step: string): Stage {
  const before = grown.get(step) ?? new Stage(playbook);
  if (!grown.has(step)) before.play(prompt, '2027-12-01T12:00:00.000Z', (view) => view.step === step);
  grown.set(step, before);
  const copy = new Stage(playbook);
  copy.engagement = JSON.parse(JSON.stringify(before.engagement));
  copy.now = before.now;
  return copy;
}

function make(stage: Stage, move: Move, index: number): void {
  if ('days' in move) {
    stage.until(new Date(Date.parse(stage.now) + move.days * 86_400_000).toISOString());
    return;
  }
  if ('says' in move) {
    const { waits } = stage.view;
    const wait = waits[move.wait % Math.max(1, waits.length)]?.key ?? 'none';
    stage.tryAct({ kind: move.says, wait, by: people[move.who % people.length] ?? '' }, `move-${index}`);
    return;
  }
  stage.tryAct(move.act, `move-${index}`);
  const after = stage.engagement.state.journal.seq;
  if (!move.twice) return;
  stage.tryAct(move.act, `move-${index}`);
  const isAccepted = stage.engagement.memory.some(({ commandId }) => commandId === `move-${index}`);
  expect(isAccepted ? stage.engagement.state.journal.seq : after).toBe(after);
}

it('loses and doubles no event, whatever is sent in whatever order', () => {
  fc.assert(
    fc.property(beginnings, moves, (step, played) => {
      const stage = stageAt(step);
      for (const [index, move] of played.entries()) make(stage, move, index);
      const { outbox, state } = stage.engagement;
      expect(firstForgery(outbox)).toBeUndefined();
      expect(foldJournal(outbox)).toEqual(state);
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      const sent = outbox.flatMap((event) => (event.kind === 'dutyPerformed' ? [event.duty] : []));
      expect(sent).toHaveLength(new Set(sent).size);
    }),
    { numRuns: 40 },
  );
});

it('reminds nobody of what is settled, who is on it, or who is left alone, and nobody at night but of what is urgent', () => {
  fc.assert(
    fc.property(beginnings, moves, (step, played) => {
      const stage = stageAt(step);
      const { state } = stage.engagement;
      stage.engagement = { ...stage.engagement, state: { ...state, calendar } };
      const before = stage.sent.length;
      for (const [index, move] of played.entries()) make(stage, move, index);
      for (const { at, duty, state: then } of stage.sent.slice(before)) {
        if (duty.kind !== 'message') continue;
        expect(duty.urgent === true ? at : reachableFrom(at, usualQuietHours, calendar)).toBe(at);
        if (duty.wait === undefined) continue;
        const wait = planFor({ playbook: stage.playbook, state: then, now: at }).waits.find(
          ({ key }) => key === duty.wait,
        );
        expect(wait).toBeDefined();
        for (const { kind, person } of wait?.heard ?? []) expect([kind, person]).not.toEqual([kind, duty.to]);
      }
    }),
    { numRuns: 40 },
  );
});

it('opens no gate without its approvals', () => {
  fc.assert(
    fc.property(fc.constantFrom('1d', '2d', '3d'), moves, (step, played) => {
      const stage = stageAt(step);
      for (const [index, move] of played.entries()) make(stage, move, index);
      for (const code of gates) {
        const decided = stage.engagement.state.gates[code];
        const effect = playbook.gates[code].decisions.find(({ id }) => id === decided?.decided?.decision)?.effect;
        if (effect !== 'advance') continue;
        const roles = (decided?.approvals ?? []).map((approval) => approval.roles);
        for (const { anyOf } of playbook.gates[code].approvals.filter(({ when }) => when === undefined))
          expect(roles.some((held) => held.some((role) => anyOf.includes(role)))).toBe(true);
      }
    }),
    { numRuns: 40 },
  );
});

it('knows every command by a sentence for each of its fields', () => {
  for (const fields of Object.values(commandFields))
    for (const { about } of Object.values(fields)) expect(about).toMatch(/\.$/);
});
