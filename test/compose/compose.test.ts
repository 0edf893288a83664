import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectRoot } from '../support/planted-tree.ts';

const text = readFileSync(join(projectRoot, 'docker-compose.yml'), 'utf8');

// The schema of the Compose specification, as the Compose linter ships it.
const schemaPath = join(
  dirname(fileURLToPath(import.meta.resolve('dclint/package.json'))),
  'schemas/compose.schema.json',
);
// It names its dialect by https, where ajv knows it by http; and formats of durations, which only Docker checks.
const schema = readFileSync(schemaPath, 'utf8').replace(
  'https://json-schema.org/draft-07',
  'http://json-schema.org/draft-07',
);
const follows = new Ajv({ strict: false, validateFormats: false }).compile(z.looseObject({}).parse(JSON.parse(schema)));

const service = z.object({
  image: z.string(),
  restart: z.string().optional(),
  ports: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string().nullable()).default({}),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.unknown().optional(),
});
const { services } = z.object({ services: z.record(z.string(), service) }).parse(read(text));
const each = Object.entries(services);

function read(compose: string): unknown {
  return parse(compose, { merge: true });
}

const required = (name: string): string => `\${${name}:?set it in .env}`;
const isOneShot = (name: string): boolean =>
  each.some(([, { depends_on: needs }]) => needs[name]?.condition === 'service_completed_successfully');

describe('docker-compose.yml', () => {
  it('is written as the Compose specification says', () => {
    expect(follows(read(text)) ? [] : follows.errors).toEqual([]);
  });

  it.each([
    ['of a service', text.replace('healthcheck:', 'helthcheck:')],
    ['of the file', text.replace('\nvolumes:', '\nvolume:')],
    ['of a condition', text.replace('service_healthy', 'service_helthy')],
  ])('is refused when a word %s is misspelt', (_, misspelt) => {
    expect(misspelt).not.toBe(text);
    expect(follows(read(misspelt))).toBe(false);
  });

  it('publishes nothing beyond this machine', () => {
    const published = each.flatMap(([, { ports }]) => ports);
    expect(published.length).toBeGreaterThan(0);
    for (const port of published) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it.each(each)('%s names the version of its image, or builds it here', (_, { image }) => {
    expect(image).toMatch(/:(v?\d+\.\d+[\d.]*|local)$/);
  });

  it.each(each)('%s is started again when it ends, unless ending is its purpose', (name, { restart }) => {
    expect(restart).toBe(isOneShot(name) ? 'no' : 'unless-stopped');
  });

  it('has a healthcheck for whatever another service waits for', () => {
    const awaited = each.flatMap(([, { depends_on: needs }]) =>
      Object.entries(needs).flatMap(([name, { condition }]) => (condition === 'service_healthy' ? [name] : [])),
    );
    expect(new Set(awaited)).toEqual(new Set(['postgres', 'temporal', 'mailpit']));
    for (const name of awaited) expect(services[name]?.healthcheck).toBeDefined();
  });

  it('holds no secret: each comes from the environment, and one that is missing is asked for', () => {
    const secrets = each.flatMap(([, { environment }]) =>
      Object.entries(environment).filter(([name]) => /PASSWORD|PWD|TOKEN|SECRET|KEY/.test(name)),
    );
    expect(Object.fromEntries(secrets)).toEqual({
      POSTGRES_PASSWORD: required('POSTGRES_PASSWORD'),
      SQL_PASSWORD: required('POSTGRES_PASSWORD'),
      POSTGRES_PWD: required('POSTGRES_PASSWORD'),
      FAIRLEAD_API_TOKEN: required('FAIRLEAD_API_TOKEN'),
      // Passed on as it is, and not at all when it is not set.
      SLACK_BOT_TOKEN: null,
      SLACK_SIGNING_SECRET: null,
      SLACK_APP_TOKEN: null,
    });
  });

  it('asks for nothing that .env.example does not show', () => {
    const example = readFileSync(join(projectRoot, '.env.example'), 'utf8');
    const asked = [...text.matchAll(/(?<!\$)\$\{(\w+)/g)].map(([, name]) => name);
    expect(asked.length).toBeGreaterThan(0);
    for (const name of asked) expect(example).toMatch(new RegExp(`^#?${name}=`, 'm'));
  });

  it('keeps .env.example free of secrets', () => {
    const example = readFileSync(join(projectRoot, '.env.example'), 'utf8');
    expect(example).toMatch(/^POSTGRES_PASSWORD=$/m);
    expect(example).toMatch(/^FAIRLEAD_API_TOKEN=$/m);
  });
});
