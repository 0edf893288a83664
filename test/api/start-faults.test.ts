import { describe, expect, it } from 'vitest';
import { readStart } from '../../api/start-faults.ts';
import { openShelf } from '../../stores/playbook-shelf.ts';
import { startBody } from './apis.ts';

const shelf = await openShelf('playbooks');
const now = new Date().toISOString();
const architect = (over: object) => ({ 'the-architect': { name: 'A', email: 'a@x.example', roles: ['x'], ...over } });

function faultsOf(body: unknown): readonly { readonly field: string; readonly message: string }[] {
  const asked = readStart(shelf, body, now);
  return asked.ok ? [] : asked.faults;
}
const fieldsOf = (body: unknown): string[] => faultsOf(body).map(({ field }) => field);
const saidOf = (body: unknown, field: string): string | undefined =>
  faultsOf(body).find((fault) => fault.field === field)?.message;

describe('a start that is wrong', () => {
  it('is told every fault at once: of the form, the shelf, the calendar and the SOP', () => {
    const body = startBody({
      kickoffat: 'x',
      type: 'whole',
      version: '9.9.9',
      country: 'DE',
      region: 'XX',
      kickoffAt: '2020-01-02T10:00:00Z',
      methodology: 'guesswork',
      flags: { gdprApplies: 'yes', nosuch: true },
      people: { ada: { name: 'Ada', email: 'no address', roles: ['architect', 'astronaut'] } },
    });
    expect(fieldsOf(body)).toEqual(
      expect.arrayContaining([
        'kickoffat',
        'type',
        'version',
        'region',
        'kickoffAt',
        'methodology',
        'flags.gdprApplies',
        'flags',
        'people.ada.email',
        'people.ada.roles',
        'people',
      ]),
    );
  });

  it('is told what a time zone and quiet hours are, of all and of one', () => {
    const place = { timeZone: 'Mars/Olympus', quietHours: 'at night' };
    const body = startBody({ quietHours: '25:00-08:00', slackChannel: '#general', people: architect(place) });
    expect(fieldsOf(body)).toEqual(
      expect.arrayContaining([
        'quietHours',
        'slackChannel',
        'people.the-architect.timeZone',
        'people.the-architect.quietHours',
      ]),
    );
    expect(saidOf(body, 'quietHours')).toContain('quiet hours such as 18:00-08:00, or none');
  });

  it('is told of a playbook that is not there beside its other faults', () => {
    const body = startBody({ playbook: 'nowhere', type: 'whole', country: 'ZZ' });
    expect(fieldsOf(body)).toEqual(['type', 'playbook', 'country']);
    expect(saidOf(body, 'playbook')).toContain('There are: event-operations-platform');
    expect(saidOf(startBody({ version: '9.9.9' }), 'version')).toBe(
      'There is no version 9.9.9 of event-operations-platform. There are: 1.0.0.',
    );
  });

  it('is refused for a region that is none, and for one without a country', () => {
    expect(fieldsOf(startBody({ country: 'DE', region: 'BE' }))).toEqual([]);
    expect(saidOf(startBody({ country: 'DE', region: 'be' }), 'region')).toContain('Its regions: BB, BE, BW');
    expect(fieldsOf(startBody({ region: 'BE' }))).toEqual(['region']);
  });

  it('is not told what only follows from a field that cannot be read', () => {
    expect(fieldsOf(startBody({ kickoffAt: 'soon' }))).toEqual(['kickoffAt']);
    expect(fieldsOf(startBody({ timeZone: 'Mars/Phobos' }))).toEqual(['timeZone']);
    expect(fieldsOf(startBody({ timeZone: 'Mars/Phobos', kickoffAt: '2020-01-02T10:00:00Z' }))).toEqual([
      'timeZone',
      'kickoffAt',
    ]);
    expect(fieldsOf(startBody({ people: 'all of us' }))).toEqual(['people']);
    expect(fieldsOf(startBody({ people: architect({ roles: 'architect' }) }))).toEqual(['people.the-architect.roles']);
    // Without a type, it is told what either type needs.
    expect(fieldsOf(startBody({ type: undefined, people: {} }))).toEqual(expect.arrayContaining(['type', 'people']));
  });

  it.each(['.', '..', '-x', '_x', 'constructor', 'a/b', 'x'.repeat(121)])('cannot be called %j', (id) => {
    expect(fieldsOf(startBody({ engagement: id }))).toEqual(['engagement']);
    const people = {
      ...architect({ roles: ['architect'] }),
      [id]: { name: 'X', email: 'x@x.example', roles: ['sme'] },
    };
    expect(fieldsOf(startBody({ people }))).toContain(`people.${id}`);
  });

  it('is told of a name that JavaScript would lose', () => {
    const body: unknown = JSON.parse(
      JSON.stringify(startBody({ flags: { x: true } })).replace('"x":true', '"__proto__":true'),
    );
    expect(fieldsOf(body)).toEqual(['flags.__proto__']);
    const people: unknown = JSON.parse(JSON.stringify(startBody()).replace('"the-architect":', '"__proto__":'));
    expect(fieldsOf(people)).toContain('people.__proto__');
  });

  it.each(['', '   ', '\u200B\u200D', '\u3164', '\u2800\u00AD', 'Acme\nBcc: x', 'x'.repeat(121)])(
    'is not for a customer that is called %j',
    (customer) => {
      expect(fieldsOf(startBody({ customer }))).toEqual(['customer']);
    },
  );

  it('says what is expected in our own words', () => {
    expect(faultsOf(undefined)).toEqual([{ field: 'body', message: 'Missing. Expected an object with fields.' }]);
    expect(faultsOf([])).toEqual([{ field: 'body', message: 'Expected an object with fields; found [].' }]);
    expect(saidOf(startBody({ customer: '' }), 'customer')).toBe('Expected a text of 1 to 120 characters; found "".');
    expect(saidOf(startBody({ customer: 3 }), 'customer')).toBe('Expected a text; found 3.');
    expect(saidOf(startBody({ type: 'x' }), 'type')).toBe('Expected one of single, dedicated; found "x".');
    expect(saidOf(startBody({ timeZone: undefined }), 'timeZone')).toBe('Missing. Expected a text.');
    expect(saidOf(startBody({ people: { 'a b': {} } }), 'people.a b')).toMatch(/^Expected an id .*; found "a b"\.$/);
    expect(saidOf(startBody({ people: architect({ roles: [] }) }), 'people.the-architect.roles')).toBe(
      'Expected a list of 1 or more entries; found [].',
    );
    expect(saidOf(startBody({ kickoffat: 1 }), 'kickoffat')).toBe('There is no such field. Is it misspelt?');
  });
});

describe('a start that is right', () => {
  it('has the holidays of its country for twelve years, and those that are given', () => {
    const asked = readStart(shelf, startBody({ country: 'DE', region: 'BE', holidays: ['2027-12-24'] }), now);
    const holidays = asked.ok ? asked.holidays : [];
    const year = Number(now.slice(0, 4));
    expect(holidays).toContain('2027-12-24');
    expect(holidays).toContain(`${year + 11}-01-01`);
    expect(holidays).toContain(`${year + 11}-03-08`);
  });
});
