import { describe, expect, it } from 'vitest';
import { meets, ruleInWords } from '../../src/health/rule.ts';
import type { Rule } from '../../src/playbook/parts.ts';
import type { Stage } from '../support/play.ts';
import { daysPass, events, given, givenClosed, playbook, told } from '../support/scenes.ts';

const flags = (stage: Stage): string[] => Object.keys(stage.view.redFlags);
const read = (stage: Stage, metric: string, value: number): string[] =>
  events(stage, { kind: 'recordReading', metric, value }).filter((kind) => kind !== 'readingRecorded');

describe('a threshold', () => {
  it.each([
    ['more than 5 %', { op: '>', value: 5 }, 5, 5.01],
    ['more than 15 minutes', { op: '>', value: 15 }, 15, 15.5],
    ['below 95 %', { op: '<', value: 95 }, 95, 94.9],
    ['under 5 minutes', { op: '<', value: 5 }, 5, 4.99],
    ['any', { op: 'any', value: 0 }, 0, 1],
    ['95 % or more', { op: '>=', value: 95 }, 94.9, 95],
    ['within 15 minutes', { op: '<=', value: 15 }, 15.1, 15],
  ] as const)('of %s is exactly as strict as it is written', (_, rule, kept, met) => {
    expect([meets(rule, kept), meets(rule, met)]).toEqual([false, true]);
  });

  it('of a drop counts from the peak, and is strict too', () => {
    const drop = { op: 'drop', value: 10 } as const;
    expect([meets(drop, 70, 80), meets(drop, 69.9, 80), meets(drop, 20)]).toEqual([false, true, false]);
  });

  it('reads as people write it', () => {
    const over = { count: 2, unit: 'weeks', consecutive: true } as const;
    expect(ruleInWords({ op: '>', value: 5 }, 'percent')).toBe('> 5 %');
    expect(ruleInWords({ op: '<', value: 3 }, 'per-week')).toBe('< 3 a week');
    expect(ruleInWords({ op: '<', value: 85, over }, 'percent')).toBe('< 85 % for 2 weeks in a row');
    expect(ruleInWords({ op: 'any', value: 0 }, 'count')).toBe('any');
    expect(ruleInWords({ op: 'drop', value: 10 }, 'points')).toBe('drops more than 10 points below its peak');
    expect(ruleInWords({ op: 'drop', value: 10 }, 'percent')).toBe('drops more than 10 points below its peak');
    expect(ruleInWords({ op: 'drop', value: 10 }, 'furlongs')).toBe('drops more than 10 below its peak');
    expect(ruleInWords({ op: '>', value: 10 }, 'furlongs')).toBe('> 10');
  });
});

describe('a red flag', () => {
  it('is raised once for as long as it lasts, told to those whom the playbook names, and cleared', () => {
    const stage = given('3c');
    expect(read(stage, 'sync-failures', 0)).toEqual([]);
    expect(read(stage, 'sync-failures', 2)).toEqual(['redFlagRaised']);
    expect(read(stage, 'sync-failures', 3)).toEqual([]);
    expect(told(stage, 'red-flag').map(({ to, values }) => [to, values['value']])).toEqual([
      ['the-architect', '2'],
      ['the-marketing-ops', '2'],
    ]);
    expect(read(stage, 'sync-failures', 0)).toEqual(['redFlagCleared']);
    daysPass(stage, 1);
    expect(read(stage, 'sync-failures', 1)).toEqual(['redFlagRaised']);
    expect(told(stage, 'red-flag')).toHaveLength(4);
  });

  it('is raised by the lines of the stage alone', () => {
    expect(read(given('2d'), 'registration-to-crm-minutes', 5)).toEqual(['redFlagRaised']);
    expect(read(given('3c'), 'registration-to-crm-minutes', 15)).toEqual([]);
    expect(read(given('2d'), 'email-bounce-rate', 50)).toEqual([]);
    expect(read(givenClosed(), 'email-bounce-rate', 3)).toEqual([]);
    expect(read(givenClosed(), 'email-bounce-rate', 3.1)).toEqual(['redFlagRaised']);
  });

  it('is cleared by a good reading in a stage that does not watch its line any more', () => {
    const stage = given('3c');
    read(stage, 'duplicate-rate', 11);
    expect(flags(stage)).toEqual(['duplicate-rate-1']);
    const later = given('4a');
    later.note({
      kind: 'redFlagRaised',
      flag: 'duplicate-rate-1',
      metric: 'duplicate-rate',
      rule: '',
      value: 11,
      tell: [],
      evidence: [],
    });
    expect(read(later, 'duplicate-rate', 4)).toEqual(['redFlagCleared']);
  });

  it('looks at the first business cycle in its weeks only', () => {
    const metrics = playbook.metrics.map((metric) =>
      metric.id === 'unattributed-pipeline'
        ? { ...metric, redFlags: [{ stages: ['first-cycle' as const], rule: over(10), text: 'x', tell: ['sme'] }] }
        : metric,
    );
    const stage = givenClosed('dedicated', { ...playbook, metrics });
    // Go-live was on 22 February: the look back is due from 24 March to 23 April.
    stage.until('2027-03-23T12:00:00.000Z');
    expect(read(stage, 'unattributed-pipeline', 15)).toEqual([]);
    stage.until('2027-03-24T12:00:00.000Z');
    expect(read(stage, 'unattributed-pipeline', 15)).toEqual(['redFlagRaised']);
    read(stage, 'unattributed-pipeline', 0);
    stage.until('2027-04-23T12:00:00.000Z');
    expect(read(stage, 'unattributed-pipeline', 15)).toEqual(['redFlagRaised']);
    read(stage, 'unattributed-pipeline', 0);
    stage.until('2027-04-24T12:00:00.000Z');
    expect(read(stage, 'unattributed-pipeline', 15)).toEqual([]);
  });

  it('is not raised by a reading that comes late, which does not take the place of a newer one either', () => {
    const stage = given('3c');
    read(stage, 'sync-failures', 0);
    const late = { kind: 'recordReading', metric: 'sync-failures', value: 9, takenAt: '2027-02-01T09:00:00Z' } as const;
    expect(events(stage, late)).toEqual(['readingRecorded']);
    expect(stage.view.readings['sync-failures']?.value).toBe(0);
  });
});

