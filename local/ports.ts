import { createServer } from 'node:net';
import { Unready } from './unready.ts';

/** A port that something wants, in words that a person can act on. */
export type WantedPort = { readonly port: number; readonly of: string; readonly variable: string };

/** Throws Unready, naming the variable to change, when any of these ports of this machine cannot be listened on. */
export async function checkPortsFree(wanted: readonly WantedPort[]): Promise<void> {
  for (const want of wanted) {
    const fault = await listenFault(want.port);
    if (fault !== undefined) throw portRefused(want, fault);
  }
}

/** The sentence for a port that could not be listened on. */
export function portRefused({ port, of, variable }: WantedPort, error: NodeJS.ErrnoException): Unready {
  return new Unready(
    `Port ${port} on 127.0.0.1, wanted by ${of}, ${wordsFor(error)}: stop the program that listens there, or set ${variable} to another port.`,
    { cause: error },
  );
}

function listenFault(port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', resolve);
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(undefined)));
  });
}

function wordsFor(error: NodeJS.ErrnoException): string {
  if (error.code === 'EADDRINUSE') return 'is taken';
  if (error.code === 'EACCES') return 'may not be used without more rights';
  return `cannot be listened on (${error.code ?? error.message})`;
}
