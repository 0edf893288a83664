import {
  condition,
  defineQuery,
  defineSignal,
  defineUpdate,
  proxyActivities,
  setHandler,
  sleep,
} from '@temporalio/workflow';

/** Writes a line beside the workflow's own time, and answers with it. */
export const noteUpdate = defineUpdate<string, [string]>('note');
export const activitySignal = defineSignal('activity');
export const closeSignal = defineSignal('close');
export const seenQuery = defineQuery<readonly string[]>('seen');

const DAY_MS = 86_400_000;
const { slow } = proxyActivities<{ slow(ms: number): Promise<string> }>({ startToCloseTimeout: '1 minute' });

/** A workflow to try skipping on: sleeps `days` single days, and lives until it is closed. */
export async function daysWorkflow(days: number): Promise<readonly string[]> {
  const seen: string[] = [];
  let [asked, closed] = [false, false];
  const note = (what: string): string => {
    const line = `${new Date().toISOString()} ${what}`;
    seen.push(line);
    return line;
  };
  setHandler(noteUpdate, note);
  setHandler(activitySignal, () => void (asked = true));
  setHandler(closeSignal, () => void (closed = true));
  setHandler(seenQuery, () => seen);
  const activity = condition(() => asked)
    .then(() => slow(1_500))
    .then(note);
  for (let day = 1; day <= days; day += 1) {
    await sleep(DAY_MS);
    note(`day ${day}`);
  }
  await condition(() => closed);
  void activity;
  return seen;
}