const over = (value: number, more: Partial<Rule> = {}) => ({ op: '>' as const, value, ...more });

/** Aftercare, with one trigger in place of the playbook's. */
function watching(rule: Rule, metric = 'duplicate-rate'): Stage {
  const trigger = { id: 'rising', name: 'Rising', metric, rule, threshold: 'x', response: 'Act', responder: 'sme' };
  const maintenance = { ...playbook.maintenance, triggers: [trigger] };
  return givenClosed('dedicated', { ...playbook, maintenance });
}

describe('a trigger', () => {
  it('brings the team back in after the handoff, and not before', () => {
    expect(read(given('3d'), 'unattributed-pipeline', 90)).toEqual([]);
    const stage = givenClosed();
    expect(read(stage, 'unattributed-pipeline', 20)).toEqual([]);
    expect(read(stage, 'unattributed-pipeline', 20.1)).toEqual(['redFlagRaised']);
    expect(told(stage, 'red-flag').map(({ to }) => to)).toEqual(['the-architect', 'the-sme']);
    expect(flags(stage)).toEqual(['trigger-attribution-gaps']);
  });

  it('is one of the customer’s too, when a single project has closed', () => {
    expect(read(givenClosed('single'), 'form-abandonment-rate', 51)).toEqual(['redFlagRaised', 'redFlagRaised']);
  });

  it('takes what is measured over a time as one reading', () => {
    const stage = watching({ ...over(10), over: { count: 1, unit: 'months', consecutive: false } });
    expect(read(stage, 'duplicate-rate', 11)).toEqual(['redFlagRaised']);
  });

  it('that asks for weeks in a row waits for the second week, and begins anew after a good one', () => {
    const stage = watching({ ...over(10), over: { count: 2, unit: 'weeks', consecutive: true } });
    expect(read(stage, 'duplicate-rate', 11)).toEqual([]);
    daysPass(stage, 7);
    expect(read(stage, 'duplicate-rate', 9)).toEqual([]);
    daysPass(stage, 7);
    expect(read(stage, 'duplicate-rate', 11)).toEqual([]);
    daysPass(stage, 7);
    expect(read(stage, 'duplicate-rate', 11)).toEqual(['redFlagRaised']);
    daysPass(stage, 7);
    expect(read(stage, 'duplicate-rate', 11)).toEqual([]);
    expect(read(stage, 'duplicate-rate', 10)).toEqual(['redFlagCleared']);
  });

  it('that asks for weeks in a row counts a week with many readings once, and no week that began well', () => {
    const stage = watching({ ...over(10), over: { count: 2, unit: 'weeks', consecutive: true } });
    // The stage stands on Friday, 19 March.
    expect(read(stage, 'duplicate-rate', 9)).toEqual([]);
    expect(read(stage, 'duplicate-rate', 11)).toEqual([]);
    daysPass(stage, 1);
    expect(read(stage, 'duplicate-rate', 12)).toEqual([]);
    daysPass(stage, 2);
    expect(read(stage, 'duplicate-rate', 12)).toEqual([]);
    daysPass(stage, 6);
    expect(read(stage, 'duplicate-rate', 12)).toEqual([]);
    daysPass(stage, 1);
    expect(read(stage, 'duplicate-rate', 12)).toEqual(['redFlagRaised']);
  });

  it('that asks for months in a row does not count over a month without a reading', () => {
    const stage = watching({ ...over(10), over: { count: 2, unit: 'months', consecutive: true } });
    expect(read(stage, 'duplicate-rate', 11)).toEqual([]);
    stage.until('2027-05-03T12:00:00.000Z');
    expect(read(stage, 'duplicate-rate', 11)).toEqual([]);
    stage.until('2027-06-01T12:00:00.000Z');
    expect(read(stage, 'duplicate-rate', 11)).toEqual(['redFlagRaised']);
  });

  it.each([
    ['days', 1],
    ['events', 1],
    ['samples', 1],
  ] as const)('can ask for %s in a row', (unit, apart) => {
    const stage = watching({ ...over(10), over: { count: 3, unit, consecutive: true } });
    for (const expected of [[], [], ['redFlagRaised']]) {
      expect(read(stage, 'duplicate-rate', 11)).toEqual(expected);
      daysPass(stage, apart);
    }
  });

  it('can watch for a drop from the peak', () => {
    const stage = watching({ op: 'drop', value: 10 });
    for (const value of [60, 85, 80, 75]) expect(read(stage, 'duplicate-rate', value)).toEqual([]);
    expect(read(stage, 'duplicate-rate', 74)).toEqual(['redFlagRaised']);
    expect(read(stage, 'duplicate-rate', 79)).toEqual(['redFlagCleared']);
    expect(stage.view.readings['duplicate-rate']?.peak).toBe(85);
  });
});
