import Holidays from 'date-holidays';
import type { FieldFault } from '../src/engagement/rejection.ts';

/** An engagement lives for years, with its check-ins and its next projects. */
const years = 12;

/** The countries of which holidays are known. */
export const countries = (): { readonly code: string; readonly name: string }[] =>
  Object.entries(new Holidays().getCountries('en')).map(([code, name]) => ({ code, name }));

/** What is wrong with a country or its region, as far as holidays go; nothing, when none is named. */
export function holidayFaults(country: string | undefined, region: string | undefined): FieldFault[] {
  if (country === undefined)
    return region === undefined
      ? []
      : [{ field: 'region', message: 'A region is one of a country: give "country" too, or leave it out.' }];
  const calendar = new Holidays();
  if (!Object.hasOwn(calendar.getCountries(), country))
    return [
      {
        field: 'country',
        message: `There are no holidays for "${country}". Leave it out, and give them as "holidays".`,
      },
    ];
  const regions = Object.keys(calendar.getStates(country) ?? {});
  if (region === undefined || regions.includes(region)) return [];
  const known = regions.length === 0 ? 'It has none that are known' : `Its regions: ${regions.join(', ')}`;
  return [
    {
      field: 'region',
      message: `There is no region "${region}" of ${country}. ${known}. Leave it out for the holidays of the whole country.`,
    },
  ];
}

/** The public holidays of a known country for as long as an engagement may well last, as dates. They travel with the engagement as data. */
export function publicHolidays(country: string, region: string | undefined, fromYear: number): string[] {
  const calendar = new Holidays();
  calendar.init(country, region ?? '');
  return Array.from({ length: years }, (_, index) => calendar.getHolidays(fromYear + index))
    .flat()
    .filter(({ type }) => type === 'public')
    .map(({ date }) => date.slice(0, 10));
}
