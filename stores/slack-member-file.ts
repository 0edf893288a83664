import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import { replaceFile } from './replace-file.ts';

const knownUser = z.object({
  at: z.string(),
  team: z.string(),
  isActive: z.boolean(),
  email: z.string().optional(),
});
const members = z.object({
  team: z.object({ id: z.string(), at: z.string() }).optional(),
  users: z.record(z.string(), knownUser),
  /** Addresses by which nobody is found, in small letters, and why. */
  misses: z.record(z.string(), z.object({ at: z.string(), why: z.string() })).default({}),
});

export type KnownUser = z.infer<typeof knownUser>;
export type Miss = Members['misses'][string];
type Members = z.infer<typeof members>;

/** What Slack has said of its users, in a small file, so that it need not be asked at every click. */
export interface MemberFile {
  read(): Promise<Members>;
  noteTeam(team: NonNullable<Members['team']>): Promise<void>;
  noteUser(user: string, known: KnownUser): Promise<void>;
  noteMiss(address: string, miss: Miss): Promise<void>;
}

/** It is a cache: one that cannot be read or written is said, and Slack is asked again. */
export function slackMemberFile(path: string, log: Logger): MemberFile {
  let now: Members | undefined;
  const read = async (): Promise<Members> => (now ??= await fromFile(path, log));
  // Worker and API note into one file: what the other has noted meanwhile stays.
  const noted = async (changed: (before: Members) => Members): Promise<void> => {
    const [before, there] = [await read(), await fromFile(path, log)];
    now = changed({
      ...before,
      ...there,
      users: { ...before.users, ...there.users },
      misses: { ...before.misses, ...there.misses },
    });
    try {
      await mkdir(dirname(path), { recursive: true });
      await replaceFile(path, JSON.stringify(now), { mode: 0o600 });
    } catch (error) {
      log.warn({ err: error }, 'What Slack says of its users could not be noted; it is asked again after a restart');
    }
  };
  let last: Promise<void> = Promise.resolve();
  const note = (changed: (before: Members) => Members): Promise<void> => (last = last.then(() => noted(changed)));
  return {
    read,
    noteTeam: (team) => note((before) => ({ ...before, team })),
    noteUser: (user, known) => note((before) => ({ ...before, users: { ...before.users, [user]: known } })),
    noteMiss: (address, miss) => note((before) => ({ ...before, misses: { ...before.misses, [address]: miss } })),
  };
}

async function fromFile(path: string, log: Logger): Promise<Members> {
  const none = { users: {}, misses: {} };
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return none;
  try {
    return members.parse(JSON.parse(text));
  } catch (error) {
    log.warn({ err: error, path }, 'What Slack said of its users cannot be read; it is asked again');
    return none;
  }
}
