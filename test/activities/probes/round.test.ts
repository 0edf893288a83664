import { expect, it } from 'vitest';
import { openProbes } from '../../../activities/probes/open-probes.ts';
import { httpSystem, json } from './http-system.ts';
import type { Answer } from './http-system.ts';

it('a round of 12 probes takes as long as the slowest of them: all of them are under way at once', async () => {
  const held: (() => void)[] = [];
  // Nobody is answered before everybody has asked.
  const together: Answer = (asked, response) => {
    held.push(() => json({ value: 1 })(asked, response));
    if (held.length === 12) for (const answer of held) answer();
  };
  const systems = await Promise.all([together, together, together].map(httpSystem));
  const probes = openProbes({ hosts: systems.map(({ host }) => host), environment: {} });
  const round = systems.flatMap(({ url }) =>
    Array.from({ length: 4 }, () => probes.read({ kind: 'http-json', url, select: '/value' })),
  );
  expect((await Promise.all(round)).map(({ value }) => value)).toEqual(Array.from({ length: 12 }, () => 1));
});
