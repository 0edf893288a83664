import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { findTemporalCli } from '../../local/temporal-cli.ts';

// Of the checkout, not of a test: the binary is fetched once.
const stateDir = fileURLToPath(new URL('../../.fairlead', import.meta.url));

/** A Temporal CLI for tests that need the real server. */
export const realCli = (): Promise<string> => findTemporalCli({ settings: { stateDir }, say: () => undefined });

const lowest = 20_000;
const highest = 32_000;

/**
 * A port that was free a moment ago, below those that the system gives to outgoing connections: of those, one may be taken before a server listens.
 */
export async function freePort(): Promise<number> {
  const port = randomInt(lowest, highest);
  const isFree = await new Promise<boolean>((resolve) => {
    const holder = createServer()
      .once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => void holder.close(() => resolve(true)));
  });
  return isFree ? port : freePort();
}
