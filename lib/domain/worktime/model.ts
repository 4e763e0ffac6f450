/** Instants are epoch milliseconds in UTC (`…At`), calendar dates `YYYY-MM-DD` (`…On`), lengths whole minutes (`…Minutes`). */

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];
/** `['08:00', '12:00']`, half-open, local time of the schedule's zone. */
export type Interval = [string, string];

/** Working hours of an organisation; times of a day may stand in any order but not overlap (`checkSchedule`). */
export interface Schedule {
  /** IANA name. */
  zone: string;
  week: Record<Weekday, Interval[]>;
  shortDayMinusMinutes: number;
  /** Dates with hours of their own, by the organisation's order: these stand against the week and the calendar, no hour is taken off. */
  exceptions?: ScheduleException[];
}

export interface ScheduleException {
  on: string;
  /** None: the organisation is closed. */
  intervals: Interval[];
  note?: string;
}

/** One approved year of the production calendar (federal plus regional overlay). */
export interface CalendarYear {
  year: number;
  /** Days off, weekends that are off anyway may be listed too. */
  daysOff: { on: string; reason: 'holiday' | 'moved' }[];
  /** Saturdays and Sundays that are worked, with the weekday whose timetable they follow. */
  movedWorkdays: { on: string; follows: Weekday }[];
  /** Days shortened by `Schedule.shortDayMinusMinutes`. */
  shortDays: string[];
}

export type Calendar = CalendarYear[];

/** A day that a region keeps otherwise than the federal calendar: off, or worked by the timetable of a weekday. */
export type RegionalDay = {
  on: string;
  /** The act that says so. */
  act: string;
} & ({ off: 'holiday' | 'moved' } | { follows: Weekday; short: boolean });

/** What a region adds to the federal calendar or takes from it, over any years. */
export interface RegionalCalendar {
  /** ISO 3166-2, as `RU-CU`. */
  region: string;
  titleRu: string;
  days: RegionalDay[];
}

export type OutOfHours = 'nextOpening' | 'nextWorkingDay';

/** `approved` is false when the answer touches a year with no approved calendar: shown as «не утверждён», never guessed silently. */
export interface WorktimeAnswer {
  at: number;
  approved: boolean;
}

export interface Span {
  fromAt: number;
  toAt: number;
  minutes: number;
}
export interface SkippedDay {
  on: string;
  reason: 'holiday' | 'moved' | 'weekend' | 'closed';
  /** What the organisation says of the date. */
  note?: string;
}
/** Time between the hours of a working day: `lunch` when it is the only one of the day. */
export interface Break {
  fromAt: number;
  toAt: number;
  reason: 'lunch' | 'break';
}
export interface Explanation {
  spans: Span[];
  breaks: Break[];
  skipped: SkippedDay[];
}
