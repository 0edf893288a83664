import { describe, expect, it } from 'vitest';
import { openProbes } from '../../../activities/probes/open-probes.ts';
import { faults } from '../../../src/ports/activities.ts';
import { environmentFor, refusal } from './contract.ts';
import { httpSystem, json } from './http-system.ts';

const reading = async (select: string, body: unknown, aggregate?: 'last' | 'count' | 'sum' | 'avg' | 'min' | 'max') => {
  const { url, host } = await httpSystem(json(body));
  const probe = { kind: 'http-json', url, select, ...(aggregate !== undefined && { aggregate }) } as const;
  return { probe, settings: { hosts: [host], environment: environmentFor(host) } };
};

describe('a JSONPath', () => {
  const runs = {
    runs: [
      { state: 'ok', took: 3 },
      { state: 'failed', took: 9 },
      { state: 'failed', took: 6 },
    ],
  };
  it.each([
    ['$', 7, undefined, 7],
    ['$.runs[0].took', runs, undefined, 3],
    ['$.runs[-1].took', runs, undefined, 6],
    ["$.runs[?@.state == 'failed']", runs, 'count', 2],
    ["$.runs[?@.state == 'late']", runs, 'count', 0],
    ["$.runs[?@.state == 'late'].took", runs, 'sum', 0],
    ['$.runs[*].took', runs, 'sum', 18],
    ['$.runs[*].took', runs, 'avg', 6],
    ['$.runs[*].took', runs, 'min', 3],
    ['$.runs[*].took', runs, 'max', 9],
    ['$..took', runs, 'last', 6],
    ["$['a, b']['$c..d..e']", { 'a, b': { '$c..d..e': 1 } }, undefined, 1],
    ["$.value['@odata.count']", { value: { '@odata.count': 12 } }, undefined, 12],
  ] as const)('"%s" of %j, %s, is %d', async (select, body, aggregate, value) => {
    const { probe, settings } = await reading(select, body, aggregate);
    expect(await openProbes(settings).read(probe)).toMatchObject({ value });
  });

  it.each([
    ['$.runs[*].took', runs, undefined, 'finds 3 values where one is read'],
    ['$.runs[9].took', runs, undefined, 'found nothing'],
    ['$.runs[*].state', runs, 'sum', 'found a text'],
    ['$.runs[*].late', runs, 'avg', 'found nothing'],
    ['$.runs[', runs, undefined, 'cannot be followed'],
    ['$.runs[0, 1].took', runs, 'sum', 'may take too long'],
    ['$..x..y', runs, 'sum', 'may take too long'],
    ['$.runs[?count($.*) > 1]', runs, 'count', 'may take too long'],
    ["$.runs[?match(@.state, '(a+)+b')]", runs, 'count', 'neither "[0, 1]" nor match and search'],
    ['$..*', { runs: Array.from({ length: 10_001 }, () => 1) }, 'count', 'more than 10000 values'],
    ['/value', { value: '95' }, undefined, 'found a number in quotes'],
    ['/value', { value: 'jane@customer.example' }, undefined, 'found a text'],
    ['/value', { value: [1] }, undefined, 'found a list of 1'],
    ['/value', { value: null }, undefined, 'found null'],
    ['/value', { value: true }, undefined, 'found a boolean'],
    ['', {}, undefined, 'found an object'],
  ] as const)('"%s" of %j, %s, is refused: %s', async (select, body, aggregate, words) => {
    const failure = await refusal(await reading(select, body, aggregate));
    expect(failure).toMatchObject({ nonRetryable: true, type: faults.unreadable });
    expect(failure.message).toContain(words);
    expect(failure.message).not.toContain('jane');
  });

  it('of an answer nested without end is refused', async () => {
    const { url, host } = await httpSystem(
      (_, response) => void response.end('['.repeat(200_000) + ']'.repeat(200_000)),
    );
    const probe = { kind: 'http-json', url, select: '$..*', aggregate: 'count' } as const;
    expect(await refusal({ probe, settings: { hosts: [host], environment: {} } })).toMatchObject({
      nonRetryable: true,
    });
  });

  it('to a number without end is refused', async () => {
    const { url, host } = await httpSystem((_, response) => void response.end('{"value": 1e999}'));
    const probe = { kind: 'http-json', url, select: '$.value' } as const;
    expect((await refusal({ probe, settings: { hosts: [host], environment: {} } })).message).toContain(
      'Infinity, which is no number',
    );
  });

  it.each(['$..*', '$..[?@.a]', '$[?@[?@[?@.a]]]', '$..[?count(@..a) > 1000]', '$..[?@.a == @.a]'])(
    'holds nobody up, over an answer of 1 MB: %s',
    async (select) => {
      const { url, host } = await httpSystem(
        (_, response) => void response.end(`[${'{"a":[{"a":1}]},'.repeat(60_000)}1]`),
      );
      const probe = { kind: 'http-json', url, select, aggregate: 'count' } as const;
      const begun = Date.now();
      await openProbes({ hosts: [host], environment: {} })
        .read(probe)
        .catch(() => undefined);
      expect(Date.now() - begun).toBeLessThan(3_000);
    },
  );
});
