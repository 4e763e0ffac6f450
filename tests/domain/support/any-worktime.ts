import fc from 'fast-check';
import {
  type Calendar,
  type CalendarYear,
  type Interval,
  type Schedule,
  type ScheduleException,
  WEEKDAYS,
} from '../../../lib/domain/worktime/model.ts';
import { at, calendar, scheduleWith } from './worktime.ts';

const SECOND = 1000;
const DAY = 86_400_000;
const YEARS = [2023, 2024, 2025];

const zones = fc.constantFrom(
  'Asia/Yekaterinburg',
  'Europe/Moscow',
  'Asia/Omsk',
  'Asia/Barnaul',
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'UTC',
);

/** Up to three intervals a day, on quarters of an hour, in daytime so that no clock change falls on their ends; or around the clock. */
const dayIntervals: fc.Arbitrary<Interval[]> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Interval[]>([['00:00', '24:00']]) },
  {
    weight: 9,
    arbitrary: fc
      .uniqueArray(fc.integer({ min: 6 * 4, max: 23 * 4 }), { minLength: 0, maxLength: 6 })
      .map((quarters) => quarters.sort((a, b) => a - b))
      .map((quarters) => pairs(quarters.length % 2 === 0 ? quarters : quarters.slice(1))),
  },
);

const weekend = fc.oneof({ weight: 2, arbitrary: fc.constant<Interval[]>([]) }, { weight: 1, arbitrary: dayIntervals });

const exceptions: fc.Arbitrary<ScheduleException[]> = fc.uniqueArray(fc.record({ on: dateIn(YEARS), intervals: dayIntervals }), {
  selector: ({ on }) => on,
  maxLength: 4,
});

export const schedules: fc.Arbitrary<Schedule> = fc
  .record({
    zone: zones,
    weekdays: fc.array(dayIntervals, { minLength: 5, maxLength: 5 }),
    sat: weekend,
    sun: weekend,
    short: fc.constantFrom(0, 60, 75, 600),
    exceptions,
  })
  .map(({ zone, weekdays: [mon = [], tue = [], wed = [], thu = [], fri = []], sat, sun, short, exceptions }) => ({
    ...scheduleWith({ mon, tue, wed, thu, fri, sat, sun }, zone, short),
    exceptions,
  }))
  .filter(({ week }) => Object.values(week).flat().length > 2);

/** The federal calendar, or three years with days off, moved and short days anywhere. */
export const calendars: fc.Arbitrary<Calendar> = fc.oneof(
  fc.constant(calendar),
  fc.tuple(...YEARS.map(calendarYear)).map((years) => [...years]),
);

export const instants = fc
  .integer({ min: at('2022-12-01 00:00') / SECOND, max: at('2026-03-01 00:00') / SECOND })
  .map((seconds) => seconds * SECOND);

export const lengths = fc.integer({ min: 0, max: 3000 });

function calendarYear(year: number): fc.Arbitrary<CalendarYear> {
  return fc
    .uniqueArray(fc.tuple(dateIn([year]), fc.constantFrom('holiday', 'moved', 'short', ...WEEKDAYS)), {
      selector: ([on]) => on,
      maxLength: 60,
    })
    .map((days) => ({
      year,
      daysOff: days.flatMap(([on, kind]) => (kind === 'holiday' || kind === 'moved' ? [{ on, reason: kind }] : [])),
      movedWorkdays: days.flatMap(([on, kind]) => {
        const follows = WEEKDAYS.find((weekday) => weekday === kind);
        return follows ? [{ on, follows }] : [];
      }),
      shortDays: days.flatMap(([on, kind]) => (kind === 'short' ? [on] : [])),
    }));
}

function dateIn(years: number[]): fc.Arbitrary<string> {
  const first = Date.UTC(years[0] ?? 2023, 0, 1) / DAY;
  const last = Date.UTC(years.at(-1) ?? 2023, 11, 31) / DAY;
  return fc.integer({ min: first, max: last }).map((day) => new Date(day * DAY).toISOString().slice(0, 10));
}

function pairs(quarters: number[]): Interval[] {
  const times = quarters.map(
    (quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`,
  );
  return times.flatMap((time, index) => (index % 2 === 0 ? [[time, times[index + 1] ?? time] as Interval] : []));
}
