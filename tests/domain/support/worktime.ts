import { readFileSync } from 'node:fs';
import type { Calendar, Interval, Schedule } from '../../../lib/domain/worktime/model.ts';
import { parseCalendar } from '../../../lib/protocol/calendar.ts';

const YEARS = [2020, 2021, 2022, 2023, 2024, 2025, 2026];

export const calendar: Calendar = parseCalendar(
  YEARS.map((year) => readFileSync(new URL(`../../../calendars/${year}.json`, import.meta.url), 'utf8')),
);

export function scheduleWith(week: Partial<Schedule['week']>, zone = 'Asia/Yekaterinburg', shortDayMinusMinutes = 60): Schedule {
  return { zone, shortDayMinusMinutes, week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [], ...week } };
}

const full: Interval[] = [
  ['08:00', '12:00'],
  ['13:00', '17:00'],
];
const friday: Interval[] = [
  ['08:00', '12:00'],
  ['13:00', '16:00'],
];

/** 08:00–17:00, Friday to 16:00, lunch 12–13, +05. */
export const office = scheduleWith({ mon: full, tue: full, wed: full, thu: full, fri: friday });

/** `2023-03-14 10:52` at +05. */
export function at(local: string): number {
  return Date.parse(`${local.replace(' ', 'T')}${local.length > 16 ? '' : ':00'}+05:00`);
}

/** The instant as the office's wall clock shows it. */
export function local(instant: number): string {
  return new Date(instant + 5 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
