import { Connection } from '@temporalio/client';
import type { ConnectionOptions } from '@temporalio/client';
import { Unready } from '../stores/unready.ts';

/** A server that is there answers in far less; one that is not is told soon. */
const connectTimeout = '3s';

/** Connects to Temporal. Throws Unready, naming the address, when nobody answers there. */
export async function reachTemporal(options: ConnectionOptions): Promise<Connection> {
  try {
    return await Connection.connect({ ...options, connectTimeout });
  } catch (error) {
    const { address = '127.0.0.1:7233' } = options;
    throw new Unready(
      `Temporal does not answer at ${address} (${error instanceof Error ? error.message : String(error)}): start it there, or set TEMPORAL_ADDRESS to where it runs.`,
      { cause: error },
    );
  }
}
