import { describe, expect, it } from 'vitest';
import { at } from '../../../activities/probes/host.ts';

describe('what a client asks for', () => {
  it.each([
    ['https://crm.example/services/data?q=a%20b', 'https://crm.example/services/data?q=a%20b'],
    ['/services/data', 'https://crm.example/services/data'],
    ['https://evil.example/services/data', 'https://crm.example/services/data'],
    ['https://user:password@evil.example:8443/x#y', 'https://crm.example/x'],
    ['//evil.example/x', 'https://crm.example/x'],
    ['https://crm.example//evil.example/x', 'https://crm.example//evil.example/x'],
    ['https://crm.example/\\\\evil.example/x', 'https://crm.example///evil.example/x'],
    ['ftp://evil.example/x', 'https://crm.example/x'],
  ])('is asked at the host that was allowed: %s', (url, asked) => {
    expect(at(new URL('https://crm.example/start'), url).href).toBe(asked);
  });
});
