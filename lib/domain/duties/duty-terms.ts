import { isApproved } from '../worktime/calendar-days.ts';
import type { Calendar, Schedule } from '../worktime/model.ts';
import { type Worktime, worktimeOf } from '../worktime/stretches.ts';
import { clockOf, dateOfDay, dayOf, dayOfDate, weekdayIndexOf } from '../worktime/zone.ts';

type Shift = 'previous' | 'next';

/** When a periodic duty of a regulation falls due: the part of it that time depends on. */
export interface DutyTiming {
  every: 'week' | 'month' | 'rolling6months';
  due: {
    /** Monday is 1. */
    weekday?: number;
    dayOfMonth?: number;
    /** Is the day named itself still in time? */
    inclusive?: boolean;
    shift: Shift;
    grace?: { dayOfMonth?: number; shift?: Shift; sixMonths?: 'exact' };
  };
}

/** One time that a duty falls due. */
export interface DutyTerm {
  /** What is reported of: from this moment on, until before that one. */
  periodFromAt: number;
  periodToAt: number;
  dueAt: number;
  /** Not earlier than `dueAt`; only after it is the duty late. */
  graceUntilAt: number;
  /** False when the calendar of a year it touches is not approved. */
  approved: boolean;
}

/** A search for a working day ends here: no schedule of an office rests so long. */
const LONGEST_REST_DAYS = 60;
const WEEK_DAYS = 7;

/** The due moments of a weekly or monthly duty later than `afterAt`, in order, for as long as they are asked for (G11, G13). */
export function* dutyTerms(duty: DutyTiming, afterAt: number, schedule: Schedule, calendar: Calendar): Generator<DutyTerm> {
  const worktime = worktimeOf(schedule, calendar);
  const today = dayOf(afterAt, worktime.zone);
  const termOf = duty.every === 'week' ? weeklyTerm : monthlyTerm;
  // One turn back, at least: the last one before `afterAt` says where the period begins, and holidays may have skipped some.
  let last = afterAt;
  let skipped = 0;
  for (let turn = duty.every === 'week' ? -8 : -2; skipped < LONGEST_REST_DAYS; turn++) {
    const term = termOf(duty.due, today, turn, worktime);
    skipped = term ? 0 : skipped + 1;
    if (!term) continue;
    const { dueAt } = term;
    if (dueAt > afterAt) yield duty.every === 'week' ? { ...term, periodFromAt: last, periodToAt: dueAt } : term;
    last = dueAt;
  }
}

/** The next due moment of a duty owed within six months of the last time, whenever that was (O16). */
export function rollingTerm({ due }: DutyTiming, lastAt: number, schedule: Schedule, calendar: Calendar): DutyTerm {
  const worktime = worktimeOf(schedule, calendar);
  const { year, month, dayOfMonth } = dateOfDay(dayOf(lastAt, worktime.zone));
  const exactDay = dayOfMonthIn(year, month + 6, dayOfMonth);
  const dueAt = closeOf(workdayFrom(exactDay, due.shift, worktime) ?? exactDay, worktime);
  const graceUntilAt = due.grace?.sixMonths === 'exact' ? Math.max(dueAt, lastMomentOf(exactDay, worktime)) : dueAt;
  return { periodFromAt: lastAt, periodToAt: dueAt, dueAt, graceUntilAt, approved: isKnown([exactDay], dueAt, worktime) };
}

/** The last moment of the calendar day of `at`: what is due «the same day» may be done until midnight, whatever the office hours. */
export function endOfSameDay(at: number, schedule: Schedule, calendar: Calendar): number {
  const worktime = worktimeOf(schedule, calendar);
  return lastMomentOf(dayOf(at, worktime.zone), worktime);
}

/** Null when the whole week up to the day is off: then the week has no report (G13). */
function weeklyTerm(due: DutyTiming['due'], today: number, turn: number, worktime: Worktime): DutyTerm | null {
  const monday = today - weekdayIndexOf(today) + turn * WEEK_DAYS;
  const named = monday + (due.weekday ?? 5) - 1;
  const day = workdayFrom(named, due.shift, worktime);
  if (day === null || day < monday) return null;
  const dueAt = closeOf(day, worktime);
  return { periodFromAt: dueAt, periodToAt: dueAt, dueAt, graceUntilAt: dueAt, approved: isKnown([named], dueAt, worktime) };
}

function monthlyTerm(due: DutyTiming['due'], today: number, turn: number, worktime: Worktime): DutyTerm {
  const { year, month } = dateOfDay(today);
  const firstDay = dayOfMonthIn(year, month + turn, 1);
  const named = dayOfMonthIn(year, month + turn, due.dayOfMonth ?? 1);
  const strictDay = workdayFrom(due.inclusive ? named : named - 1, due.shift, worktime);
  const nextDay = workdayFrom(named, 'next', worktime) ?? named;
  // A report is never due before its month is over: then the day after the holidays is the due one.
  const dueAt = closeOf(strictDay === null || strictDay < firstDay ? nextDay : strictDay, worktime);
  const grace = due.grace?.dayOfMonth;
  const graceDay = grace && workdayFrom(dayOfMonthIn(year, month + turn, grace), due.grace?.shift ?? 'next', worktime);
  return {
    periodFromAt: clockOf(dayOfMonthIn(year, month + turn - 1, 1), worktime.zone)(0),
    periodToAt: clockOf(firstDay, worktime.zone)(0),
    dueAt,
    graceUntilAt: graceDay ? Math.max(dueAt, closeOf(graceDay, worktime)) : dueAt,
    approved: isKnown([firstDay - 1, graceDay ?? named, named], dueAt, worktime),
  };
}

/** The first working day from `day` on, that day included, in one direction. */
function workdayFrom(day: number, shift: Shift, { workdayOf }: Worktime): number | null {
  const step = shift === 'previous' ? -1 : 1;
  for (let tried = 0; tried < LONGEST_REST_DAYS; tried++) {
    if (workdayOf(day + tried * step).openings.length > 0) return day + tried * step;
  }
  return null;
}

function closeOf(day: number, worktime: Worktime): number {
  return worktime.workdayOf(day).openings.at(-1)?.toAt ?? lastMomentOf(day, worktime);
}

function lastMomentOf(day: number, { zone }: Worktime): number {
  return clockOf(day + 1, zone)(0) - 1;
}

/** The day of a month counted from the year's first, over its end too; the month's last where it has no such day. */
function dayOfMonthIn(year: number, month: number, dayOfMonth: number): number {
  return Math.min(dayOfDate(year, month, dayOfMonth), dayOfDate(year, month + 1, 1) - 1);
}

function isKnown(days: number[], dueAt: number, { zone, calendar }: Worktime): boolean {
  const all = [...days, dayOf(dueAt, zone)];
  return isApproved(Math.min(...all), Math.max(...all), calendar);
}
