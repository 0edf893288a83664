import { createServer } from 'node:net';
import { Connection } from '@temporalio/client';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { registerSearchAttributes, startTemporalServer } from '../../local/temporal-server.ts';
import type { ServerStart, TemporalServer } from '../../local/temporal-server.ts';
import { freePort, realCli } from './real-server.ts';
import { script, tempDir } from './temp-dir.ts';

async function start(
  over: Partial<ServerStart> & { stateDir: string; temporalPort?: number },
): Promise<TemporalServer> {
  const { stateDir, temporalPort = await freePort(), ...rest } = over;
  const settings = { stateDir, temporalPort, uiPort: await freePort() };
  const server = await startTemporalServer({
    cliPath: '/bin/false',
    settings,
    searchAttributes: {},
    say: () => undefined,
    ...rest,
  });
  onTestFinished(() => server.stop());
  return server;
}

async function registeredAt(address: string): Promise<Record<string, number>> {
  const connection = await Connection.connect({ address });
  try {
    return (await connection.operatorService.listSearchAttributes({ namespace: 'default' })).customAttributes;
  } finally {
    await connection.close();
  }
}

describe('the local Temporal server', () => {
  it('is not started on a port that is taken, and says which variable changes it', async () => {
    const taken = createServer();
    const port = await freePort();
    await new Promise<void>((resolve) => taken.listen(port, '127.0.0.1', resolve));
    onTestFinished(() => void taken.close());
    await expect(start({ stateDir: await tempDir(), temporalPort: port })).rejects.toThrow(
      `Port ${port} on 127.0.0.1, wanted by the Temporal server, is taken: stop the program that listens there, or set FAIRLEAD_TEMPORAL_PORT to another port.`,
    );
  });

  it('says what its log says when it dies at once', async () => {
    const stateDir = await tempDir();
    const cliPath = await script(stateDir, 'temporal', 'echo "unable to open database file"; exit 7');
    await expect(start({ stateDir, cliPath })).rejects.toThrow(
      /did not start: it ended at once \(exit code 7\)\. The last lines of .*temporal\.log:\nunable to open database file/,
    );
  });

  it('says so when its program cannot be run', async () => {
    await expect(start({ stateDir: await tempDir(), cliPath: '/nowhere/temporal' })).rejects.toThrow(
      /did not start: .*ENOENT/,
    );
  });

  it('registers what an existing database lacks, keeps what it has, stops when asked, and tells when it ends by itself', async () => {
    const [stateDir, cliPath] = [await tempDir(), await realCli()];
    const first = await start({
      stateDir,
      cliPath,
      searchAttributes: { FairleadStep: 'Keyword' },
      onExit: () => expect.unreachable('it was asked to stop'),
    });
    await first.stop();
    expect(() => process.kill(first.pid, 0)).toThrow('ESRCH');

    const ends: string[] = [];
    const second = await start({
      stateDir,
      cliPath,
      searchAttributes: { FairleadStep: 'Keyword', FairleadDue: 'Datetime' },
      onExit: (why) => ends.push(why),
    });
    expect(await registeredAt(second.address)).toMatchObject({ FairleadStep: 2, FairleadDue: 6 });

    const connection = await Connection.connect({ address: second.address });
    onTestFinished(() => connection.close());
    await registerSearchAttributes(connection, 'default', { FairleadDue: 'Datetime' });
    await expect(registerSearchAttributes(connection, 'default', { FairleadStep: 'Text' })).rejects.toThrow(
      'the search attribute FairleadStep of the namespace default is registered as Keyword, but must be Text',
    );

    process.kill(second.pid, 'SIGKILL');
    await vi.waitUntil(() => ends.length > 0);
    expect(ends[0]).toMatch(/^The Temporal server ended by itself \(killed by SIGKILL\)/);
  }, 60_000);
});
