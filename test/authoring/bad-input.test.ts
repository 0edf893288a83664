import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { loadPlaybook } from '../../src/playbook/load.ts';
import { playbookSchema } from '../../src/playbook/schema.ts';
import { edited, skeleton } from './skeleton.ts';

const aliases = Array.from({ length: 9 }, (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level},`.repeat(9)}]`);
const lines = (count: number): string =>
  Array.from({ length: count }, (_, index) => `    - { id: task-${index}, text: Do it. }`).join('\n');

const cases: readonly (readonly [bad: string, text: string, sentence: string])[] = [
  ['a YAML bomb', `l0: &l0 [x]\n${aliases.join('\n')}\n`, 'its aliases (*name) multiply it too far'],
  ['a list in a list in a list, a hundred thousand deep', '['.repeat(100_000), 'This is nested too deeply'],
  ['ten thousand tasks', edited(['  items:\n', `  items:\n${lines(10_000)}\n`]), 'a playbook has at most 8000'],
  [
    'ten thousand tasks in one line',
    edited(['  items:\n', `  items: [${'{ id: a, text: b },'.repeat(10_000)}]\n  more:\n`]),
    'tasks and other things with an id; a playbook has at most 3000.',
  ],
  [
    'a script of a megabyte',
    edited(['Fill in the intake form.', 'x'.repeat(1_000_000)]),
    'a playbook has at most 524288',
  ],
  [
    'a script that is far too long',
    edited(['Fill in the intake form.', 'x'.repeat(5000)]),
    'This takes at most 4000 characters',
  ],
  ['an empty file', '', 'The file is empty.'],
  ['a list where a playbook should be', '- id: small\n', 'This takes a block of fields, not a list of 1.'],
  ['a sentence where a playbook should be', 'Hello', 'This takes a block of fields, not "Hello".'],
  ['a key that is there twice', edited(['name: "Small"', 'name: Small\nname: Small']), 'This key is there twice.'],
  ['a tab', edited(['  owner: team-lead', '\towner: team-lead']), 'never with tabs'],
  [
    'an anchor that is not there',
    edited(['name: "Small"', 'name: *nobody']),
    'names an anchor (&name) that is not there',
  ],
  [
    'a colon in a text',
    edited(['vehicle: With what it is tested.', 'vehicle: With what: a pilot']),
    'There is a colon in this text',
  ],
];

describe('Refused in a sentence, within a second, and nothing is loaded:', () => {
  it.each(cases)('%s', (_, text, sentence) => {
    const begun = performance.now();
    const loaded = loadPlaybook('bad.yaml', text);
    const tookMs = performance.now() - begun;
    expect(loaded.ok ? [] : loaded.faults.map(({ message }) => message)).toContainEqual(
      expect.stringContaining(sentence),
    );
    expect(tookMs).toBeLessThan(1000);
  });
});

it('says in one sentence what is far too long, without repeating it', () => {
  const loaded = loadPlaybook('bad.yaml', edited(['Fill in the intake form.', 'x'.repeat(5000)]));
  expect(loaded.ok ? [] : loaded.faults.map(({ message }) => message.length < 200)).toEqual([true]);
});

it('takes what is written with few aliases', () => {
  const text = skeleton.replace(
    'attendees: [{ role: team-lead }, { role: architect }]',
    'attendees: &two [{ role: team-lead }, { role: architect }]',
  );
  expect(loadPlaybook('good.yaml', text).ok).toBe(true);
});

describe('Whatever stands where a chapter should', () => {
  const whole: Record<string, unknown> = parse(skeleton);
  const odd = [undefined, null, 7, 'text', [], {}, [{}], { id: 'a' }, ['a', 'b'], true];

  it.each(Object.keys(playbookSchema.shape))(
    '%s is looked at without a throw, and in words of the author',
    (chapter) => {
      for (const value of odd) {
        const loaded = loadPlaybook('odd.yaml', stringify({ ...whole, [chapter]: value }));
        const said = (loaded.ok ? [] : loaded.faults).map(({ message }) => message).join('\n');
        expect(said).not.toMatch(/placeholder|undefined|\[object/);
      }
    },
  );
});
