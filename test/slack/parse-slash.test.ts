import { describe, expect, it } from 'vitest';
import { numberIn, parseSlash } from '../../api/slack/parse-slash.ts';

describe('what is typed behind /engagement', () => {
  it.each([
    ['', { kind: 'help' }],
    ['help', { kind: 'help' }],
    ['  LIST ', { kind: 'list', page: 1 }],
    ['list 3', { kind: 'list', page: 3 }],
    ['show acme', { kind: 'show', engagement: 'acme' }],
    ['why  acme', { kind: 'why', engagement: 'acme' }],
    ['golive acme 2027-02-23', { kind: 'golive', engagement: 'acme', on: '2027-02-23' }],
    ['checkin acme 2028-02-29', { kind: 'checkin', engagement: 'acme', on: '2028-02-29' }],
    ['issue acme The sync  is\nslow', { kind: 'issue', engagement: 'acme', text: 'The sync  is\nslow' }],
    ['hold acme no budget', { kind: 'hold', engagement: 'acme', text: 'no budget' }],
    ['resume acme budget', { kind: 'resume', engagement: 'acme', text: 'budget' }],
    [
      'reading acme sync-error-rate -1.5',
      { kind: 'reading', engagement: 'acme', metric: 'sync-error-rate', value: -1.5 },
    ],
  ])('%j is understood', (text, expected) => {
    expect(parseSlash(text)).toEqual(expected);
  });

  it.each([
    ['shwo acme', 'There is no "shwo". Did you mean "show"?'],
    ['dance', 'There is no "dance". /engagement help'],
    ['show', 'Which engagement? It is written /engagement show ID.'],
    ['show acme now', '"now" is too much: it is written /engagement show ID.'],
    ['hours acme now', '"now" is too much: it is written /engagement hours [ID].'],
    ['golive acme', 'On which date? It is written /engagement golive ID DATE'],
    ['golive acme 23.02.2027', '"23.02.2027" is no date. A date is written as 2027-02-23'],
    ['golive acme 2027-02-29', '"2027-02-29" is no date.'],
    ['golive acme 2027-02-23 09:00', '"09:00" is too much'],
    ['issue acme', 'What is wrong? It is written /engagement issue ID TEXT.'],
    ['hold acme  ', 'Why? It is written /engagement hold ID REASON.'],
    ['reading acme', 'Which metric, and which value?'],
    ['reading acme uptime 99,5', '"99,5" is no number. A number is written as 12.5'],
    ['reading acme uptime 99.5 %', '"%" is too much'],
    ['list zwei', 'It is written /engagement list'],
  ])('%j is answered with how it is written', (text, words) => {
    expect(parseSlash(text)).toEqual({ kind: 'unclear', message: expect.stringContaining(words) });
  });

  it.each(['', ' ', '1,5', '1.234,5', '1e3', '0x10', 'NaN', 'Infinity', '12.', '.5', '1 2', '１２', '9'.repeat(16)])(
    'takes %j for no number',
    (text) => {
      expect(numberIn(text)).toBeUndefined();
    },
  );
});
