import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';

const knownUser = z.object({
  at: z.string(),
  team: z.string(),
  isActive: z.boolean(),
  email: z.string().optional(),
});
const members = z.object({
  team: z.object({ id: z.string(), at: z.string() }).optional(),
  users: z.record(z.string(), knownUser),
});

export type KnownUser = z.infer<typeof knownUser>;
type Members = z.infer<typeof members>;

/** What Slack has said of its users, in a small file, so that it need not be asked at every click. */
export interface MemberFile {
  read(): Promise<Members>;
  noteTeam(team: NonNullable<Members['team']>): Promise<void>;
  noteUser(user: string, known: KnownUser): Promise<void>;
}

/** It is a cache: one that cannot be read or written is said, and Slack is asked again. */
export function memberFile(path: string, log: Logger): MemberFile {
  let now: Members | undefined;
  const read = async (): Promise<Members> => (now ??= await fromFile(path, log));
  const note = async (changed: (before: Members) => Members): Promise<void> => {
    now = changed(await read());
    const draft = `${path}.${randomUUID()}`;
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(draft, JSON.stringify(now), { mode: 0o600 });
      await rename(draft, path);
    } catch (error) {
      log.warn({ err: error }, 'What Slack says of its users could not be noted; it is asked again after a restart');
    }
  };
  return {
    read,
    noteTeam: (team) => note((before) => ({ ...before, team })),
    noteUser: (user, known) => note((before) => ({ ...before, users: { ...before.users, [user]: known } })),
  };
}

async function fromFile(path: string, log: Logger): Promise<Members> {
  const none = { users: {} };
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return none;
  try {
    return members.parse(JSON.parse(text));
  } catch (error) {
    log.warn({ err: error, path }, 'What Slack said of its users cannot be read; it is asked again');
    return none;
  }
}
