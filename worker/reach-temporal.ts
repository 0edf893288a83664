import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import type { ConnectionOptions } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { NativeConnectionOptions } from '@temporalio/worker';
import { Unready } from '../stores/unready.ts';

/** A server that is there answers in far less; one that is not is told soon. */
const connectMs = 3000;

/** Connects to Temporal, as a client. Throws Unready, naming the address, when nobody answers there. */
export const reachTemporal = (options: ConnectionOptions): Promise<Connection> =>
  reached(options, Connection.connect({ ...options, connectTimeout: connectMs }));

/** Connects to Temporal as workers do, and throws the same. */
export const reachTemporalToWork = (options: NativeConnectionOptions): Promise<NativeConnection> =>
  reached(options, Promise.race([NativeConnection.connect(options), tooLate()]));

/** Such a connection knows no time limit of its own. */
async function tooLate(): Promise<never> {
  await pause(connectMs, undefined, { ref: false });
  throw new Error(`no answer within ${connectMs / 1000} s`);
}

async function reached<Connected>(
  { address = '127.0.0.1:7233' }: { readonly address?: string },
  connecting: Promise<Connected>,
): Promise<Connected> {
  try {
    return await connecting;
  } catch (error) {
    throw new Unready(
      `Temporal does not answer at ${address} (${error instanceof Error ? error.message : String(error)}): start it there, or set TEMPORAL_ADDRESS to where it runs.`,
      { cause: error },
    );
  }
}
