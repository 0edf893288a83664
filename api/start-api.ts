import { createServer } from 'node:http';
import { keysKeptDays } from '../stores/key-uses.ts';
import { Unready } from '../stores/unready.ts';
import { createApp } from './create-app.ts';
import type { AppDependencies } from './create-app.ts';

export interface RunningApi {
  readonly url: string;
  /** Takes no more requests, and resolves when those under way are answered. */
  stop(): Promise<void>;
}

const DAY_MS = 86_400_000;

/** Starts the API. Throws Unready when the port cannot be listened on. Port 0 takes any. */
export async function startApi(
  dependencies: AppDependencies & { readonly host: string; readonly port: number },
): Promise<RunningApi> {
  const server = createServer({ headersTimeout: 15_000, requestTimeout: 30_000 }, createApp(dependencies));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(portRefused(dependencies, error)));
    server.listen(dependencies.port, dependencies.host, resolve);
  });
  const stopForgetting = forgetDaily(dependencies);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : dependencies.port;
  return {
    url: `http://${dependencies.host}:${port}`,
    stop: () =>
      new Promise((resolve) => {
        stopForgetting();
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

/** Keys that nobody repeats any more are forgotten, now and every day. */
function forgetDaily({ keys, log }: AppDependencies): () => void {
  const forget = (): void =>
    void keys
      .forget(new Date(Date.now() - keysKeptDays * DAY_MS))
      .catch((error: unknown) => log.warn({ err: error }, 'Old Idempotency-Keys could not be forgotten'));
  forget();
  const daily = setInterval(forget, DAY_MS).unref();
  return () => clearInterval(daily);
}

const portRefused = ({ host, port }: { readonly host: string; readonly port: number }, error: Error): Unready =>
  new Unready(
    `Port ${port} on ${host}, wanted by the API, cannot be listened on (${error.message}): stop the program that listens there, or set FAIRLEAD_API_PORT to another port.`,
    { cause: error },
  );
