import { describe, expect, it } from 'vitest';
import { given, told } from '../support/scenes.ts';
import type { Stage } from '../support/play.ts';

/** 2b when its engineer has been asked in Slack. */
function asked(): Stage {
  const stage = given(
    '2b',
    {},
    (view) => view.step === '2b' && view.waits.some(({ answeredBy }) => answeredBy === 'approveGate'),
  );
  const [request] = told(stage, 'approval-request').slice(-1);
  if (request === undefined) throw new Error('Nobody was asked');
  expect(request.offers).toEqual({ gate: '2b', attempt: 1 });
  const placed = { ref: 'D1/1798.1', to: request.to, gate: '2b', attempt: 1 } as const;
  stage.note({
    kind: 'dutyPerformed',
    duty: request.key,
    what: request.template,
    to: request.to,
    via: 'slack',
    placed,
  });
  return stage;
}

const edits = (stage: Stage) =>
  [...told(stage, 'approval-given'), ...told(stage, 'approval-settled')].map(
    ({ template, to, edits: edit, values }) => ({
      template,
      to,
      ref: edit?.ref,
      by: values['by'],
    }),
  );
/** As the workflow notes what has been edited. */
function edited(stage: Stage): void {
  for (const { key, edits: edit } of told(stage, 'approval-settled'))
    if (edit?.settles !== undefined)
      stage.note({ kind: 'dutyPerformed', duty: key, what: 'approval-settled', settles: edit.settles });
}

describe('a message that offers a decision', () => {
  it('stays as it is while nothing is settled', () => {
    const stage = asked();
    expect(edits(stage)).toEqual([]);
    expect(Object.values(stage.engagement.state.surfaces)).toHaveLength(1);
  });

  it('says so once its reader has approved, and shows the outcome, by whom, once the gate is decided', () => {
    const stage = asked();
    stage.act({ kind: 'approveGate', gate: '2b', by: 'the-engineer' });
    expect(edits(stage)).toEqual([
      { template: 'approval-given', to: 'the-engineer', ref: 'D1/1798.1', by: 'The engineer' },
    ]);
    stage.act({ kind: 'decideGate', gate: '2b', decision: 'approve' });
    expect(edits(stage).at(-1)).toEqual({
      template: 'approval-settled',
      to: 'the-engineer',
      ref: 'D1/1798.1',
      by: 'The architect',
    });
    edited(stage);
    expect(stage.engagement.state.surfaces).toEqual({});
  });

  it('is settled by a loop-back too, and the next attempt has a message of its own', () => {
    const stage = asked();
    stage.act({ kind: 'decideGate', gate: '2b', decision: 'rework-spec', reason: 'Too vague' });
    expect(edits(stage)).toMatchObject([{ template: 'approval-settled', ref: 'D1/1798.1' }]);
  });

  it('of an attempt that is over is settled even when that was not seen in time', () => {
    const stage = asked();
    const { state } = stage.engagement;
    const gate = state.gates['2b'];
    if (gate === undefined) throw new Error('2b is open');
    stage.engagement = {
      ...stage.engagement,
      state: { ...state, gates: { ...state.gates, '2b': { ...gate, attempt: 2 } } },
    };
    stage.until(stage.now);
    expect(edits(stage)).toMatchObject([{ template: 'approval-settled' }]);
  });
});
