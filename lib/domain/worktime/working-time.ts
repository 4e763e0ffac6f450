import type { Calendar, OutOfHours, Schedule, WorktimeAnswer } from './model.ts';
import {
  answerAt,
  earliestWith,
  firstWhere,
  latestWith,
  noWorkingTime,
  type Stretch,
  stretchAt,
  stretchesFrom,
  stretchIndexOf,
  type Worktime,
  workedBefore,
  worktimeOf,
} from './stretches.ts';
import { dayOf } from './zone.ts';

const MINUTE = 60_000;

/** The earliest instant by which `minutes` working minutes have passed since `at` (C2–C4; C11 for `nextWorkingDay`). Seconds are kept. */
export function addWorkingMinutes(
  at: number,
  minutes: number,
  schedule: Schedule,
  calendar: Calendar,
  outOfHours: OutOfHours = 'nextOpening',
): WorktimeAnswer {
  requireLength(minutes);
  const worktime = worktimeOf(schedule, calendar);
  const startAt = outOfHours === 'nextWorkingDay' ? startOnNextWorkingDay(at, worktime) : at;
  const endAt = minutes === 0 ? selfOrOpening(startAt, worktime) : endAfter(startAt, minutes * MINUTE, worktime);
  return answerAt(endAt, at, endAt, worktime);
}

/** The latest instant that still leaves `minutes` working minutes before `at` (C5, C6). */
export function subtractWorkingMinutes(at: number, minutes: number, schedule: Schedule, calendar: Calendar): WorktimeAnswer {
  requireLength(minutes);
  const worktime = worktimeOf(schedule, calendar);
  const startAt = minutes === 0 ? selfOrClose(at, worktime) : startBefore(at, minutes * MINUTE, worktime);
  return answerAt(startAt, startAt, at, worktime);
}

/** The close of the `days`-th working day after the day of `at`, which is not counted itself (C7, C8). */
export function addWorkingDays(at: number, days: number, schedule: Schedule, calendar: Calendar): WorktimeAnswer {
  requireLength(days);
  const worktime = worktimeOf(schedule, calendar);
  const today = dayOf(at, worktime.zone);
  let left = Math.ceil(days);
  for (const { workdays, closesAt } of stretchesFrom(today, 1, worktime)) {
    const first =
      days > 0
        ? firstWhere(workdays, (day) => day > today)
        : Math.max(
            firstWhere(workdays, (day) => day >= today),
            firstWhere(closesAt, (closeAt) => closeAt >= at),
          );
    const closeAt = closesAt[first + Math.max(left, 1) - 1];
    if (closeAt !== undefined) return answerAt(closeAt, at, closeAt, worktime);
    left -= closesAt.length - first;
  }
  throw noWorkingTime(worktime);
}

/** Minutes of the plain calendar, night and holidays alike, forward or back (the reading of A2 that is not chosen). */
export function addCalendarMinutes(at: number, minutes: number, schedule: Schedule, calendar: Calendar): WorktimeAnswer {
  const endAt = at + minutes * MINUTE;
  return answerAt(endAt, Math.min(at, endAt), Math.max(at, endAt), worktimeOf(schedule, calendar));
}

/** Working minutes from one instant to the other, exact to the millisecond, negative when `toAt` is the earlier. */
export function workingMinutesBetween(fromAt: number, toAt: number, schedule: Schedule, calendar: Calendar): number {
  if (toAt < fromAt) return -workingMinutesBetween(toAt, fromAt, schedule, calendar);
  const worktime = worktimeOf(schedule, calendar);
  const first = stretchIndexOf(dayOf(fromAt, worktime.zone));
  const last = stretchIndexOf(dayOf(toAt, worktime.zone));
  let worked = workedBefore(toAt, stretchAt(last, worktime)) - workedBefore(fromAt, stretchAt(first, worktime));
  for (let index = first; index < last; index++) worked += stretchAt(index, worktime).workedMs;
  return worked / MINUTE;
}

