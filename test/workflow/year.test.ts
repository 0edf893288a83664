import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, dateOf, daysBetween } from '../../src/calendar/calendar.ts';
import { foldJournal } from '../../src/engagement/evolve.ts';
import type { View } from '../../src/engagement/view.ts';
import { engagementOnServer } from '../../rehearsal/engagement-on-server.ts';
import { live } from '../../rehearsal/live.ts';
import { searchAttributes } from '../../workflows/messages.ts';
import { prompt } from '../support/play.ts';
import { recordingActivities } from '../support/recording-activities.ts';
import { engagementInput, outline, started } from '../support/started.ts';
import { realTemporal } from '../support/temporal.ts';
import type { TemporalForTests } from '../support/temporal.ts';

// Skipped time of the real server: it is what rehearsals run on, and what a person sees in the UI.
describe('a dedicated engagement of a year, on a real server', () => {
  const activities = recordingActivities();
  const steps: string[] = [];
  let temporal: TemporalForTests;
  let last: View;

  beforeAll(async () => {
    temporal = await realTemporal();
    await temporal.worker(activities);
    await started(temporal.client, engagementInput('year'));
    const engagement = engagementOnServer(temporal.client, 'year');
    const until = `${addDays(new Date().toISOString().slice(0, 10), 366)}T12:00:00.000Z`;
    last = await live(engagement, {
      playbook: outline,
      temper: prompt,
      until,
      onStep: ({ step }) => void (steps.at(-1) !== step && steps.push(step)),
    });
  });

  afterAll(() => temporal.stop());

  it('walks from 1a to 4d, loops once from QA to build, extends hypercare once, and is cared for afterwards', () => {
    expect(steps).toEqual('1a 1b 1c 1d 2a 2b 2c 2d 2c 2d 3a 3b 3c 3d 3c 3d 4a 4b 4c 4d aftercare'.split(' '));
  });

  it('sends every message once', () => {
    const keys = activities.letters.map(({ key }) => key);
    expect(keys.length).toBeGreaterThan(80);
    expect(keys.length).toBe(new Set(keys).size);
  });

  it('pings 14 days before each check-in, a quarter after go-live and every quarter thereafter', () => {
    const pings = activities.letters.filter(({ template }) => template === 'check-in-prep');
    const days = pings.map(({ now, values }) => daysBetween(dateOf(now, last.calendar), values['on'] ?? ''));
    expect(days.length).toBeGreaterThanOrEqual(3);
    expect(new Set(days)).toEqual(new Set([14]));
  });

  it('keeps its whole journal in the records store, and the journal folds to what the view shows', async () => {
    const journal = activities.journal('year');
    expect(journal.length).toBeGreaterThan(150);
    const { waits: _waits, ...state } = last;
    expect(foldJournal(journal)).toMatchObject({ step: state.step, terms: state.terms, cycles: state.cycles });
  });

  it('shows in the search attributes where it stands', async () => {
    const { typedSearchAttributes } = await temporal.client.workflow.getHandle('year').describe();
    expect(typedSearchAttributes.get(searchAttributes.step)).toBe('aftercare');
    expect(typedSearchAttributes.get(searchAttributes.customer)).toBe('Acme');
    expect(JSON.stringify(typedSearchAttributes.get(searchAttributes.checkIn))).toContain(last.checkIn.on);
  });

  it('stays under 2,500 events of history in one run', async () => {
    const { historyLength } = await temporal.client.workflow.getHandle('year').describe();
    expect(historyLength).toBeLessThan(2500);
  });
});
