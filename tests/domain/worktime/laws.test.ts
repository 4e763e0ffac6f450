import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explain } from '../../../lib/domain/worktime/explain.ts';
import type { Interval, Schedule } from '../../../lib/domain/worktime/model.ts';
import {
  addWorkingDays,
  addWorkingMinutes,
  isWorkingTime,
  nextOpening,
  subtractWorkingMinutes,
  workingMinutesBetween,
} from '../../../lib/domain/worktime/working-time.ts';
import { at, calendar, scheduleWith } from '../support/worktime.ts';

const SECOND = 1000;
const MINUTE = 60_000;

const zones = fc.constantFrom(
  'Asia/Yekaterinburg',
  'Europe/Moscow',
  'Asia/Omsk',
  'Asia/Barnaul',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'UTC',
);

/** Up to three intervals a day, on quarters of an hour, in daytime so that no clock change falls into them. */
const dayIntervals = fc
  .uniqueArray(fc.integer({ min: 6 * 4, max: 23 * 4 }), { minLength: 0, maxLength: 6 })
  .map((quarters) => quarters.sort((a, b) => a - b))
  .map((quarters) => pairs(quarters.length % 2 === 0 ? quarters : quarters.slice(1)));

const schedules: fc.Arbitrary<Schedule> = fc
  .record({
    zone: zones,
    weekdays: fc.array(dayIntervals, { minLength: 5, maxLength: 5 }),
    sat: fc.oneof({ weight: 3, arbitrary: fc.constant<Interval[]>([]) }, { weight: 1, arbitrary: dayIntervals }),
    short: fc.constantFrom(0, 60, 75),
  })
  .map(({ zone, weekdays: [mon, tue, wed, thu, fri], sat, short }) =>
    scheduleWith({ mon: mon ?? [], tue: tue ?? [], wed: wed ?? [], thu: thu ?? [], fri: [...(fri ?? [])], sat }, zone, short),
  )
  .filter((schedule) => Object.values(schedule.week).flat().length > 2);

const instants = fc
  .integer({ min: at('2020-02-01 00:00') / SECOND, max: at('2026-10-01 00:00') / SECOND })
  .map((seconds) => seconds * SECOND);
const lengths = fc.integer({ min: 0, max: 3000 });

function pairs(quarters: number[]): Interval[] {
  const times = quarters.map(
    (quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`,
  );
  return times.flatMap((time, index) => (index % 2 === 0 ? [[time, times[index + 1] ?? time] as Interval] : []));
}

function inClosedWorkingTime(instant: number, schedule: Schedule): boolean {
  return isWorkingTime(instant, schedule, calendar) || isWorkingTime(instant - 1, schedule, calendar);
}

describe('laws of working time', () => {
  test('adding a and then b is adding a+b', () => {
    fc.assert(
      fc.property(schedules, instants, lengths, lengths, (schedule, start, a, b) => {
        const stepwise = addWorkingMinutes(addWorkingMinutes(start, a, schedule, calendar).at, b, schedule, calendar).at;

        expect(stepwise).toBe(addWorkingMinutes(start, a + b, schedule, calendar).at);
      }),
    );
  });

  test('going back what was gone forward returns to the start when the start is working time', () => {
    fc.assert(
      fc.property(schedules, instants, lengths, (schedule, any, minutes) => {
        const start = nextOpening(any, schedule, calendar).at;
        const end = addWorkingMinutes(start, minutes, schedule, calendar).at;

        expect(subtractWorkingMinutes(end, minutes, schedule, calendar).at).toBe(start);
      }),
    );
  });

  test('a later start never gives an earlier deadline', () => {
    fc.assert(
      fc.property(
        schedules,
        instants,
        fc.nat({ max: 5 * 24 * 3600 }),
        lengths,
        fc.nat({ max: 9 }),
        (schedule, start, later, minutes, days) => {
          const next = start + later * SECOND;

          expect(addWorkingMinutes(next, minutes, schedule, calendar).at).toBeGreaterThanOrEqual(
            addWorkingMinutes(start, minutes, schedule, calendar).at,
          );
          expect(subtractWorkingMinutes(next, minutes, schedule, calendar).at).toBeGreaterThanOrEqual(
            subtractWorkingMinutes(start, minutes, schedule, calendar).at,
          );
          expect(addWorkingDays(next, days, schedule, calendar).at).toBeGreaterThanOrEqual(
            addWorkingDays(start, days, schedule, calendar).at,
          );
          expect(addWorkingMinutes(next, minutes, schedule, calendar, 'nextWorkingDay').at).toBeGreaterThanOrEqual(
            addWorkingMinutes(next, minutes, schedule, calendar).at,
          );
        },
      ),
    );
  });

  test('no answer lies outside working time, closing moments included', () => {
    fc.assert(
      fc.property(schedules, instants, lengths, fc.nat({ max: 20 }), (schedule, start, minutes, days) => {
        const answers = [
          addWorkingMinutes(start, minutes, schedule, calendar),
          addWorkingMinutes(start, minutes, schedule, calendar, 'nextWorkingDay'),
          subtractWorkingMinutes(start, minutes, schedule, calendar),
          addWorkingDays(start, days, schedule, calendar),
        ];

        for (const answer of answers) expect(inClosedWorkingTime(answer.at, schedule)).toBe(true);
      }),
    );
  });

  test('between start and deadline lie just the minutes of the limit, and the spans add up to them', () => {
    fc.assert(
      fc.property(schedules, instants, lengths, (schedule, start, minutes) => {
        const end = addWorkingMinutes(start, minutes, schedule, calendar).at;
        const { spans } = explain(start, end, schedule, calendar);

        expect(workingMinutesBetween(start, end, schedule, calendar)).toBe(minutes);
        expect(workingMinutesBetween(end, start, schedule, calendar) + minutes).toBe(0);
        expect(spans.reduce((sum, span) => sum + span.minutes, 0)).toBeCloseTo(minutes, 9);
      }),
    );
  });

  test('walking minute by minute comes to the same moment', () => {
    fc.assert(
      fc.property(schedules, instants, fc.integer({ min: 1, max: 400 }), (schedule, any, minutes) => {
        const start = Math.floor(any / MINUTE) * MINUTE;

        expect(addWorkingMinutes(start, minutes, schedule, calendar).at).toBe(walk(start, minutes, schedule));
      }),
      { numRuns: 40 },
    );
  });
});

/** The slowest way there is: ask of every minute whether it is worked. */
function walk(start: number, minutes: number, schedule: Schedule): number {
  let left = minutes;
  for (let now = start; ; now += MINUTE) {
    if (isWorkingTime(now, schedule, calendar)) left--;
    if (left === 0) return now + MINUTE;
  }
}
