import { type Calendar, type CalendarYear, WEEKDAYS } from './model.ts';
import { dayNumberOf, onOf, weekdayIndexOf } from './zone.ts';

/** What the production calendar says of a day. */
export interface CalendarDay {
  off: 'holiday' | 'moved' | null;
  /** Index of the weekday whose timetable it follows, Monday is 0 (C10). */
  weekday: number;
  isShort: boolean;
}

/** Non-working holidays of Labour Code art. 112: all that is known of a year whose calendar is not approved. */
export const FIXED_HOLIDAYS = new Set([
  ...['01-01', '01-02', '01-03', '01-04', '01-05', '01-06', '01-07', '01-08'],
  ...['02-23', '03-08', '05-01', '05-09', '06-12', '11-04'],
]);

/** The days of a calendar that are not as their weekday is, and the runs of years it has, as first and last day. */
interface Table {
  approved: [firstDay: number, lastDay: number][];
  days: Map<number, CalendarDay>;
}

const tables = new WeakMap<Calendar, Table>();

export function calendarDayOf(day: number, calendar: Calendar): CalendarDay {
  const named = tableOf(calendar).days.get(day);
  if (named) return named;
  const isHoliday = !isApproved(day, day, calendar) && FIXED_HOLIDAYS.has(onOf(day).slice(5));
  return { off: isHoliday ? 'holiday' : null, weekday: weekdayIndexOf(day), isShort: false };
}

/** True when every year from one day to the other has an approved calendar. */
export function isApproved(firstDay: number, lastDay: number, calendar: Calendar): boolean {
  return tableOf(calendar).approved.some(([first, last]) => first <= firstDay && lastDay <= last);
}

function tableOf(calendar: Calendar): Table {
  const known = tables.get(calendar);
  if (known) return known;
  const made = { approved: runsOf(calendar.map(({ year }) => year)), days: new Map(calendar.flatMap(daysOfYear)) };
  tables.set(calendar, made);
  return made;
}

function runsOf(years: number[]): Table['approved'] {
  const runs: Table['approved'] = [];
  for (const year of years.toSorted((a, b) => a - b)) {
    const firstDay = dayNumberOf(`${year}-01-01`);
    const lastDay = dayNumberOf(`${year}-12-31`);
    const run = runs.at(-1);
    if (run && run[1] + 1 >= firstDay) run[1] = lastDay;
    else runs.push([firstDay, lastDay]);
  }
  return runs;
}

function daysOfYear({ daysOff, movedWorkdays, shortDays }: CalendarYear): [number, CalendarDay][] {
  const short = new Set(shortDays);
  const follows = new Map(movedWorkdays.map((moved) => [moved.on, WEEKDAYS.indexOf(moved.follows)]));
  const worked = [...new Set([...short, ...follows.keys()])].map((on): [number, CalendarDay] => {
    const day = dayNumberOf(on);
    return [day, { off: null, weekday: follows.get(on) ?? weekdayIndexOf(day), isShort: short.has(on) }];
  });
  const off = daysOff.map(({ on, reason }): [number, CalendarDay] => {
    const day = dayNumberOf(on);
    return [day, { off: reason, weekday: weekdayIndexOf(day), isShort: false }];
  });
  return [...worked, ...off];
}
