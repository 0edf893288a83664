import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { bare, fieldsOf } from '../../src/playbook/lint/shape.ts';
import type { Shape } from '../../src/playbook/lint/shape.ts';
import { playbookSchema } from '../../src/playbook/schema.ts';

const docs = readFileSync('docs/playbooks.md', 'utf8');
const [, pieces = '', fields = ''] = docs.split(/^## (?:Pieces that come up everywhere|Every field)$/m);
const sections = fields.split(/^### /m).slice(1);
const chapters = fieldsOf(playbookSchema);

/** Names of all the fields below a schema. */
function namesIn(shape: Shape): string[] {
  const inner = bare(shape);
  if (inner instanceof z.ZodArray) return namesIn(inner.element);
  if (inner instanceof z.ZodRecord) return namesIn(inner.valueType);
  if (inner instanceof z.ZodUnion) return inner.options.flatMap(namesIn);
  return fieldsOf(inner).flatMap(([name, field]) => [name, ...namesIn(field)]);
}

const sectionOf = (chapter: string): string =>
  sections.find((section) => (section.split('\n')[0] ?? '').includes(`\`${chapter}\``)) ?? '';
/** What a text writes as code, beside its examples. */
const codeIn = (text: string): string[] =>
  [...text.replace(/```.*?```/gs, '').matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

describe('docs/playbooks.md', () => {
  it.each(chapters)('explains every field of %s', (chapter, shape) => {
    const names = [...new Set([chapter, ...namesIn(shape)])].filter((name) => name !== 'id' && name !== 'name');
    const explained = codeIn(`${sectionOf(chapter)}\n${pieces}`).flatMap((code) => code.split(/[^\w-]+/));
    expect(names.filter((name) => !explained.includes(name))).toEqual([]);
  });

  it.each(chapters)('shows %s by an example', (chapter) => {
    expect(sectionOf(chapter)).toContain('```yaml');
  });

  it('has examples that are YAML', () => {
    const examples = [...docs.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => text);
    const faults = examples.flatMap((text) =>
      parseAllDocuments(text, { uniqueKeys: false }).flatMap((one) => [...one.errors]),
    );
    expect(faults.map(({ message }) => message)).toEqual([]);
  });
});
