import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import type { WorkflowBundle } from '@temporalio/worker';
import { beforeAll, describe, expect, it } from 'vitest';

interface RecordedEvent {
  readonly eventType: string;
  readonly timerStartedEventAttributes?: { readonly startToFireTimeout: string };
  readonly activityTaskScheduledEventAttributes?: {
    readonly activityType: { readonly name: string };
    readonly input: { readonly payloads: readonly { readonly data: string }[] };
  };
}
interface Recorded {
  readonly events: readonly RecordedEvent[];
}

const folder = new URL('../histories/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.json.gz'));
const historyOf = (name: string): Recorded => JSON.parse(gunzipSync(readFileSync(new URL(name, folder))).toString());

const path = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** Timers and activity inputs, as they were recorded. */
const recorded = ({ events }: Recorded): string[] =>
  events.flatMap(({ timerStartedEventAttributes: timer, activityTaskScheduledEventAttributes: activity }) => {
    if (timer !== undefined) return [`timer ${Math.round(Number(timer.startToFireTimeout.replace('s', '')) * 1000)}`];
    if (activity === undefined) return [];
    const args = activity.input.payloads.map(({ data }) => Buffer.from(data, 'base64').toString());
    return [`${activity.activityType.name} [${args.join(',')}]`];
  });

describe.each(names)('the recorded history %s', (name) => {
  let workflowBundle: WorkflowBundle;
  const wanted: string[] = [];
  const sinks = {
    witness: { wanted: { fn: (_: unknown, what: string) => void wanted.push(what), callDuringReplay: true } },
  };
  const replay = (history: Recorded): Promise<void> =>
    Worker.runReplayHistory({ workflowBundle, sinks }, history, 'recorded');

  beforeAll(async () => {
    workflowBundle = await bundleWorkflowCode({
      workflowsPath: path('../../workflows/index.ts'),
      workflowInterceptorModules: [path('../support/replay-witness.ts')],
      logger: new DefaultLogger('ERROR'),
    });
  });

  it('replays on the code of today, which wants the same timers and gives activities the same inputs', async () => {
    const history = historyOf(name);
    wanted.length = 0;
    await replay(history);
    expect(recorded(history).length).toBeGreaterThan(80);
    expect(wanted.slice(0, recorded(history).length).toSorted()).toEqual(recorded(history).toSorted());
  });

  it('is seen to fail when an activity was tampered with', async () => {
    const tampered = JSON.parse(
      JSON.stringify(historyOf(name)).replace('"name":"performTogether"', '"name":"somethingElse"'),
    );
    await expect(replay(tampered)).rejects.toThrow(DeterminismViolationError);
  });

  it('is seen to differ when a timer was tampered with, which replay alone does not notice', async () => {
    const history = historyOf(name);
    const first = recorded(history).find((what) => what.startsWith('timer'));
    const tampered: Recorded = JSON.parse(
      JSON.stringify(history).replace(/"startToFireTimeout":"[\d.]+s"/, '"startToFireTimeout":"1s"'),
    );
    wanted.length = 0;
    await replay(tampered);
    expect(wanted).toContain(first);
    expect(recorded(tampered)).not.toEqual(recorded(history));
  });
});

it('has a history to replay', () => {
  expect(names.length).toBeGreaterThan(0);
});
