import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { findTemporalCli } from '../../local/temporal-cli.ts';

// Of the checkout, not of a test: the binary is fetched once.
const stateDir = fileURLToPath(new URL('../../.fairlead', import.meta.url));

/** A Temporal CLI for tests that need the real server. */
export const realCli = (): Promise<string> => findTemporalCli({ settings: { stateDir }, say: () => undefined });

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const holder = createServer().listen(0, '127.0.0.1', () => {
      const address = holder.address();
      holder.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
