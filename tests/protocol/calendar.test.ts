import { describe, expect, test } from 'vitest';
import { workingMinutesBetween } from '../../lib/domain/worktime/working-time.ts';
import { parseCalendar } from '../../lib/protocol/calendar.ts';
import { calendar, scheduleWith } from '../domain/support/worktime.ts';

const year = { year: 2027, daysOff: [{ on: '2027-01-01', reason: 'holiday' }], movedWorkdays: [], shortDays: ['2027-12-31'] };

describe('production calendars', () => {
  test.each([
    [2020, 1979],
    [2021, 1972],
    [2022, 1973],
    [2023, 1973],
    [2024, 1979],
    [2025, 1972],
    [2026, 1972],
  ])('give the published hours of a 40-hour week in %i: %i', (of, hours) => {
    const eight: [string, string][] = [['09:00', '17:00']];
    const week = scheduleWith({ mon: eight, tue: eight, wed: eight, thu: eight, fri: eight }, 'UTC');

    expect(workingMinutesBetween(Date.UTC(of, 0, 1), Date.UTC(of + 1, 0, 1), week, calendar) / 60).toBe(hours);
  });

  test('come in order of year, whatever the order of the files', () => {
    expect(
      parseCalendar([JSON.stringify({ ...year, year: 2028, daysOff: [], shortDays: [] }), JSON.stringify(year)]).map(
        (one) => one.year,
      ),
    ).toEqual([2027, 2028]);
  });

  test.each([
    ['a day of another year', { ...year, shortDays: ['2026-12-31'] }],
    ['a day that does not exist', { ...year, shortDays: ['2027-02-30'] }],
    ['a day off that is worked', { ...year, movedWorkdays: [{ on: '2027-01-01', follows: 'mon' }] }],
    ['an unknown field', { ...year, holidays: [] }],
  ])('with %s are refused', (_, broken) => {
    expect(() => parseCalendar([JSON.stringify(broken)])).toThrow();
  });
});
