import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/messages/catalogue.ts';
import { placeholder, placeholdersOf } from '../../src/messages/placeholders.ts';
import { templateIds } from '../../src/messages/templates.ts';
import type { MessageDuty } from '../../src/method/duty.ts';
import { prompt, shelved, Stage } from '../support/play.ts';

const inAYear = '2028-01-10T12:00:00.000Z';
const ids = ['event-operations-platform', 'marketing-reporting-pack', 'revenue-intelligence'];
const sent: readonly MessageDuty[] = ids.flatMap((id) =>
  (['single', 'dedicated'] as const).flatMap((type) => {
    const stage = new Stage(shelved(id), { type });
    stage.play({ ...prompt, startNext: () => 'acme-next' }, inAYear);
    return stage.sent.flatMap(({ duty }) => (duty.kind === 'message' ? [duty] : []));
  }),
);

/** What render adds to a letter by itself. */
const derived = new Set([...placeholdersOf('first-cycle'), 'gate']);

describe('The placeholders that a message knows', () => {
  it.each(templateIds)('are all that our own words of %s use', (template) => {
    const { subject, body } = catalogue[template];
    const used = [...`${subject} ${body}`.matchAll(placeholder)].map(([, name]) => name);
    expect(used.filter((name) => name !== undefined && !placeholdersOf(template).includes(name))).toEqual([]);
  });

  it('have a value in every letter that is sent, and every value has a placeholder', () => {
    const differences = sent.flatMap(({ template, values }) => [
      ...placeholdersOf(template).flatMap((name) =>
        derived.has(name) || name in values || name === 'reason' ? [] : [`${template} lacks ${name}`],
      ),
      ...Object.keys(values).flatMap((name) =>
        placeholdersOf(template).includes(name) ? [] : [`${template} does not know ${name}`],
      ),
    ]);
    expect([...new Set(differences)]).toEqual([]);
  });
});
