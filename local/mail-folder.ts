import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readMail } from './mail.ts';
import type { Mail } from './mail.ts';

const KEPT = 500;
const fileName = /^\d{15}-[0-9a-f-]{36}\.eml$/;

/** The mail that has arrived, newest first; on disk too when there is a folder. */
export type MailFolder = {
  /** Resolves when the mail is safe: an SMTP server may only then say that it has it. */
  add(raw: Buffer, receivedAt?: Date): Promise<void>;
  all(): readonly Mail[];
  find(id: string): Mail | undefined;
  clear(): Promise<void>;
};

/** Opens a folder of .eml files, or, without a folder, keeps mail in memory only. */
export async function openMailFolder(folder?: string): Promise<MailFolder> {
  let mails = folder === undefined ? [] : await readFolder(folder);
  const drop = async (dropped: readonly Mail[]) => {
    if (folder !== undefined)
      await Promise.all(dropped.map(({ id }) => rm(join(folder, `${id}.eml`), { force: true })));
  };
  return {
    async add(raw, receivedAt = new Date()) {
      // The time comes first, so that names sort as mail arrived.
      const id = `${String(receivedAt.getTime()).padStart(15, '0')}-${randomUUID()}`;
      const mail = await readMail(id, raw);
      if (folder !== undefined) await keep(folder, id, raw);
      mails = [mail, ...mails];
      const dropped = mails.slice(KEPT);
      mails = mails.slice(0, KEPT);
      await drop(dropped);
    },
    all: () => mails,
    find: (id) => mails.find((mail) => mail.id === id),
    async clear() {
      const dropped = mails;
      mails = [];
      await drop(dropped);
    },
  };
}

async function readFolder(folder: string): Promise<Mail[]> {
  await mkdir(folder, { recursive: true });
  // Names of other shapes were put there by somebody else: left alone.
  const names = (await readdir(folder))
    .filter((name) => fileName.test(name))
    .toSorted()
    .toReversed()
    .slice(0, KEPT);
  const mails: Mail[] = [];
  for (const name of names)
    mails.push(await readMail(name.slice(0, -'.eml'.length), await readFile(join(folder, name))));
  return mails;
}

// Under another name until it is whole: half a mail must not come back after a crash.
async function keep(folder: string, id: string, raw: Buffer): Promise<void> {
  const file = join(folder, `${id}.eml`);
  await writeFile(`${file}.part`, raw);
  await rename(`${file}.part`, file);
}