/** C1: working time is half-open, the moment of closing is outside it. */
export function isWorkingTime(at: number, schedule: Schedule, calendar: Calendar): boolean {
  const worktime = worktimeOf(schedule, calendar);
  const { fromAt, toAt } = stretchAt(stretchIndexOf(dayOf(at, worktime.zone)), worktime);
  const opensAt = fromAt[firstWhere(toAt, (closeAt) => closeAt > at)];
  return opensAt !== undefined && opensAt <= at;
}

/** `at` itself in working time, else the next opening (epoch ms). */
export function nextOpening(at: number, schedule: Schedule, calendar: Calendar): WorktimeAnswer {
  const worktime = worktimeOf(schedule, calendar);
  const openAt = openAfter(at, worktime, ({ toAt }) => firstWhere(toAt, (closeAt) => closeAt > at));
  return answerAt(openAt, at, openAt, worktime);
}

/** The moment from which a limit in minutes is counted: `at` itself, or by C11 the opening of the next working day. */
export function countingStart(at: number, schedule: Schedule, calendar: Calendar, outOfHours: OutOfHours): number {
  return outOfHours === 'nextWorkingDay' ? startOnNextWorkingDay(at, worktimeOf(schedule, calendar)) : at;
}

function endAfter(at: number, lengthMs: number, worktime: Worktime): number {
  let left = lengthMs;
  for (const stretch of stretchesFrom(dayOf(at, worktime.zone), 1, worktime)) {
    const worked = workedBefore(at, stretch);
    if (stretch.workedMs - worked >= left) return earliestWith(worked + left, stretch);
    left -= stretch.workedMs - worked;
  }
  throw noWorkingTime(worktime);
}

function startBefore(at: number, lengthMs: number, worktime: Worktime): number {
  let left = lengthMs;
  for (const stretch of stretchesFrom(dayOf(at, worktime.zone), -1, worktime)) {
    const worked = workedBefore(at, stretch);
    if (worked >= left) return latestWith(worked - left, stretch);
    left -= worked;
  }
  throw noWorkingTime(worktime);
}

/** C4: `at` itself within an interval, its close included, else the next opening. */
function selfOrOpening(at: number, worktime: Worktime): number {
  return openAfter(at, worktime, ({ toAt }) => firstWhere(toAt, (closeAt) => closeAt >= at));
}

/** C6: `at` itself within an interval, its close included, else the close before. */
function selfOrClose(at: number, worktime: Worktime): number {
  for (const { fromAt, toAt } of stretchesFrom(dayOf(at, worktime.zone), -1, worktime)) {
    const closeAt = toAt[firstWhere(fromAt, (openAt) => openAt > at) - 1];
    if (closeAt !== undefined) return Math.min(at, closeAt);
  }
  throw noWorkingTime(worktime);
}

function openAfter(at: number, worktime: Worktime, find: (stretch: Stretch) => number): number {
  // The day before too: a day worked until midnight closes at the first moment of the next.
  for (const stretch of stretchesFrom(dayOf(at, worktime.zone) - 1, 1, worktime)) {
    const openAt = stretch.fromAt[find(stretch)];
    if (openAt !== undefined) return Math.max(at, openAt);
  }
  throw noWorkingTime(worktime);
}

/** C11: out of hours counts from the opening of the next working day, even when today's opening is still ahead; lunch is within hours (O4). */
function startOnNextWorkingDay(at: number, worktime: Worktime): number {
  const today = dayOf(at, worktime.zone);
  for (const { workdays, opensAt, closesAt } of stretchesFrom(today, 1, worktime)) {
    const index = firstWhere(workdays, (day) => day >= today);
    const [openAt, closeAt] = [opensAt[index], closesAt[index]];
    if (openAt === undefined || closeAt === undefined) continue;
    if (workdays[index] !== today) return openAt;
    if (openAt <= at && at < closeAt) return at;
    const nextAt = opensAt[index + 1];
    if (nextAt !== undefined) return nextAt;
  }
  throw noWorkingTime(worktime);
}

function requireLength(amount: number): void {
  if (!Number.isFinite(amount) || amount < 0) throw new RangeError(`working time cannot be counted by ${amount}`);
}
