import { setTimeout as pause } from 'node:timers/promises';
import type { Engagements } from '../../api/engagements.ts';
import { away, refused, unknownEngagement } from '../../api/problem.ts';
import type { Command } from '../../src/engagement/command-fields.ts';
import { submit } from '../../src/engagement/engagement.ts';
import type { Stage } from '../support/play.ts';

export interface MemoryEngagements extends Engagements {
  /** The commands that came, repetitions included. */
  readonly came: readonly Command[];
  /** The engagements that were read, one after the other. */
  readonly read: readonly string[];
  /** Temporal goes away, or comes back. While it is away every call waits so long, and is rejected with 503. */
  goAway(isAway: boolean, afterMs?: number): void;
}

const none = () => Promise.reject(new Error('Nobody asks this in these tests'));

/** Engagements on the real core, in this process. */
export function memoryEngagements(stages: Readonly<Record<string, Stage>>): MemoryEngagements {
  const [came, read]: [Command[], string[]] = [[], []];
  let outage: number | undefined;
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
    list: async () => {
      if (outage !== undefined) throw away();
      await pause(1);
      const engagements = Object.entries(stages).map(([engagement, stage]) => ({
        engagement,
        status: stage.view.status,
        waitingOn: [],
        redFlags: 0,
        startedAt: stage.view.startedAt,
      }));
      return { engagements };
    },
    isReady: () => Promise.resolve(outage === undefined),
    start: none,
    startedAs: none,
    plan: none,
    forecast: none,
    journal: none,
  };
}
