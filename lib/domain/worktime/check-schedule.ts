import { type Interval, type Schedule, WEEKDAYS } from './model.ts';
import { isZone } from './zone.ts';

/** What makes a schedule impossible to count by; `day` is a weekday or the date of an exception. */
export type ScheduleProblem =
  | { code: 'unknownZone'; zone: string }
  | { code: 'emptyWeek' }
  | { code: 'notTime'; day: string; time: string }
  | { code: 'endNotAfterStart'; day: string; interval: Interval }
  | { code: 'overlap'; day: string; intervals: [Interval, Interval] }
  | { code: 'shortDay'; minutes: number }
  | { code: 'notDate'; on: string }
  | { code: 'dateTwice'; on: string };

const DAY_MINUTES = 24 * 60;
/** `24:00` is the end of a day and nothing else: without it the last minute of a round-the-clock day could not be worked. */
const END_OF_DAY = '24:00';
const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** Everything that is wrong with a schedule; none when working time can be counted by it. */
export function checkSchedule(schedule: Schedule): ScheduleProblem[] {
  const { zone, week, shortDayMinusMinutes, exceptions = [] } = schedule;
  const problems: ScheduleProblem[] = isZone(zone) ? [] : [{ code: 'unknownZone', zone }];
  if (!Number.isInteger(shortDayMinusMinutes) || shortDayMinusMinutes < 0 || shortDayMinusMinutes > DAY_MINUTES) {
    problems.push({ code: 'shortDay', minutes: shortDayMinusMinutes });
  }
  for (const day of WEEKDAYS) problems.push(...checkIntervals(day, week[day]));
  for (const [index, { on, intervals }] of exceptions.entries()) {
    if (!isDate(on)) problems.push({ code: 'notDate', on });
    else if (exceptions.findIndex((other) => other.on === on) < index) problems.push({ code: 'dateTwice', on });
    problems.push(...checkIntervals(on, intervals));
  }
  if (WEEKDAYS.every((day) => week[day].length === 0)) problems.push({ code: 'emptyWeek' });
  return problems;
}

function checkIntervals(day: string, intervals: Interval[]): ScheduleProblem[] {
  const problems: ScheduleProblem[] = [];
  for (const interval of intervals) {
    const [open, close] = interval;
    const times = [open, close].filter((time, index) => !CLOCK.test(time) && !(index === 1 && time === END_OF_DAY));
    problems.push(...times.map((time) => ({ code: 'notTime', day, time }) as const));
    if (times.length === 0 && close <= open) problems.push({ code: 'endNotAfterStart', day, interval });
  }
  if (problems.length > 0) return problems;
  const sorted = intervals.toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [index, next] of sorted.entries()) {
    const before = sorted[index - 1];
    if (before && next[0] < before[1]) problems.push({ code: 'overlap', day, intervals: [before, next] });
  }
  return problems;
}

function isDate(on: string): boolean {
  const at = Date.parse(`${on}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(on) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(on);
}
