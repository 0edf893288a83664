import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/calendar/calendar.ts';
import type { JournalEvent } from '../../src/engagement/events.ts';
import { live } from '../../rehearsal/live.ts';
import { prompt } from '../support/play.ts';
import { engagementOnTestServer } from '../support/engagement-on-test-server.ts';
import { recordingActivities } from '../support/recording-activities.ts';
import { engagementInput, outline, started } from '../support/started.ts';
import { skippingTemporal } from '../support/temporal.ts';

/** Lives until after its first check-in, continuing as new after so many events of history. */
async function life(id: string, historyEvents?: number) {
  const activities = recordingActivities();
  const temporal = await skippingTemporal();
  await temporal.worker(activities);
  const now = new Date(await temporal.environment.currentTimeMs()).toISOString();
  const input = engagementInput(id, {}, now);
  await started(temporal.client, historyEvents === undefined ? input : { ...input, continueAfter: { historyEvents } });
  const until = `${addDays(now.slice(0, 10), 240)}T12:00:00.000Z`;
  const first = (await temporal.client.workflow.getHandle(id).describe()).runId;
  const view = await live(engagementOnTestServer(temporal.environment, id), {
    playbook: outline,
    temper: prompt,
    until,
  });
  const journal = activities.journal(id);
  const isContinued = (await temporal.client.workflow.getHandle(id).describe()).runId !== first;
  await temporal.stop();
  return { view, journal, isContinued, letters: activities.letters };
}

/** What happened on which day, in any order: messages of one day are sent side by side. */
const what = (events: readonly JournalEvent[]): string[] =>
  events
    .map((event) => `${event.at.slice(0, 10)} ${event.kind} ${event.kind === 'dutyPerformed' ? event.duty : ''}`)
    .toSorted();

// On Temporal's test server: the real one counts skipped time twice when a run continues as new.
describe('an engagement that continues as new', () => {
  it('loses and repeats nothing, wherever it does', async () => {
    const once = await life('in-one-run');
    const often = await life('in-many-runs', 8);
    expect(often.isContinued).toBe(true);
    expect(once.isContinued).toBe(false);
    expect(what(often.journal)).toEqual(what(once.journal));
    const keys = often.letters.map(({ key }) => key);
    expect(keys).toHaveLength(new Set(keys).size);
  }, 120_000);
});
