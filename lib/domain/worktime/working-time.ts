import type { Calendar, OutOfHours, Schedule, WorktimeAnswer } from './model.ts';
import { isApproved, localDayOf, type Opening, workdayOf } from './workdays.ts';

const MINUTE = 60_000;
/** A schedule without any working time in so many days is an error of its maker, not a deadline. */
const LONGEST_BREAK_DAYS = 400;

/** The earliest instant by which `minutes` working minutes have passed since `at` (C2–C4; C11 for `nextWorkingDay`). Seconds are kept. */
export function addWorkingMinutes(
  at: number,
  minutes: number,
  schedule: Schedule,
  calendar: Calendar,
  outOfHours: OutOfHours = 'nextOpening',
): WorktimeAnswer {
  requireLength(minutes);
  const startAt = countingStart(at, schedule, calendar, outOfHours);
  let left = minutes * MINUTE;
  for (const opening of openingsFrom(startAt, schedule, calendar)) {
    const fromAt = Math.max(startAt, opening.fromAt);
    if (opening.toAt < startAt) continue;
    if (opening.toAt - fromAt >= left) return answer(at, fromAt + left, schedule, calendar);
    left -= opening.toAt - fromAt;
  }
  throw noWorkingTime(schedule);
}

/** The latest instant that still leaves `minutes` working minutes before `at` (C5, C6). */
export function subtractWorkingMinutes(at: number, minutes: number, schedule: Schedule, calendar: Calendar): WorktimeAnswer {
  requireLength(minutes);
  let left = minutes * MINUTE;
  for (const opening of openingsBefore(at, schedule, calendar)) {
    const toAt = Math.min(at, opening.toAt);
    if (opening.fromAt > at) continue;
    if (toAt - opening.fromAt >= left) return answer(toAt - left, at, schedule, calendar, toAt - left);
    left -= toAt - opening.fromAt;
  }
  throw noWorkingTime(schedule);
}

/** The close of the `days`-th working day after the day of `at`, which is not counted itself (C7, C8). */
export function addWorkingDays(at: number, days: number, schedule: Schedule, calendar: Calendar): WorktimeAnswer {
  requireLength(days);
  const firstDay = localDayOf(at, schedule);
  let left = days;
  let idle = 0;
  for (let day = days === 0 ? firstDay : firstDay + 1; idle < LONGEST_BREAK_DAYS; day++) {
    const close = workdayOf(day, schedule, calendar).openings.at(-1)?.toAt;
    if (close === undefined) {
      idle++;
      continue;
    }
    idle = 0;
    if (days === 0 ? close >= at : --left <= 0) return answer(at, close, schedule, calendar);
  }
  throw noWorkingTime(schedule);
}

/** Minutes of the plain calendar, night and holidays alike, forward or back (the reading of A2 that is not chosen). */
export function addCalendarMinutes(at: number, minutes: number, schedule: Schedule, calendar: Calendar): WorktimeAnswer {
  const endAt = at + minutes * MINUTE;
  return { at: endAt, approved: isApproved(at, endAt, schedule, calendar) };
}

/** The moment from which a limit in minutes is counted: `at` itself, or by C11 the opening of the next working day. */
export function countingStart(at: number, schedule: Schedule, calendar: Calendar, outOfHours: OutOfHours): number {
  return outOfHours === 'nextWorkingDay' ? startOnNextWorkingDay(at, schedule, calendar) : at;
}

/** Working minutes from one instant to the other, exact to the millisecond, negative when `toAt` is the earlier. */
export function workingMinutesBetween(fromAt: number, toAt: number, schedule: Schedule, calendar: Calendar): number {
  if (toAt < fromAt) return -workingMinutesBetween(toAt, fromAt, schedule, calendar);
  let sum = 0;
  const lastDay = localDayOf(toAt, schedule);
  for (let day = localDayOf(fromAt, schedule); day <= lastDay; day++) {
    for (const opening of workdayOf(day, schedule, calendar).openings) {
      sum += Math.max(0, Math.min(toAt, opening.toAt) - Math.max(fromAt, opening.fromAt));
    }
  }
  return sum / MINUTE;
}

/** C1: working time is half-open, the moment of closing is outside it. */
export function isWorkingTime(at: number, schedule: Schedule, calendar: Calendar): boolean {
  return workdayOf(localDayOf(at, schedule), schedule, calendar).openings.some((o) => o.fromAt <= at && at < o.toAt);
}

/** `at` itself in working time, else the next opening (epoch ms). */
export function nextOpening(at: number, schedule: Schedule, calendar: Calendar): WorktimeAnswer {
  for (const opening of openingsFrom(at, schedule, calendar)) {
    if (opening.toAt > at) return answer(at, Math.max(at, opening.fromAt), schedule, calendar);
  }
  throw noWorkingTime(schedule);
}

/** False from the close of a working day to its next opening and on days off; the lunch break of a working day is within hours (O4). */
function isWithinHours(at: number, schedule: Schedule, calendar: Calendar): boolean {
  const { openings } = workdayOf(localDayOf(at, schedule), schedule, calendar);
  const first = openings[0];
  const last = openings.at(-1);
  return first !== undefined && last !== undefined && first.fromAt <= at && at < last.toAt;
}

/** C11: out of hours counts from the opening of the next working day, even when today's opening is still ahead. */
function startOnNextWorkingDay(at: number, schedule: Schedule, calendar: Calendar): number {
  if (isWithinHours(at, schedule, calendar)) return at;
  const today = localDayOf(at, schedule);
  for (const opening of openingsFrom(at, schedule, calendar)) {
    if (localDayOf(opening.fromAt, schedule) > today) return opening.fromAt;
  }
  throw noWorkingTime(schedule);
}

function* openingsFrom(at: number, schedule: Schedule, calendar: Calendar): Generator<Opening> {
  let idle = 0;
  for (let day = localDayOf(at, schedule); idle < LONGEST_BREAK_DAYS; day++) {
    const { openings } = workdayOf(day, schedule, calendar);
    idle = openings.length > 0 ? 0 : idle + 1;
    yield* openings;
  }
}

function* openingsBefore(at: number, schedule: Schedule, calendar: Calendar): Generator<Opening> {
  let idle = 0;
  for (let day = localDayOf(at, schedule); idle < LONGEST_BREAK_DAYS; day--) {
    const { openings } = workdayOf(day, schedule, calendar);
    idle = openings.length > 0 ? 0 : idle + 1;
    yield* openings.toReversed();
  }
}

function answer(fromAt: number, toAt: number, schedule: Schedule, calendar: Calendar, at = toAt): WorktimeAnswer {
  return { at, approved: isApproved(fromAt, toAt, schedule, calendar) };
}

function requireLength(amount: number): void {
  if (!Number.isFinite(amount) || amount < 0) throw new RangeError(`working time cannot be counted by ${amount}`);
}

function noWorkingTime(schedule: Schedule): RangeError {
  return new RangeError(`the schedule of ${schedule.zone} has no working time in ${LONGEST_BREAK_DAYS} days`);
}
