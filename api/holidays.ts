import Holidays from 'date-holidays';
import { invalid } from './problem.ts';

const years = 6;

/** The public holidays of a country for as long as an engagement may well last, as dates. They travel with the engagement as data. */
export function publicHolidays(country: string, region: string | undefined, fromYear: number): string[] {
  const calendar = new Holidays();
  const isKnown =
    calendar.init(country, region ?? '') !== undefined && Object.keys(calendar.getCountries()).includes(country);
  if (!isKnown)
    throw invalid([
      {
        field: 'country',
        message: `There are no holidays for "${country}". Leave it out, and give them as "holidays".`,
      },
    ]);
  return Array.from({ length: years }, (_, index) => calendar.getHolidays(fromYear + index))
    .flat()
    .filter(({ type }) => type === 'public')
    .map(({ date }) => date.slice(0, 10));
}
