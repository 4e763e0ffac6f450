import { type Calendar, type CalendarYear, type Schedule, type SkippedDay, WEEKDAYS, type Weekday } from './model.ts';
import { dayOf, instantOf, onOf, weekdayIndexOf, yearOf } from './zone.ts';

/** Half-open stretch of working time, epoch ms. */
export interface Opening {
  fromAt: number;
  toAt: number;
}

/** One local day of a schedule; `idle` says why it has no working time. */
export interface Workday {
  on: string;
  openings: Opening[];
  idle: SkippedDay['reason'] | null;
}

/** Non-working holidays of Labour Code art. 112: all that is known of a year whose calendar is not approved. */
const FIXED_HOLIDAYS = new Set([
  ...['01-01', '01-02', '01-03', '01-04', '01-05', '01-06', '01-07', '01-08'],
  ...['02-23', '03-08', '05-01', '05-09', '06-12', '11-04'],
]);

interface YearTable {
  off: Map<string, 'holiday' | 'moved'>;
  follows: Map<string, Weekday>;
  short: Set<string>;
}

const yearTables = new WeakMap<Calendar, Map<number, YearTable>>();
const workdays = new WeakMap<Schedule, WeakMap<Calendar, Map<number, Workday>>>();

/** The working time of a local day (conventions C1, C9, C10); remembered for as long as schedule and calendar live. */
export function workdayOf(day: number, schedule: Schedule, calendar: Calendar): Workday {
  const known = tableOf(schedule, calendar);
  const cached = known.get(day);
  if (cached) return cached;
  const made = makeWorkday(day, schedule, calendar);
  known.set(day, made);
  return made;
}

/** The day whose openings may hold `at`. */
export function localDayOf(at: number, schedule: Schedule): number {
  return dayOf(at, schedule.zone);
}

/** True when every year from one instant to the other has an approved calendar. */
export function isApproved(fromAt: number, toAt: number, schedule: Schedule, calendar: Calendar): boolean {
  const years = yearsOf(calendar);
  const last = yearOf(localDayOf(Math.max(fromAt, toAt), schedule));
  for (let year = yearOf(localDayOf(Math.min(fromAt, toAt), schedule)); year <= last; year++) {
    if (!years.has(year)) return false;
  }
  return true;
}

function tableOf(schedule: Schedule, calendar: Calendar): Map<number, Workday> {
  let byCalendar = workdays.get(schedule);
  if (!byCalendar) {
    byCalendar = new WeakMap();
    workdays.set(schedule, byCalendar);
  }
  let table = byCalendar.get(calendar);
  if (!table) {
    table = new Map();
    byCalendar.set(calendar, table);
  }
  return table;
}

function makeWorkday(day: number, schedule: Schedule, calendar: Calendar): Workday {
  const on = onOf(day);
  const year = yearsOf(calendar).get(yearOf(day));
  const index = weekdayIndexOf(day);
  const dayOff = year ? year.off.get(on) : FIXED_HOLIDAYS.has(on.slice(5)) ? 'holiday' : undefined;
  if (dayOff) return { on, openings: [], idle: dayOff };

  const weekday = year?.follows.get(on) ?? WEEKDAYS[index] ?? 'mon';
  const lost = year?.short.has(on) ? schedule.shortDayMinusMinutes : 0;
  const openings = withoutLast(lost, schedule.week[weekday]).map(([from, to]) => ({
    fromAt: instantOf(day, from, schedule.zone),
    toAt: instantOf(day, to, schedule.zone),
  }));
  const idle = openings.length > 0 ? null : index >= 5 ? 'weekend' : 'closed';
  return { on, openings, idle };
}

/** C9: the last `lost` working minutes of the day go, lunch not counted among them. */
function withoutLast(lost: number, intervals: [string, string][]): [number, number][] {
  const kept: [number, number][] = [];
  let left = lost;
  for (const [open, close] of intervals.toReversed()) {
    const from = minutesOf(open);
    const to = minutesOf(close);
    const cut = Math.min(left, to - from);
    left -= cut;
    if (to - cut > from) kept.unshift([from, to - cut]);
  }
  return kept;
}

function yearsOf(calendar: Calendar): Map<number, YearTable> {
  const known = yearTables.get(calendar);
  if (known) return known;
  const made = new Map(calendar.map((year) => [year.year, yearTable(year)]));
  yearTables.set(calendar, made);
  return made;
}

function yearTable(year: CalendarYear): YearTable {
  return {
    off: new Map(year.daysOff.map((day) => [day.on, day.reason])),
    follows: new Map(year.movedWorkdays.map((day) => [day.on, day.follows])),
    short: new Set(year.shortDays),
  };
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
