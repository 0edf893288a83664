import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  businessDayFrom,
  businessDaysAfter,
  dateInWords,
  dateOf,
  daysAfter,
  daysBetween,
  instantOf,
  isBusinessDay,
  isDate,
  isInstant,
  isTimeZone,
  laterBy,
  mondayOf,
  monthsBetween,
  morningOf,
  msBetween,
} from '../../src/calendar/calendar.ts';

const berlin = { timeZone: 'Europe/Berlin', holidays: ['2027-01-01', '2027-05-06'] };
const auckland = { timeZone: 'Pacific/Auckland', holidays: [] };

describe('business days', () => {
  it('leave out weekends and holidays', () => {
    // 31 December is a Thursday, 1 January a holiday, then comes a weekend.
    expect(businessDaysAfter('2026-12-31T10:00:00.000Z', 1, berlin)).toBe('2027-01-04T08:00:00.000Z');
    expect(isBusinessDay('2027-01-02', berlin)).toBe(false);
    expect(isBusinessDay('2027-05-06', berlin)).toBe(false);
    expect(isBusinessDay('2027-05-07', berlin)).toBe(true);
  });

  it('count backwards as well: the day before a Monday is a Friday', () => {
    expect(businessDaysAfter('2027-01-11T14:00:00.000Z', -1, berlin)).toBe('2027-01-08T08:00:00.000Z');
  });

  it('are the day itself when nothing is added, even on a weekend', () => {
    expect(businessDaysAfter('2027-01-09T14:00:00.000Z', 0, berlin)).toBe('2027-01-09T08:00:00.000Z');
  });

  it('move a date that falls on a weekend or a holiday to the next day on which people work', () => {
    expect(businessDayFrom('2027-01-01', berlin)).toBe('2027-01-04');
    expect(businessDayFrom('2027-01-04', berlin)).toBe('2027-01-04');
  });

  it('are days where the people are: late on Thursday in UTC is Friday in Auckland', () => {
    expect(dateOf('2027-03-04T20:00:00.000Z', auckland)).toBe('2027-03-05');
    expect(businessDaysAfter('2027-03-04T20:00:00.000Z', 1, auckland)).toBe('2027-03-07T20:00:00.000Z');
  });
});

describe('days and months', () => {
  it('keep nine in the morning at nine when the clocks change', () => {
    expect(morningOf('2027-03-27', berlin)).toBe('2027-03-27T08:00:00.000Z');
    expect(morningOf('2027-03-28', berlin)).toBe('2027-03-28T07:00:00.000Z');
    expect(daysAfter('2027-03-20T08:00:00.000Z', 14, berlin)).toBe('2027-04-03T07:00:00.000Z');
    expect(daysAfter('2027-10-30T07:00:00.000Z', 1, berlin)).toBe('2027-10-31T08:00:00.000Z');
  });

  it('take the last day of a month that lacks the day', () => {
    expect(addMonths('2027-01-31', 1)).toBe('2027-02-28');
    expect(addMonths('2028-01-31', 1)).toBe('2028-02-29');
    expect(addMonths('2028-02-29', 12)).toBe('2029-02-28');
    expect(addMonths('2027-11-30', 3)).toBe('2028-02-29');
    expect(addMonths('2027-08-31', 3)).toBe('2027-11-30');
    expect(addMonths('2027-03-31', -1)).toBe('2027-02-28');
  });

  it('go over the ends of years, and over a leap day', () => {
    expect(addDays('2027-12-31', 1)).toBe('2028-01-01');
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
    expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
    expect(addMonths('2027-12-15', 1)).toBe('2028-01-15');
    expect(monthsBetween('2027-11-30', '2028-02-01')).toBe(3);
  });

  it('begin their weeks on Monday', () => {
    expect(mondayOf('2027-01-10')).toBe('2027-01-04');
    expect(mondayOf('2027-01-11')).toBe('2027-01-11');
    expect(mondayOf('1970-01-01')).toBe('1969-12-29');
  });

  it('are written with their weekday', () => {
    expect(dateInWords('2027-02-23')).toBe('Tue 23 Feb 2027');
    expect(dateInWords('2028-12-31')).toBe('Sun 31 Dec 2028');
  });

  it('are reckoned the same after thousands of others were', () => {
    const calendar = { timeZone: 'Europe/Berlin', holidays: [] };
    const first = morningOf('2027-07-01', calendar);
    for (let day = 0; day < 5001; day += 1) morningOf(addDays('2030-01-01', day), calendar);
    expect(morningOf('2027-07-01', calendar)).toBe(first);
  });
});

describe('what people send as a time', () => {
  it('is a date only when the calendar has it', () => {
    expect(isDate('2028-02-29')).toBe(true);
    for (const wrong of ['2027-02-29', '2027-13-01', '27-01-01', '2027-1-1', 'tomorrow', '1969-12-31', '9999-12-31'])
      expect(isDate(wrong)).toBe(false);
  });

  it('is an instant only with an offset, and of these centuries', () => {
    expect(isInstant('2027-02-23T09:00:00+01:00')).toBe(true);
    for (const wrong of ['2027-02-23T09:00:00', '2027-02-23', '+010000-01-01T00:00:00Z', '1960-01-01T00:00:00Z', ''])
      expect(isInstant(wrong)).toBe(false);
  });

  it('is written in UTC with milliseconds, so that it compares as text', () => {
    expect(instantOf('2027-02-23T09:00:00+01:00')).toBe('2027-02-23T08:00:00.000Z');
    expect(laterBy('2027-02-23T08:00:00.000Z', 1500)).toBe('2027-02-23T08:00:01.500Z');
    expect(msBetween('2027-02-23T08:00:00.000Z', '2027-02-23T08:00:01.500Z')).toBe(1500);
  });

  it('knows time zones from words', () => {
    expect(isTimeZone('America/New_York')).toBe(true);
    expect(isTimeZone('Middle/Earth')).toBe(false);
  });
});
