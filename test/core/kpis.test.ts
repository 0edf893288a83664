import { expect, it } from 'vitest';
import { dateOf } from '../../src/calendar/calendar.ts';
import type { Kpi } from '../../src/health/kpis.ts';
import type { Stage } from '../support/play.ts';
import { given, givenClosed, playbook } from '../support/scenes.ts';
import { shelved } from '../support/play.ts';

const kpi = (stage: Stage, id: string): Kpi | undefined => stage.view.kpis.find(({ metric }) => metric === id);

it('a metric between its target and its red flag is amber, and never on target', () => {
  const stage = given('3c', { book: shelved('revenue-intelligence') });
  stage.act({ kind: 'setGoLive', on: dateOf(stage.now, stage.view.calendar) });
  expect(kpi(stage, 'recording-coverage')).toMatchObject({ standing: 'unread', target: '>= 95 %' });
  for (const [value, standing] of [
    [95, 'on-target'],
    [94.9, 'amber'],
    [80, 'amber'],
    [79.9, 'red'],
  ] as const) {
    stage.act({ kind: 'recordReading', metric: 'recording-coverage', value });
    expect(kpi(stage, 'recording-coverage')?.standing).toBe(standing);
  }
});

it('the board shows what is watched now, its lines in words, and what was agreed', () => {
  const stage = givenClosed();
  expect(kpi(stage, 'registration-to-crm-minutes')?.lines).toEqual(['> 15 min (hypercare, monthly)']);
  expect(kpi(stage, 'attendance-to-crm-minutes')).toBeUndefined();
  stage.act({ kind: 'recordReading', metric: 'duplicate-rate', value: 3 });
  expect(kpi(stage, 'duplicate-rate')).toMatchObject({ standing: 'kept', value: '3 %' });
});

it('hypercare watches what the playbook names, with a line or without', () => {
  const stage = given('3c');
  for (const metric of playbook.hypercare.watches) expect(kpi(stage, metric)).toBeDefined();
});

it('a target is shown with what was so before', () => {
  const metrics = playbook.metrics.map(({ id }) => id);
  const book = { ...playbook, successCriteria: { minimum: 1, maximum: 3, text: 'What success is', metrics } };
  const stage = givenClosed('dedicated', book);
  stage.act({ kind: 'agreeTarget', metric: 'duplicate-rate', baseline: 12, target: 5 });
  stage.act({ kind: 'agreeTarget', metric: 'email-bounce-rate', target: 2 });
  expect(kpi(stage, 'duplicate-rate')?.agreed).toEqual({ target: '5 %', baseline: '12 %' });
  expect(kpi(stage, 'email-bounce-rate')?.agreed).toEqual({ target: '2 %' });
});
