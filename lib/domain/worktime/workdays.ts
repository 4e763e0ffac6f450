import { type CalendarDay, calendarDayOf } from './calendar-days.ts';
import { type Calendar, type Interval, type Schedule, type ScheduleException, type SkippedDay, WEEKDAYS } from './model.ts';
import { clockOf, dayNumberOf, type Zone, zoneOf } from './zone.ts';

/** Half-open stretch of working time, epoch ms. */
export interface Opening {
  fromAt: number;
  toAt: number;
}

/** One local day of a schedule; `idle` says why it has no working time. */
export interface Workday {
  day: number;
  openings: Opening[];
  idle: SkippedDay['reason'] | null;
  note: string | null;
}

/** A schedule made ready to be counted by, under one calendar. */
export interface Timetable {
  zone: Zone;
  workdayOf(day: number): Workday;
}

/** Minutes after midnight, in order. */
type Hours = [open: number, close: number][];

/** The working time of each day of a schedule (conventions C1, C9, C10). */
export function makeTimetable(schedule: Schedule, calendar: Calendar): Timetable {
  const zone = zoneOf(schedule.zone);
  const week = WEEKDAYS.map((weekday) => hoursOf(schedule.week[weekday]));
  const exceptions = new Map((schedule.exceptions ?? []).map((one) => [dayNumberOf(one.on), one]));
  return {
    zone,
    workdayOf(day) {
      const exception = exceptions.get(day);
      if (exception) return workdayOfException(day, exception, zone);
      const said = calendarDayOf(day, calendar);
      const hours = said.off ? [] : (week[said.weekday] ?? []);
      const openings = openingsOf(day, said.isShort ? withoutLast(schedule.shortDayMinusMinutes, hours) : hours, zone);
      return { day, openings, idle: openings.length > 0 ? null : idleReason(said), note: null };
    },
  };
}

function workdayOfException(day: number, { intervals, note }: ScheduleException, zone: Zone): Workday {
  const openings = openingsOf(day, hoursOf(intervals), zone);
  return { day, openings, idle: openings.length > 0 ? null : 'closed', note: note ?? null };
}

function idleReason({ off, weekday }: CalendarDay): SkippedDay['reason'] {
  return off ?? (weekday >= WEEKDAYS.indexOf('sat') ? 'weekend' : 'closed');
}

function openingsOf(day: number, hours: Hours, zone: Zone): Opening[] {
  const clock = clockOf(day, zone);
  const openings: Opening[] = [];
  for (const [open, close] of hours) {
    // A clock change can push the beginning of an interval past its end, or past the next one's beginning.
    const fromAt = Math.max(clock(open), openings.at(-1)?.toAt ?? Number.NEGATIVE_INFINITY);
    const toAt = clock(close);
    if (toAt > fromAt) openings.push({ fromAt, toAt });
  }
  return openings;
}

/** C9: the last `lost` working minutes of the day go, lunch not counted among them. */
function withoutLast(lost: number, hours: Hours): Hours {
  const kept: Hours = [];
  let left = lost;
  for (const [open, close] of hours.toReversed()) {
    const cut = Math.min(left, close - open);
    left -= cut;
    if (close - cut > open) kept.unshift([open, close - cut]);
  }
  return kept;
}

function hoursOf(intervals: Interval[]): Hours {
  return intervals.map(([open, close]): [number, number] => [minutesOf(open), minutesOf(close)]).sort(([a], [b]) => a - b);
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
