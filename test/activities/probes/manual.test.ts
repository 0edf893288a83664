import { describe, expect, it } from 'vitest';
import { faults } from '../../../src/ports/activities.ts';
import { probeContract, refusal } from './contract.ts';

const nobody = { because: 'there is no system' };
probeContract({
  kind: 'manual',
  reads: nobody,
  wrongCredential: nobody,
  noCredential: nobody,
  notAllowed: nobody,
  away: nobody,
  slow: nobody,
  tooBig: nobody,
  wrongShape: nobody,
  rateLimited: nobody,
  busy: nobody,
});

describe('a number that no system holds', () => {
  it('is not read, and whoever tries is told so', async () => {
    const failure = await refusal({ probe: { kind: 'manual' }, settings: { hosts: [], environment: {} } });
    expect(failure).toMatchObject({ nonRetryable: true, type: faults.unreadable });
    expect(failure.message).toContain('its owner is asked');
  });
});
