import { startFairleadWorker } from '../fairlead/fairlead.ts';
import type { Measure } from '../figure.ts';
import { onMachine } from '../machine.ts';
import { residentKiBOf } from '../proc.ts';
import { median, quartiles } from '../sample.ts';

/** From the start of the process to its first poll, with a prebuilt bundle, as after a deployment. */
export const workerReady: Measure = {
  name: 'worker-ready',
  figures: ['workerReadySeconds', 'workerMemoryMiB'],
  run: ({ isQuick, say }) =>
    onMachine(say, async (machine) => {
      const seconds: number[] = [];
      const memory: number[] = [];
      for (let turn = 0; turn < (isQuick ? 2 : 5); turn += 1) {
        const worker = await startFairleadWorker(machine);
        seconds.push(worker.readySeconds);
        memory.push(residentKiBOf(worker.pid) / 1024);
        await worker.stop();
      }
      return [
        { name: 'workerReadySeconds', unit: 's', value: median(seconds), spread: quartiles(seconds) },
        {
          name: 'workerMemoryMiB',
          unit: 'MiB',
          value: median(memory),
          spread: quartiles(memory),
          note: 'when it is ready',
        },
      ];
    }),
};
