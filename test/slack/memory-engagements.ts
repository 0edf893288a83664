import { setTimeout as pause } from 'node:timers/promises';
import type { Engagements } from '../../api/engagements.ts';
import { away, refused, unknownEngagement } from '../../api/problem.ts';
import type { Command } from '../../src/engagement/command-fields.ts';
import { refuse } from '../../src/engagement/rejection.ts';
import { submit } from '../../src/engagement/engagement.ts';
import { Stage } from '../support/play.ts';

export interface MemoryEngagements extends Engagements {
  /** The commands that came, repetitions included. */
  readonly came: readonly Command[];
  /** The engagements that were read, one after the other. */
  readonly read: readonly string[];
  /** Temporal goes away, or comes back. While it is away every call waits so long, and is rejected with 503. */
  goAway(isAway: boolean, afterMs?: number): void;
  /** Lists never come back. */
  hang(): void;
}

const none = () => Promise.reject(new Error('Nobody asks this in these tests'));

/** Engagements on the real core, in this process. */
export function memoryEngagements(given: Readonly<Record<string, Stage>>): MemoryEngagements {
  const stages = { ...given };
  const marks = new Map<string, string>();
  const [came, read]: [Command[], string[]] = [[], []];
  let outage: number | undefined;
  let hangs = false;
  const stageOf = async (id: string): Promise<Stage> => {
    await pause(1);
    if (outage !== undefined) {
      await pause(outage);
      throw away();
    }
    const stage = stages[id];
    if (stage === undefined) throw unknownEngagement(id);
    return stage;
  };
  return {
    came,
    read,
    goAway: (isAway, afterMs = 0) => void (outage = isAway ? afterMs : undefined),
    command: async (id, command) => {
      const stage = await stageOf(id);
      came.push(command);
      const submitted = submit(stage.playbook, stage.engagement, command, stage.now);
      if ('rejection' in submitted) throw refused(submitted.rejection);
      stage.engagement = submitted.engagement;
      // What falls due with it.
      stage.until(stage.now);
      return submitted.answer;
    },
    view: async (id) => {
      read.push(id);
      return (await stageOf(id)).view;
    },
    hang: () => void (hangs = true),
    list: async () => {
      if (hangs) await new Promise(() => undefined);
      if (outage !== undefined) throw away();
      await pause(1);
      const engagements = Object.entries(stages).map(([engagement, stage]) => ({
        engagement,
        customer: stage.view.customer,
        playbook: stage.view.playbook.id,
        status: stage.view.status,
        waitingOn: [],
        redFlags: 0,
        startedAt: stage.view.startedAt,
      }));
      return { engagements };
    },
    isReady: () => Promise.resolve(outage === undefined),
    start: async ({ playbook, pin }, request, mark) => {
      if (outage !== undefined) throw away();
      await pause(1);
      const before = marks.get(request.engagement);
      if (before !== undefined && before !== mark) throw refused(refuse('conflict', 'There is one already'));
      if (before === undefined) stages[request.engagement] = new Stage(playbook, request, new Date().toISOString());
      marks.set(request.engagement, mark);
      return pin;
    },
    startedAs: async (id, mark) => {
      if (outage !== undefined) throw away();
      const stage = stages[id];
      await pause(1);
      return stage !== undefined && marks.get(id) === mark ? stage.view.playbook : undefined;
    },
    plan: none,
    forecast: none,
    journal: async (id) => (await stageOf(id)).engagement.outbox,
  };
}
