import { performance } from 'node:perf_hooks';
import { shelvedPlaybook, startFairleadApi } from '../fairlead/fairlead.ts';
import type { HttpCaller } from '../fairlead/http-caller.ts';
import type { Figure, Measure } from '../figure.ts';
import { onMachine } from '../machine.ts';
import type { Machine } from '../machine.ts';
import { untilQuiet } from '../proc.ts';
import { quantile } from '../sample.ts';
import { searchAttributes as keys, workflowType } from '../../workflows/messages.ts';
import { stepCodes } from '../../src/playbook/codes.ts';

const atATime = 40;

/**
 * How long a page of a list takes. The engagements in it are workflows of the same type with the same search attributes, on a queue that no worker polls: a
 * list reads nothing else of them, and ten thousand real ones would take this server half an hour.
 */
export const lists: Measure = {
  name: 'lists',
  figures: ['listP95Ms2k', 'listP95Ms10k'],
  notQuick: true,
  run: ({ isQuick, say }) =>
    onMachine(say, async (machine) => {
      const { api, caller } = await startFairleadApi(machine);
      const architects = (await shelvedPlaybook()).outline.roles.map(({ id }) => `the-${id}`);
      const figures: Figure[] = [];
      let open = 0;
      for (const { name, size } of [
        { name: 'listP95Ms2k', size: 2000 },
        ...(isQuick ? [] : [{ name: 'listP95Ms10k', size: 10_000 }]),
      ]) {
        open = await listedUpTo(size, open, machine, architects);
        await untilQuiet([machine.serverPids.server, api.pid]);
        figures.push(await figureOf(name, size, caller));
      }
      return figures;
    }),
};

async function listedUpTo(size: number, open: number, { client }: Machine, people: readonly string[]): Promise<number> {
  let next = open;
  const starting = Array.from({ length: atATime }, async () => {
    while (next < size) {
      const number = (next += 1);
      const one = <T>(of: readonly T[], otherwise: T): T => of[number % of.length] ?? otherwise;
      await client.workflow.start(workflowType, {
        taskQueue: 'nobody',
        // None of them is to be taken up: its server has less to write.
        startDelay: '365 days',
        workflowId: `listed-${number}`,
        typedSearchAttributes: [
          { key: keys.customer, value: `Customer ${number % 500}` },
          { key: keys.playbook, value: 'event-operations-platform' },
          { key: keys.step, value: one(stepCodes, '1a') },
          { key: keys.status, value: 'running' },
          { key: keys.waitingOn, value: [one(people, ''), one(people.slice(1), '')] },
          { key: keys.architect, value: `the-architect-${number % 20}` },
          { key: keys.nextDue, value: new Date(Date.UTC(2027, number % 12, 1 + (number % 28))) },
          { key: keys.redFlags, value: number % 10 === 0 ? 1 : 0 },
        ],
      });
    }
  });
  await Promise.all(starting);
  return size;
}

const pages = [
  '?limit=50',
  '?step=2c',
  '?customer=Customer 7',
  '?architect=the-architect-3&status=running',
  '?waitingOn=the-engineer',
  '?redFlags=true',
  '?dueBefore=2027-02-01T00:00:00Z',
];

async function figureOf(name: string, size: number, caller: HttpCaller): Promise<Figure> {
  const taken: number[] = [];
  for (let turn = 0; turn < 20; turn += 1)
    for (const page of pages) {
      const began = performance.now();
      const { status, body } = await caller.get(`/v1/engagements${encodeURI(page)}`);
      const ms = performance.now() - began;
      if (status !== 200) throw new Error(`GET /v1/engagements${page}: ${status} ${body}`);
      // The first round is the API's warm-up.
      if (turn > 0) taken.push(ms);
    }
  return {
    name,
    unit: 'ms',
    value: quantile(taken, 0.95),
    spread: [quantile(taken, 0.25), quantile(taken, 0.75)],
    note: `${size} open, ${pages.length} kinds of pages, one caller`,
  };
}
