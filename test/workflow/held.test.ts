import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { laterBy } from '../../src/calendar/calendar.ts';
import { engagementOnServer } from '../../rehearsal/engagement-on-server.ts';
import { recordingActivities } from '../support/recording-activities.ts';
import { engagementInput, started } from '../support/started.ts';
import { realTemporal } from '../support/temporal.ts';
import type { TemporalForTests } from '../support/temporal.ts';

const hourMs = 3_600_000;
const time = (ms: number): string => new Date(ms).toISOString().slice(11, 16);

describe('messages that were held', () => {
  const reliable = recordingActivities();
  let failures = 0;
  const activities = recordingActivities({
    deliver: (letter) => {
      // Its first try fails, as when a server is away for a moment.
      if (letter.template === 'digest' && failures === 0) {
        failures += 1;
        throw new Error('connection refused');
      }
      return reliable.deliver(letter);
    },
  });
  let temporal: TemporalForTests;
  let before: { readonly held: number; readonly sent: number };
  const id = 'held';

  beforeAll(async () => {
    temporal = await realTemporal();
    await temporal.worker(activities);
    const now = Date.now();
    // Night, whatever the hour: it began an hour ago, and ends in two.
    const quietHours = `${time(now - hourMs)}-${time(now + 2 * hourMs)}`;
    await started(temporal.client, engagementInput(id, { calendar: { timeZone: 'UTC', holidays: [], quietHours } }));
    const engagement = engagementOnServer(temporal.client, id);
    before = {
      held: (await engagement.view()).upcoming.filter((duty) => 'heldSince' in duty).length,
      sent: reliable.letters.length,
    };
    await engagement.skipTo(laterBy(await engagement.now(), 4 * 24 * hourMs));
    while (!reliable.letters.some(({ template }) => template === 'digest')) await engagement.view();
  });
  afterAll(() => temporal.stop());

  it('are shown as held, and do not go out', () => {
    expect(before.held).toBeGreaterThan(4);
    expect(before.sent).toBe(0);
  });

  it('go out as one letter to each reader, also when its first try fails', () => {
    expect(failures).toBe(1);
    const readers = reliable.letters.filter(({ template }) => template === 'digest').map(({ to }) => to.id);
    expect(readers).toContain('the-architect');
    expect(readers).toHaveLength(new Set(readers).size);
  });

  it('are in the journal one by one, by their own keys', async () => {
    const digests = reliable.letters.filter(({ template }) => template === 'digest');
    expect(digests.length).toBeGreaterThan(1);
    const keys = digests.flatMap(({ parts = [] }) => parts.map(({ key }) => key));
    const handle = temporal.client.workflow.getHandle(id);
    const waiting = await handle.query<readonly { readonly kind: string; readonly duty?: string }[]>('journal');
    const performed = [...activities.journal(id), ...waiting].flatMap((event) =>
      event.kind === 'dutyPerformed' && 'duty' in event ? [event.duty] : [],
    );
    for (const key of keys) expect(performed.filter((duty) => duty === key)).toHaveLength(1);
    const alone = reliable.letters.map(({ key }) => key);
    expect(keys.filter((key) => alone.includes(key))).toEqual([]);
    expect(performed.filter((duty) => duty.startsWith('digest/'))).toEqual([]);
  });
});
