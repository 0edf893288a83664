import { createServer } from 'node:http';
import { createApp } from './create-app.ts';
import type { AppDependencies } from './create-app.ts';

export interface RunningApi {
  readonly url: string;
  /** Takes no more requests, and resolves when those under way are answered. */
  stop(): Promise<void>;
}

/** Starts the API. Rejects with the error of the operating system when the port cannot be listened on. Port 0 takes any. */
export async function startApi(
  dependencies: AppDependencies & { readonly host: string; readonly port: number },
): Promise<RunningApi> {
  const server = createServer({ headersTimeout: 15_000, requestTimeout: 30_000 }, createApp(dependencies));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(dependencies.port, dependencies.host, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : dependencies.port;
  return {
    url: `http://${dependencies.host}:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}
