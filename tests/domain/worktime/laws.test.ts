import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explain } from '../../../lib/domain/worktime/explain.ts';
import type { Calendar, Schedule } from '../../../lib/domain/worktime/model.ts';
import {
  addWorkingDays,
  addWorkingMinutes,
  isWorkingTime,
  nextOpening,
  subtractWorkingMinutes,
  workingMinutesBetween,
} from '../../../lib/domain/worktime/working-time.ts';
import { calendars, instants, lengths, schedules } from '../support/any-worktime.ts';
import { walk } from '../support/naive-walk.ts';

const SECOND = 1000;
const MINUTE = 60_000;
const MANY = { numRuns: 300 };

function inClosedWorkingTime(instant: number, schedule: Schedule, calendar: Calendar): boolean {
  return isWorkingTime(instant, schedule, calendar) || isWorkingTime(instant - 1, schedule, calendar);
}

describe('laws of working time, whatever the schedule, the zone and the calendar', () => {
  test('adding a and then b is adding a+b', () => {
    fc.assert(
      fc.property(schedules, calendars, instants, lengths, lengths, (schedule, calendar, start, a, b) => {
        const stepwise = addWorkingMinutes(addWorkingMinutes(start, a, schedule, calendar).at, b, schedule, calendar).at;

        expect(stepwise).toBe(addWorkingMinutes(start, a + b, schedule, calendar).at);
      }),
      MANY,
    );
  });

  test('going back what was gone forward returns to the start when the start is working time', () => {
    fc.assert(
      fc.property(schedules, calendars, instants, lengths, (schedule, calendar, any, minutes) => {
        const start = nextOpening(any, schedule, calendar).at;
        const end = addWorkingMinutes(start, minutes, schedule, calendar).at;

        expect(isWorkingTime(start, schedule, calendar)).toBe(true);
        expect(subtractWorkingMinutes(end, minutes, schedule, calendar).at).toBe(start);
      }),
      MANY,
    );
  });

  // The literal reading knows no such law: a message at 07:50 is put off until tomorrow, one at 08:10 is not.
  test('a later start never gives an earlier deadline', () => {
    const laterSeconds = fc.nat({ max: 5 * 24 * 3600 });
    const counts = fc.record({ minutes: lengths, days: fc.nat({ max: 9 }) });
    fc.assert(
      fc.property(schedules, calendars, instants, laterSeconds, counts, (schedule, calendar, start, later, { minutes, days }) => {
        const next = start + later * SECOND;

        for (const deadline of [
          (at: number) => addWorkingMinutes(at, minutes, schedule, calendar).at,
          (at: number) => subtractWorkingMinutes(at, minutes, schedule, calendar).at,
          (at: number) => addWorkingDays(at, days, schedule, calendar).at,
        ]) {
          expect(deadline(next)).toBeGreaterThanOrEqual(deadline(start));
        }
      }),
      MANY,
    );
  });

  test('a longer limit never ends earlier, and the literal reading never before the other', () => {
    fc.assert(
      fc.property(schedules, calendars, instants, lengths, lengths, (schedule, calendar, start, a, more) => {
        const end = addWorkingMinutes(start, a, schedule, calendar).at;

        expect(addWorkingMinutes(start, a + more, schedule, calendar).at).toBeGreaterThanOrEqual(end);
        expect(addWorkingMinutes(start, a, schedule, calendar, 'nextWorkingDay').at).toBeGreaterThanOrEqual(end);
      }),
      MANY,
    );
  });

  test('no answer lies outside working time, closing moments included', () => {
    const counts = fc.record({ minutes: lengths, days: fc.nat({ max: 20 }) });
    fc.assert(
      fc.property(schedules, calendars, instants, counts, (schedule, calendar, start, { minutes, days }) => {
        const answers = [
          addWorkingMinutes(start, minutes, schedule, calendar),
          addWorkingMinutes(start, minutes, schedule, calendar, 'nextWorkingDay'),
          subtractWorkingMinutes(start, minutes, schedule, calendar),
          addWorkingDays(start, days, schedule, calendar),
        ];

        for (const answer of answers) expect(inClosedWorkingTime(answer.at, schedule, calendar)).toBe(true);
      }),
      MANY,
    );
  });

  test('between start and deadline lie just the minutes of the limit, and the spans add up to them', () => {
    fc.assert(
      fc.property(schedules, calendars, instants, lengths, (schedule, calendar, start, minutes) => {
        const end = addWorkingMinutes(start, minutes, schedule, calendar).at;
        const literalEnd = addWorkingMinutes(start, minutes, schedule, calendar, 'nextWorkingDay').at;

        expect(workingMinutesBetween(start, end, schedule, calendar)).toBe(minutes);
        expect(workingMinutesBetween(end, start, schedule, calendar) + minutes).toBe(0);
        expect(sumOf(explain(start, end, schedule, calendar))).toBeCloseTo(minutes, 9);
        expect(sumOf(explain(start, literalEnd, schedule, calendar, 'nextWorkingDay'))).toBeCloseTo(minutes, 9);
      }),
      MANY,
    );
  });

  test('spans and breaks of an explanation lie in order and apart, and no skipped day has a span', () => {
    fc.assert(
      fc.property(schedules, calendars, instants, lengths, (schedule, calendar, start, minutes) => {
        const end = addWorkingMinutes(start, minutes, schedule, calendar).at;
        const { spans, breaks, skipped } = explain(start, end, schedule, calendar);
        const parts = [...spans, ...breaks].sort((a, b) => a.fromAt - b.fromAt);
        const date = new Intl.DateTimeFormat('en-CA', { timeZone: schedule.zone });

        for (const [index, part] of parts.entries()) {
          expect(part.toAt).toBeGreaterThan(part.fromAt);
          expect(part.fromAt).toBeGreaterThanOrEqual(parts[index - 1]?.toAt ?? start);
          expect(part.toAt).toBeLessThanOrEqual(end);
        }
        const worked = spans.map(({ fromAt }) => date.format(fromAt));
        expect(skipped.filter(({ on }) => worked.includes(on))).toEqual([]);
      }),
      MANY,
    );
  });

  test('walking minute by minute by the wall clock comes to the same moment', () => {
    fc.assert(
      fc.property(schedules, calendars, instants, fc.integer({ min: 1, max: 400 }), (schedule, calendar, any, minutes) => {
        const start = Math.floor(any / MINUTE) * MINUTE;

        expect(addWorkingMinutes(start, minutes, schedule, calendar).at).toBe(walk(start, minutes, schedule, calendar));
      }),
      { numRuns: 60 },
    );
  });
});

function sumOf({ spans }: { spans: { minutes: number }[] }): number {
  return spans.reduce((sum, span) => sum + span.minutes, 0);
}
