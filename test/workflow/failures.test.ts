import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { View } from '../../src/engagement/view.ts';
import { faults } from '../../src/ports/activities.ts';
import { recordingActivities } from '../support/recording-activities.ts';
import { engagementInput, started } from '../support/started.ts';
import { realTemporal } from '../support/temporal.ts';
import type { TemporalForTests } from '../support/temporal.ts';

describe('an engagement whose surroundings fail', () => {
  const bounced = 'revops@customer.example';
  let tries = 0;
  const reliable = recordingActivities();
  const activities = recordingActivities({
    deliver: (letter) => {
      if (letter.to.email === bounced)
        throw ApplicationFailure.nonRetryable('550 no such mailbox', faults.undeliverable);
      tries += 1;
      // The first message of all fails once, as when a server is away for a moment.
      if (tries === 1) throw new Error('connection refused');
      return reliable.deliver(letter);
    },
  });
  const isTold = (): boolean => reliable.letters.some(({ template }) => template === 'attention');
  let temporal: TemporalForTests;
  let view: View;
  beforeAll(async () => {
    temporal = await realTemporal();
    await temporal.worker(activities);
    const id = await started(temporal.client, engagementInput('bounces'));
    const handle = temporal.client.workflow.getHandle(id);
    do view = await handle.query<View>('view');
    while (!isTold() || Object.keys(view.attention).length === 0);
  });
  afterAll(() => temporal.stop());

  it('goes on, and says what needs a look', () => {
    expect(view.status).toBe('running');
    expect(Object.values(view.attention).map(({ problem }) => problem)).toContain('550 no such mailbox');
  });

  it('tells the architect', () => {
    const [told] = reliable.letters.filter(({ template }) => template === 'attention');
    expect(told).toMatchObject({ to: { id: 'the-architect' }, values: { problem: '550 no such mailbox' } });
  });

  it('tries again, by itself, what failed for a moment among others that went out together', () => {
    const keys = reliable.letters.map(({ key }) => key);
    expect(keys).toHaveLength(new Set(keys).size);
    expect(tries).toBe(keys.length + 1);
  });
});
