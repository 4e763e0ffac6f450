import { isApproved } from './calendar-days.ts';
import type { Calendar, Schedule, WorktimeAnswer } from './model.ts';
import { makeTimetable, type Timetable } from './workdays.ts';
import { dayOf } from './zone.ts';

/**
 * Two weeks and a bit of working time, added up: a limit of any length is found by a look at the sums, not by walking its days.
 * Openings and working days are parallel lists in order of time.
 */
export interface Stretch {
  fromAt: number[];
  toAt: number[];
  /** Working time (ms) from the beginning of the stretch to the close of each opening. */
  workedBy: number[];
  workedMs: number;
  workdays: number[];
  opensAt: number[];
  closesAt: number[];
}

/** All that is known of the working time of one schedule under one calendar. */
export interface Worktime extends Timetable {
  schedule: Schedule;
  calendar: Calendar;
  stretches: Map<number, Stretch>;
}

const STRETCH_DAYS = 16;
/** A schedule without working time in so many stretches (over a year) is an error of its maker, not a deadline. */
const LONGEST_BREAK = 26;

const known = new WeakMap<Schedule, WeakMap<Calendar, Worktime>>();

/** Remembered for as long as schedule and calendar live; neither may be changed in place. */
export function worktimeOf(schedule: Schedule, calendar: Calendar): Worktime {
  let byCalendar = known.get(schedule);
  if (!byCalendar) {
    byCalendar = new WeakMap();
    known.set(schedule, byCalendar);
  }
  let worktime = byCalendar.get(calendar);
  if (!worktime) {
    worktime = { ...makeTimetable(schedule, calendar), schedule, calendar, stretches: new Map() };
    byCalendar.set(calendar, worktime);
  }
  return worktime;
}

/** The stretches that hold working time, from that of `day` on, forward or back, until there is none for longer than a year. */
export function* stretchesFrom(day: number, step: 1 | -1, worktime: Worktime): Generator<Stretch> {
  let idle = 0;
  for (let index = stretchIndexOf(day); idle < LONGEST_BREAK; index += step) {
    const stretch = stretchAt(index, worktime);
    idle = stretch.workedMs > 0 ? 0 : idle + 1;
    if (idle === 0) yield stretch;
  }
}

export function noWorkingTime({ schedule }: Worktime): RangeError {
  return new RangeError(`the schedule of ${schedule.zone} has no working time in ${LONGEST_BREAK * STRETCH_DAYS} days`);
}

export function stretchIndexOf(day: number): number {
  return Math.floor(day / STRETCH_DAYS);
}

export function stretchAt(index: number, worktime: Worktime): Stretch {
  const made = worktime.stretches.get(index);
  if (made) return made;
  const stretch = makeStretch(index * STRETCH_DAYS, worktime);
  worktime.stretches.set(index, stretch);
  return stretch;
}

/** Working time (ms) of a stretch before `at`. */
export function workedBefore(at: number, { fromAt, toAt, workedBy }: Stretch): number {
  const index = firstWhere(toAt, (closeAt) => closeAt >= at);
  return (workedBy[index - 1] ?? 0) + Math.max(0, at - (fromAt[index] ?? at));
}

/** The earliest moment by which `worked` ms of a stretch have passed: a close rather than the opening that follows (C2). */
export function earliestWith(worked: number, { toAt, workedBy }: Stretch): number {
  const index = firstWhere(workedBy, (sum) => sum >= worked);
  return at(toAt, index) - (at(workedBy, index) - worked);
}

/** The latest moment before which just `worked` ms of a stretch lie: an opening rather than the close before it (C5). */
export function latestWith(worked: number, { fromAt, workedBy }: Stretch): number {
  const index = firstWhere(workedBy, (sum) => sum > worked);
  return at(fromAt, index) + worked - (workedBy[index - 1] ?? 0);
}

/** The index of the first value of an ascending list that has a property which all later ones have too; the length when none has it. */
export function firstWhere(ascending: number[], holds: (value: number) => boolean): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(at(ascending, middle))) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** An answer at `at` for what was counted from one instant to the other. */
export function answerAt(at: number, fromAt: number, toAt: number, { zone, calendar }: Worktime): WorktimeAnswer {
  return { at, approved: isApproved(dayOf(fromAt, zone), dayOf(toAt, zone), calendar) };
}

function makeStretch(firstDay: number, { workdayOf }: Worktime): Stretch {
  const stretch: Stretch = { fromAt: [], toAt: [], workedBy: [], workedMs: 0, workdays: [], opensAt: [], closesAt: [] };
  for (let day = firstDay; day < firstDay + STRETCH_DAYS; day++) {
    const { openings } = workdayOf(day);
    for (const { fromAt, toAt } of openings) {
      stretch.workedMs += toAt - fromAt;
      stretch.fromAt.push(fromAt);
      stretch.toAt.push(toAt);
      stretch.workedBy.push(stretch.workedMs);
    }
    const [first, last] = [openings[0], openings.at(-1)];
    if (!first || !last) continue;
    stretch.workdays.push(day);
    stretch.opensAt.push(first.fromAt);
    stretch.closesAt.push(last.toAt);
  }
  return stretch;
}

/** A value that is known to be there. */
function at(list: number[], index: number): number {
  const value = list[index];
  if (value === undefined) throw new RangeError(`no ${index} in a list of ${list.length}`);
  return value;
}
