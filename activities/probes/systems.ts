import { ApplicationFailure } from '@temporalio/common';
import { later } from '../failures.ts';

/** Whom a reading asks: a host, and as whom. Rate limits are an account's, connections a host's. */
export interface System {
  readonly host: string;
  readonly account?: string;
}

interface Line {
  inFlight: number;
  readonly waiting: (() => void)[];
}

const atOnce = 5;
const patienceMs = 60_000;
const longestQuietMs = 3_600_000;

export interface Systems {
  /** Does the work when fewer than five others of this process ask the same host. Throws when the system has asked for quiet, or the wait is too long. */
  readonly inTurn: <Result>(system: System, work: () => Promise<Result>) => Promise<Result>;
}

/** The systems that one worker process reads from, and how busy it keeps each of them. */
export function openSystems(): Systems {
  const lines = new Map<string, Line>();
  const quietUntilMs = new Map<string, number>();

  const mustBeWelcome = (system: System): void => {
    const quietMs = (quietUntilMs.get(nameOf(system)) ?? 0) - Date.now();
    if (quietMs > 0) throw later(`${system.host} asked for quiet, for another ${Math.ceil(quietMs / 1000)} s`, quietMs);
    quietUntilMs.delete(nameOf(system));
  };
  const leave = (host: string, line: Line): void => {
    const next = line.waiting.shift();
    // The place is handed on, so that nobody slips in between.
    if (next !== undefined) next();
    else if (--line.inFlight === 0) lines.delete(host);
  };

  return {
    inTurn: async (system, work) => {
      const line = lines.get(system.host) ?? { inFlight: 0, waiting: [] };
      lines.set(system.host, line);
      if (line.inFlight < atOnce) line.inFlight++;
      else await turnOf(system, line);
      try {
        // It may have asked for quiet while this one waited.
        mustBeWelcome(system);
        return await work();
      } catch (error) {
        const quietMs = error instanceof ApplicationFailure ? Number(error.nextRetryDelay ?? 0) : 0;
        if (quietMs > 0) quietUntilMs.set(nameOf(system), Date.now() + Math.min(quietMs, longestQuietMs));
        throw error;
      } finally {
        leave(system.host, line);
      }
    },
  };
}

const nameOf = ({ host, account = '' }: System): string => `${host} ${account}`;

function turnOf({ host }: System, { waiting }: Line): Promise<void> {
  return new Promise((resolve, reject) => {
    const turn = (): void => {
      clearTimeout(patience);
      resolve();
    };
    const patience = setTimeout(() => {
      waiting.splice(waiting.indexOf(turn), 1);
      reject(later(`${host} is busy with ${atOnce} other readings of ours`));
    }, patienceMs);
    waiting.push(turn);
  });
}
