import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { playbookFiles } from '../../authoring/playbook-files.ts';
import { jsonSchema } from '../../src/playbook/json-schema.ts';
import { edited, skeleton } from './skeleton.ts';

const committed = await readFile('playbooks/playbook.schema.json', 'utf8');

describe('The JSON Schema that editors complete from', () => {
  it('is current: npm run playbook -- schema --write', () => {
    expect(committed).toBe(jsonSchema());
  });

  it('takes every playbook and the skeleton, and refuses what is misspelt', async () => {
    const takes = new Ajv2020({ strict: false }).compile(JSON.parse(committed));
    const texts = await Promise.all((await playbookFiles('playbooks')).map(({ file }) => readFile(file, 'utf8')));
    for (const text of [...texts, skeleton]) expect(takes(parse(text)) ? [] : takes.errors).toEqual([]);
    expect(takes(parse(edited(['purpose: Confirm', 'purpos: Confirm'])))).toBe(false);
  });

  it('explains every field', () => {
    expect(unexplained(JSON.parse(committed), '')).toEqual([]);
  });
});

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Fields without a description, by their path. */
function unexplained(schema: unknown, path: string): string[] {
  if (!isRecord(schema)) return [];
  const properties = isRecord(schema['properties']) ? Object.entries(schema['properties']) : [];
  const bare = properties.flatMap(([name, field]) =>
    isRecord(field) && ['description', '$ref', 'const'].some((key) => key in field) ? [] : [`${path}.${name}`],
  );
  return [...bare, ...Object.entries(schema).flatMap(([key, child]) => unexplained(child, `${path}.${key}`))];
}
