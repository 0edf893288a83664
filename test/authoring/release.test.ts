import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lintFiles } from '../../authoring/lint-files.ts';
import { newPlaybook } from '../../authoring/new-playbook.ts';
import { releasePlaybook } from '../../authoring/release-playbook.ts';
import { openShelf } from '../../stores/playbook-shelf.ts';

const named = 'small@1.0.0';

async function written(): Promise<{ folder: string; file: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-authoring-'));
  await newPlaybook(folder, 'small');
  return { folder, file: join(folder, 'small/1.0.0.yaml') };
}

const change = async (file: string, from: string, to: string): Promise<void> =>
  writeFile(file, (await readFile(file, 'utf8')).replace(from, to));

describe('A release', () => {
  it('registers the digest that the shelf holds the file to', async () => {
    const { folder } = await written();
    expect((await releasePlaybook(folder, named)).code).toBe(0);
    expect((await openShelf(folder)).find('small', '1.0.0')?.released).toBe(true);
  });

  it('is registered in order, beside those that are there', async () => {
    const { folder } = await written();
    await writeFile(join(folder, 'digests.json'), '{"zebra@1.0.0": "z", "ant@1.0.0": "a"}');
    await releasePlaybook(folder, named);
    const text = await readFile(join(folder, 'digests.json'), 'utf8');
    expect(Object.keys(JSON.parse(text))).toEqual(['ant@1.0.0', named, 'zebra@1.0.0']);
  });

  it('is the same when it is made twice, whatever became of comments and layout', async () => {
    const { folder, file } = await written();
    await releasePlaybook(folder, named);
    const register = await readFile(join(folder, 'digests.json'), 'utf8');
    await change(file, '# the name of the folder', '# a folder');
    expect((await releasePlaybook(folder, named)).text).toBe('small@1.0.0 is released already, as it is.');
    expect(await readFile(join(folder, 'digests.json'), 'utf8')).toBe(register);
  });

  it('never changes: a file that was changed after it is refused, with the reason', async () => {
    const { folder, file } = await written();
    await releasePlaybook(folder, named);
    await change(file, 'days: 14', 'days: 21');
    await expect(releasePlaybook(folder, named)).rejects.toThrow('give the change a new version');
    expect((await lintFiles(folder, [])).text).toContain('Version 1.0.0 was changed after its release.');
  });

  it('takes a playbook without errors', async () => {
    const { folder, file } = await written();
    await change(file, 'chain: homework', 'chain: homwork');
    await expect(releasePlaybook(folder, named)).rejects.toThrow('has an error. See it with: npm run playbook -- lint');
  });

  it('takes a file that is named as it calls itself', async () => {
    const { folder, file } = await written();
    await change(file, 'version: 1.0.0', 'version: 1.0.1');
    expect(await releasePlaybook(folder, named)).toMatchObject({
      code: 1,
      text: expect.stringContaining('It calls itself small 1.0.1.'),
    });
  });

  it('is of a version that is named, and that is there', async () => {
    const { folder } = await written();
    await expect(releasePlaybook(folder, 'small')).rejects.toThrow('Say which version is released');
    await expect(releasePlaybook(folder, 'small@2.0.0')).rejects.toThrow(
      'There is no version 2.0.0 of small. There is 1.0.0.',
    );
    await expect(releasePlaybook(folder, 'smal@1.0.0')).rejects.toThrow('Did you mean "small"?');
  });
});
