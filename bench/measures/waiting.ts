import { engagementStarter } from '../fairlead/fairlead-side.ts';
import { shelvedPlaybook, startFairleadApi, startFairleadWorker } from '../fairlead/fairlead.ts';
import type { Figure, Measure } from '../figure.ts';
import { onMachine } from '../machine.ts';
import type { OwnMachine } from '../machine.ts';
import { residentKiBOf, untilQuiet } from '../proc.ts';

/** So many are being started at a time. */
const atATime = 20;
/** Before memory is first looked at: code that has run is compiled. */
const warmUp = 100;
/** A slow machine opens fewer than were asked for, and says so. */
const openWithinMs = 150_000;

/** What engagements cost that wait for people: memory of the worker that has them in its cache, and room in the server's database. */
export const waiting: Measure = {
  name: 'waiting',
  figures: ['memoryPerWaitingEngagementKiB', 'memoryPerWaitingEngagementKiB5k', 'databaseKiBPerWaitingEngagement'],
  notQuick: true,
  run: ({ isQuick, say }) =>
    onMachine(say, async (machine) => {
      const worker = await startFairleadWorker(machine);
      const { api, caller } = await startFairleadApi(machine);
      const start = engagementStarter(caller, await shelvedPlaybook());
      const pids = [worker.pid, api.pid, machine.serverPids.server];
      const open = new Opened(start, async () => untilQuiet(pids));
      await open.upTo(warmUp);
      const before = { memoryKiB: residentKiBOf(worker.pid), databaseKiB: await machine.databaseKiB() };
      const first = isQuick ? 150 : 1000;
      await open.upTo(warmUp + first);
      const figures = [...(await memoryFigures('', open.count, { before, machine, pid: worker.pid }))];
      if (isQuick) return figures;
      await open.upTo(5000);
      const [later] = await memoryFigures('5k', open.count, { before, machine, pid: worker.pid });
      return [...figures, ...(later === undefined ? [] : [later])];
    }),
};

class Opened {
  count = 0;
  private readonly start: (id: string) => Promise<void>;
  private readonly quiet: () => Promise<void>;

  constructor(start: (id: string) => Promise<void>, quiet: () => Promise<void>) {
    this.start = start;
    this.quiet = quiet;
  }

  async upTo(wanted: number): Promise<void> {
    const deadline = Date.now() + openWithinMs;
    const starting = Array.from({ length: atATime }, async () => {
      while (this.count < wanted && Date.now() < deadline) {
        this.count += 1;
        await this.start(`waiting-${this.count}`);
      }
    });
    await Promise.all(starting);
    await this.quiet();
  }
}

interface Before {
  readonly before: { readonly memoryKiB: number; readonly databaseKiB: number };
  readonly machine: OwnMachine;
  readonly pid: number;
}

async function memoryFigures(suffix: string, open: number, { before, machine, pid }: Before): Promise<Figure[]> {
  const more = open - warmUp;
  const note = `${open} open`;
  const memory = (residentKiBOf(pid) - before.memoryKiB) / more;
  const database = ((await machine.databaseKiB()) - before.databaseKiB) / more;
  return [
    {
      name: `memoryPerWaitingEngagementKiB${suffix}`,
      unit: 'KiB',
      value: memory,
      note: suffix === '' ? note : `${note}, at most 2,000 of them cached`,
    },
    {
      name: 'databaseKiBPerWaitingEngagement',
      unit: 'KiB',
      value: database,
      note: `${note}: started, homework and prep told`,
    },
  ];
}
