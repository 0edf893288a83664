import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lintFiles } from '../../authoring/lint-files.ts';
import { newPlaybook } from '../../authoring/new-playbook.ts';
import { openShelf } from '../../stores/playbook-shelf.ts';
import { prompt, Stage } from '../support/play.ts';
import { sound } from './skeleton.ts';

const emptyFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'fairlead-authoring-'));

describe('A new playbook', () => {
  it('passes lint without a warning, and is on the shelf', async () => {
    const folder = await emptyFolder();
    await newPlaybook(folder, 'lead-scoring', 'Lead "Scoring": how & why');
    expect(await lintFiles(folder, [])).toEqual({ text: '1 file, 0 errors, 0 warnings', code: 0 });
    const shelf = await openShelf(folder);
    expect(shelf.latest('lead-scoring')?.playbook.name).toBe('Lead "Scoring": how & why');
  });

  it('has its id in words for a name when none is given', async () => {
    const folder = await emptyFolder();
    await newPlaybook(folder, 'lead-scoring');
    expect(await readFile(join(folder, 'lead-scoring/1.0.0.yaml'), 'utf8')).toContain('name: "Lead scoring"');
  });

  it('never replaces one that is there', async () => {
    const folder = await emptyFolder();
    await newPlaybook(folder, 'lead-scoring');
    await expect(newPlaybook(folder, 'lead-scoring')).rejects.toThrow(
      'There is a playbook lead-scoring already (1.0.0).',
    );
  });

  it.each(['Lead Scoring', '../lead', 'lead_scoring', '', 'a'.repeat(61)])(
    'has an id, which "%s" is not',
    async (id) => {
      await expect(newPlaybook(await emptyFolder(), id)).rejects.toThrow('is no id');
    },
  );

  it('has a name in one line', async () => {
    await expect(newPlaybook(await emptyFolder(), 'lead', 'Lead\nScoring')).rejects.toThrow('one line');
  });
});

describe('An engagement that runs the skeleton', () => {
  const inAYear = '2028-01-10T12:00:00.000Z';

  it('comes to aftercare and to its check-ins when it is dedicated', () => {
    const stage = new Stage(sound());
    stage.play(prompt, inAYear);
    expect(stage.view).toMatchObject({ step: 'aftercare', status: 'closed' });
    expect(stage.view.checkIn.number).toBeGreaterThan(1);
  });

  it('comes to its offers when it is single', () => {
    const stage = new Stage(sound(), { type: 'single' });
    stage.play(prompt, inAYear, ({ offers }) => offers.downsell !== undefined);
    expect(stage.view).toMatchObject({
      step: 'aftercare',
      offers: { upsell: { answer: 'no' }, downsell: { answer: 'yes' } },
    });
  });
});
