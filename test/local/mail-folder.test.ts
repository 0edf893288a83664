import { readdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { openMailFolder } from '../../local/mail-folder.ts';
import { tempDir } from './temp-dir.ts';

it('keeps the newest 500 mails, in memory and on disk', async () => {
  const path = await tempDir();
  const folder = await openMailFolder(path);
  for (let mail = 1; mail <= 502; mail += 1)
    await folder.add(Buffer.from(`Subject: ${mail}\r\n\r\nText`), new Date(mail));
  expect(folder.all().map(({ subject }) => subject)).toEqual(
    Array.from({ length: 500 }, (_, index) => String(502 - index)),
  );
  expect(await readdir(path)).toHaveLength(500);
  expect((await openMailFolder(path)).all()).toEqual(folder.all());
});
