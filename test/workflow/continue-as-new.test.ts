import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporalEngagements } from '../../api/temporal-engagements.ts';
import type { Engagements } from '../../api/engagements.ts';
import { firstForgery } from '../../src/engagement/journal.ts';
import { openShelf } from '../../stores/playbook-shelf.ts';
import { recordingActivities } from '../support/recording-activities.ts';
import { engagementInput, started } from '../support/started.ts';
import { realTemporal } from '../support/temporal.ts';
import type { TemporalForTests } from '../support/temporal.ts';

const noted = (fact: string) => ({
  fact,
  text: 'A fact',
  by: 'the-architect',
  surface: 'api' as const,
  commandId: fact,
});

// On the clock as it is: this server counts skipped time twice when a run continues as new. What the years do to what is carried, the core's tests show.
describe('an engagement that continues as new at every turn', () => {
  const activities = recordingActivities();
  let temporal: TemporalForTests;
  let engagements: Engagements;
  beforeAll(async () => {
    temporal = await realTemporal();
    await temporal.worker(activities);
    const records = {
      append: () => Promise.resolve(),
      read: (engagement: string) => Promise.resolve(activities.journal(engagement)),
    };
    engagements = temporalEngagements({ client: temporal.client, records, shelf: await openShelf('playbooks') });
  });
  afterAll(() => temporal.stop());

  it('loses and repeats no Update and no Signal that arrives meanwhile', async () => {
    const id = await started(temporal.client, {
      ...engagementInput('in-many-runs'),
      continueAfter: { historyEvents: 8 },
    });
    const runs = new Set<string>();
    const handle = temporal.client.workflow.getHandle(id);
    for (let round = 0; round < 12; round += 1) {
      await Promise.all([
        ...[1, 2, 3].map((index) =>
          engagements.command(id, { kind: 'noteFact', ...noted(`update-${round}-${index}`) }),
        ),
        ...[1, 2].map((index) => handle.signal('noteFact', noted(`signal-${round}-${index}`))),
      ]);
      runs.add((await handle.describe()).runId);
    }
    await engagements.command(id, { kind: 'noteFact', ...noted('the-last-one') });
    const journal = await engagements.journal(id);
    const facts = journal.flatMap((event) => (event.kind === 'factNoted' ? [event.fact] : []));
    expect(runs.size).toBeGreaterThan(5);
    expect(facts).toHaveLength(12 * 5 + 1);
    expect(new Set(facts).size).toBe(facts.length);
    expect(firstForgery(journal)).toBeUndefined();
    const keys = activities.letters.map(({ key }) => key);
    expect(keys).toHaveLength(new Set(keys).size);
  }, 60_000);
});
