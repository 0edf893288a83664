import { expect, it } from 'vitest';
import { metricHistories } from '../../src/health/history.ts';
import { Stage } from '../support/play.ts';
import { daysPass, given, playbook } from '../support/scenes.ts';

const historyOf = (stage: Stage, metric: string) =>
  metricHistories(stage.engagement.outbox, stage.view.calendar, stage.now)[metric];

it('the history of a metric has every reading by time, as corrected, and its flags with who raised and cleared them', () => {
  const stage = given('3c');
  const read = { kind: 'recordReading', metric: 'sync-failures' } as const;
  const at = stage.now;
  stage.act({ ...read, value: 3, takenAt: at, source: 'the log' });
  stage.act({ ...read, value: 2, takenAt: at, source: 'the log, once more' });
  stage.act({ ...read, value: 0, takenAt: '2027-02-01T09:00:00.000Z' });
  daysPass(stage, 2);
  stage.act({ ...read, value: 0, by: 'the-marketing-ops' });
  stage.act({ ...read, value: 1 });
  expect(historyOf(stage, 'sync-failures')).toMatchObject({
    readings: [
      { value: 0, at: '2027-02-01T09:00:00.000Z' },
      { value: 2, source: 'the log, once more' },
      { value: 0, source: 'told by the-marketing-ops' },
      { value: 1 },
    ],
    gaps: [],
    flags: [
      { rule: 'any (hypercare, monthly)', value: 3, raisedBy: 'the-architect', clearedBy: 'the-marketing-ops' },
      { rule: 'any (hypercare, monthly)', value: 1, raisedBy: 'the-architect' },
    ],
  });
  expect(historyOf(stage, 'sync-failures')?.flags[1]?.clearedAt).toBeUndefined();
  expect(historyOf(stage, 'duplicate-rate')).toBeUndefined();
});

it('days on which a probe should have read and did not are gaps, up to today', () => {
  const stage = new Stage(playbook);
  stage.act({
    kind: 'configureProbe',
    metric: 'sync-failures',
    source: { kind: 'http-json', url: 'https://crm.example/failures', select: '/count' },
    everyDays: 1,
  });
  const read = { kind: 'recordReading', metric: 'sync-failures', value: 0 } as const;
  stage.act(read);
  daysPass(stage, 1);
  stage.act(read);
  daysPass(stage, 4);
  stage.act(read);
  daysPass(stage, 3);
  expect(historyOf(stage, 'sync-failures')?.gaps).toEqual([
    { from: '2027-01-06', to: '2027-01-08' },
    { from: '2027-01-10', to: '2027-01-11' },
  ]);
});
