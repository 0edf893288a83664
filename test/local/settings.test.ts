import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings, Unready } from '../../local/settings.ts';

function faultOf(env: Record<string, string>): string {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof Unready) return error.message;
  }
  throw new Error('it was accepted');
}

describe('the settings of a machine', () => {
  it('need nothing to be set', () => {
    expect(readSettings({})).toEqual({
      stateDir: resolve('.fairlead'),
      playbooks: resolve('playbooks'),
      apiPort: 3000,
      temporalPort: 7233,
      uiPort: 8233,
      smtpPort: 1025,
      inboxPort: 8025,
    });
  });

  it('are read from the environment', () => {
    const env = {
      FAIRLEAD_STATE_DIR: '/var/lib/fairlead',
      FAIRLEAD_API_PORT: '3100',
      TEMPORAL_ADDRESS: 'temporal.example:7233',
      FAIRLEAD_TEMPORAL_CLI: '/opt/temporal',
      PATH: '/bin',
    };
    expect(readSettings(env)).toMatchObject({
      stateDir: '/var/lib/fairlead',
      apiPort: 3100,
      temporalAddress: 'temporal.example:7233',
      temporalCli: '/opt/temporal',
    });
  });

  it('take an empty variable as one that is not set', () => {
    expect(readSettings({ FAIRLEAD_API_PORT: '', TEMPORAL_ADDRESS: '' })).toEqual(readSettings({}));
  });

  it.each([['99999'], ['0'], ['abc'], ['30.5'], ['-1'], ['0x10']])(
    'refuse the port %s in one sentence that names the variable',
    (value) => {
      expect(faultOf({ FAIRLEAD_UI_PORT: value })).toBe(
        `FAIRLEAD_UI_PORT is set to "${value}", but must be a port number from 1 to 65535.`,
      );
    },
  );

  it('do not show a token that is too short', () => {
    expect(faultOf({ FAIRLEAD_API_TOKEN: 'short' })).toBe('FAIRLEAD_API_TOKEN must be at least 16 characters.');
  });

  it('refuse an address without a port', () => {
    expect(faultOf({ TEMPORAL_ADDRESS: 'temporal.example' })).toBe(
      'TEMPORAL_ADDRESS is set to "temporal.example", but must be host:port, such as 127.0.0.1:7233.',
    );
  });

  it('name every fault at once', () => {
    expect(faultOf({ FAIRLEAD_UI_PORT: 'x', FAIRLEAD_SMTP_PORT: 'y' }).split('\n')).toHaveLength(2);
  });

  it('refuse one port for two listeners', () => {
    expect(faultOf({ FAIRLEAD_SMTP_PORT: '3000' })).toBe(
      'FAIRLEAD_API_PORT and FAIRLEAD_SMTP_PORT are both 3000, but each must be a port of its own.',
    );
  });
});
