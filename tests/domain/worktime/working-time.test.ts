import { describe, expect, test } from 'vitest';
import { explain } from '../../../lib/domain/worktime/explain.ts';
import { type Interval, type Schedule, WEEKDAYS } from '../../../lib/domain/worktime/model.ts';
import {
  addWorkingDays,
  addWorkingMinutes,
  isWorkingTime,
  nextOpening,
  subtractWorkingMinutes,
  workingMinutesBetween,
} from '../../../lib/domain/worktime/working-time.ts';
import { at, calendar, local, office, scheduleWith } from '../support/worktime.ts';

describe('working time', () => {
  test('is half-open when an interval closes', () => {
    const asked = ['2023-03-14 11:59', '2023-03-14 12:00', '2023-03-14 12:59', '2023-03-14 13:00', '2023-03-14 17:00'];

    expect(asked.map((moment) => isWorkingTime(at(moment), office, calendar))).toEqual([true, false, false, true, false]);
  });

  test('keeps seconds when it counts', () => {
    expect(addWorkingMinutes(at('2023-03-14 11:59:30'), 1, office, calendar).at).toBe(at('2023-03-14 13:00:30'));
  });

  test('says the next opening when it is lunch, night, weekend or a holiday', () => {
    const asked = ['2023-03-14 09:15', '2023-03-14 12:20', '2023-03-14 17:00', '2023-03-18 10:00', '2023-02-22 16:00'];

    expect(asked.map((moment) => local(nextOpening(at(moment), office, calendar).at))).toEqual([
      '2023-03-14 09:15',
      '2023-03-14 13:00',
      '2023-03-15 08:00',
      '2023-03-20 08:00',
      '2023-02-27 08:00',
    ]);
  });

  test('is negative when the second moment is the earlier one', () => {
    expect(workingMinutesBetween(at('2023-03-14 13:10'), at('2023-03-14 11:55'), office, calendar)).toBe(-15);
  });

  test('explains spans and skipped days when a limit runs over a long holiday', () => {
    const { spans, skipped } = explain(at('2023-02-22 14:40'), at('2023-02-27 09:10'), office, calendar);

    expect(spans.map(({ fromAt, toAt, minutes }) => [local(fromAt), local(toAt), minutes])).toEqual([
      ['2023-02-22 14:40', '2023-02-22 16:00', 80],
      ['2023-02-27 08:00', '2023-02-27 09:10', 70],
    ]);
    expect(skipped).toEqual([
      { on: '2023-02-23', reason: 'holiday' },
      { on: '2023-02-24', reason: 'moved' },
      { on: '2023-02-25', reason: 'weekend' },
      { on: '2023-02-26', reason: 'weekend' },
    ]);
  });

  test('explains the lunch between the spans of a day, and calls it a break when there are several', () => {
    const shifts = scheduleWith({
      tue: [
        ['08:00', '10:00'],
        ['10:00', '11:00'],
        ['12:00', '13:00'],
        ['14:00', '15:00'],
      ],
    });
    const breaksOf = (from: string, to: string, schedule = office) =>
      explain(at(from), at(to), schedule, calendar).breaks.map(({ fromAt, toAt, reason }) => [
        local(fromAt),
        local(toAt),
        reason,
      ]);

    expect(breaksOf('2023-03-14 10:52', '2023-03-14 14:22')).toEqual([['2023-03-14 12:00', '2023-03-14 13:00', 'lunch']]);
    expect(breaksOf('2023-03-14 12:20', '2023-03-14 13:30')).toEqual([['2023-03-14 12:20', '2023-03-14 13:00', 'lunch']]);
    expect(breaksOf('2023-03-14 10:52', '2023-03-14 12:00')).toEqual([]);
    expect(breaksOf('2023-03-14 09:00', '2023-03-14 15:00', shifts)).toEqual([
      ['2023-03-14 11:00', '2023-03-14 12:00', 'break'],
      ['2023-03-14 13:00', '2023-03-14 14:00', 'break'],
    ]);
  });

  test('calls the break of a day lunch when its other intervals touch', () => {
    const touching = scheduleWith({
      tue: [
        ['08:00', '10:00'],
        ['10:00', '12:00'],
        ['13:00', '17:00'],
      ],
    });

    const { breaks } = explain(at('2023-03-14 09:00'), at('2023-03-14 15:00'), touching, calendar);

    expect(breaks.map(({ reason }) => reason)).toEqual(['lunch']);
  });

  test('explains nothing of the day that begins when a limit ends', () => {
    const late = scheduleWith({ fri: [['20:00', '24:00']] });

    expect(explain(at('2023-03-17 23:00'), at('2023-03-18 00:00'), late, calendar).skipped).toEqual([]);
  });

  test('holds the closing moment at midnight for a moment of its day, whatever the day of the year', () => {
    const late = scheduleWith({ mon: [['20:00', '24:00']], tue: [['10:00', '11:00']] });
    const always = scheduleWith(Object.fromEntries(WEEKDAYS.map((day) => [day, [['00:00', '24:00']]])));

    expect(local(addWorkingDays(at('2023-03-14 00:00'), 0, late, calendar).at)).toBe('2023-03-14 11:00');
    for (let week = 0; week < 52; week++) {
      const tuesday = at('2023-01-03 00:00') + week * 7 * 86_400_000;
      const closes = workingMinutesBetween(tuesday - 60_000, tuesday, late, calendar) === 1;

      expect(addWorkingMinutes(tuesday, 0, late, calendar).at === tuesday).toBe(closes);
      expect(subtractWorkingMinutes(tuesday, 0, always, calendar).at).toBeLessThanOrEqual(tuesday);
    }
  });

  test('counts by the literal reading from the next working day when nothing is to be added at close', () => {
    expect(local(addWorkingMinutes(at('2023-03-14 17:00'), 0, office, calendar, 'nextWorkingDay').at)).toBe('2023-03-15 08:00');
    expect(local(addWorkingMinutes(at('2023-03-14 12:30'), 0, office, calendar, 'nextWorkingDay').at)).toBe('2023-03-14 13:00');
  });

  test('follows RFC 5545 when the clocks of a zone change within the hours', () => {
    const berlin = (...intervals: Interval[]) => scheduleWith({ sun: intervals }, 'Europe/Berlin');
    const spansOf = (day: string, ...intervals: Interval[]) =>
      explain(
        Date.parse(`${day}T00:00:00Z`) - 3_600_000 * 2,
        Date.parse(`${day}T12:00:00Z`),
        berlin(...intervals),
        calendar,
      ).spans.map(
        ({ fromAt, toAt }) => `${new Date(fromAt).toISOString().slice(11, 16)}–${new Date(toAt).toISOString().slice(11, 16)}`,
      );

    // 02:00–03:00 is skipped: the times in it are read by the offset before, an interval that then ends too early is none.
    expect(spansOf('2024-03-31', ['00:30', '06:00'])).toEqual(['23:30–04:00']);
    expect(spansOf('2024-03-31', ['02:30', '06:00'])).toEqual(['01:30–04:00']);
    expect(spansOf('2024-03-31', ['02:30', '03:15'])).toEqual([]);
    expect(spansOf('2024-03-31', ['02:15', '02:45'], ['03:00', '04:00'])).toEqual(['01:15–01:45', '01:45–02:00']);
    const afterNone = berlin(['02:30', '03:15'], ['04:00', '05:00']);
    expect(addWorkingMinutes(Date.parse('2024-03-31T00:00:00Z'), 60, afterNone, calendar).at).toBe(
      Date.parse('2024-03-31T03:00:00Z'),
    );
    // 02:00–03:00 comes twice: the first counts.
    expect(spansOf('2024-10-27', ['00:30', '06:00'])).toEqual(['22:30–05:00']);
    expect(spansOf('2024-10-27', ['02:15', '02:45'])).toEqual(['00:15–00:45']);
  });

  test('explains no minute before the day from which the literal reading counts', () => {
    const { spans } = explain(at('2023-03-14 07:50'), at('2023-03-15 09:30'), office, calendar, 'nextWorkingDay');

    expect(spans.map(({ fromAt, toAt }) => [local(fromAt), local(toAt)])).toEqual([['2023-03-15 08:00', '2023-03-15 09:30']]);
  });

  test('has the hours of a date when the organisation gave it some, whatever the week and the calendar say', () => {
    const schedule: Schedule = {
      ...office,
      exceptions: [
        { on: '2023-03-15', intervals: [], note: 'нет электричества' },
        { on: '2023-02-22', intervals: [['08:00', '17:00']] },
        { on: '2023-02-23', intervals: [['10:00', '11:00']], note: 'дежурство' },
      ],
    };
    const closed = addWorkingMinutes(at('2023-03-14 16:30'), 60, schedule, calendar).at;

    expect(local(closed)).toBe('2023-03-16 08:30');
    expect(explain(at('2023-03-14 16:30'), closed, schedule, calendar).skipped).toEqual([
      { on: '2023-03-15', reason: 'closed', note: 'нет электричества' },
    ]);
    expect(workingMinutesBetween(at('2023-02-22 00:00'), at('2023-02-23 00:00'), schedule, calendar)).toBe(540);
    expect(local(addWorkingDays(at('2023-02-22 09:00'), 1, schedule, calendar).at)).toBe('2023-02-23 11:00');
  });

  test('names a worked Saturday closed when the weekday it stands for has no hours', () => {
    const tuesdays = scheduleWith({ tue: [['10:00', '11:00']], sat: [['10:00', '11:00']] });

    expect(explain(at('2024-04-27 00:00'), at('2024-04-27 23:00'), tuesdays, calendar).skipped).toEqual([
      { on: '2024-04-27', reason: 'closed' },
    ]);
  });

  test('names a weekday without hours closed when it explains', () => {
    const mondays = scheduleWith({ mon: [['10:00', '11:00']] });

    const { skipped } = explain(at('2023-03-13 10:30'), at('2023-03-14 12:00'), mondays, calendar);

    expect(skipped).toEqual([{ on: '2023-03-14', reason: 'closed' }]);
  });

  test('follows the weekday it stands for when a Saturday is worked, and is short when that day would have been', () => {
    expect(local(addWorkingDays(at('2025-11-01 09:00'), 0, office, calendar).at)).toBe('2025-11-01 16:00');
    expect(workingMinutesBetween(at('2025-11-01 00:00'), at('2025-11-02 00:00'), office, calendar)).toBe(420);
  });

  test('takes the last minutes away across lunch when a day is short by more than its last interval', () => {
    const late = scheduleWith({
      wed: [
        ['08:00', '12:00'],
        ['13:00', '13:30'],
      ],
    });

    expect(workingMinutesBetween(at('2023-02-22 00:00'), at('2023-02-23 00:00'), late, calendar)).toBe(210);
    expect(isWorkingTime(at('2023-02-22 11:30'), late, calendar)).toBe(false);
  });

  test('rests on a holiday at the weekend when the schedule works on that weekday', () => {
    const saturdays = scheduleWith({ sat: [['10:00', '12:00']] });

    expect(isWorkingTime(at('2023-11-04 10:30'), saturdays, calendar)).toBe(false);
    expect(isWorkingTime(at('2023-11-11 10:30'), saturdays, calendar)).toBe(true);
  });

  test('is told to be not approved when a year without a calendar is touched, and knows the holidays of the Code alone', () => {
    const over = addWorkingMinutes(at('2026-12-30 16:50'), 20, office, calendar);
    const within = addWorkingMinutes(at('2026-12-30 10:00'), 20, office, calendar);

    expect([local(over.at), over.approved]).toEqual(['2027-01-11 08:10', false]);
    expect(within.approved).toBe(true);
    expect(subtractWorkingMinutes(at('2027-01-11 08:10'), 20, office, calendar).approved).toBe(false);
  });

  test('counts the day itself when no working day is to be added and it has not closed yet', () => {
    const ends = ['2025-09-12 16:00', '2025-09-12 16:01'].map((start) =>
      local(addWorkingDays(at(start), 0, office, calendar).at),
    );

    expect(ends).toEqual(['2025-09-12 16:00', '2025-09-15 17:00']);
  });

  test('throws when a schedule never opens or a length is negative', () => {
    expect(() => addWorkingMinutes(0, 1, scheduleWith({}), calendar)).toThrow(RangeError);
    expect(() => subtractWorkingMinutes(0, 0, scheduleWith({}), calendar)).toThrow(RangeError);
    expect(() => addWorkingDays(0, 1, scheduleWith({}), calendar)).toThrow(RangeError);
    expect(() => addWorkingMinutes(0, -1, office, calendar)).toThrow(RangeError);
  });

  test('keeps office hours when the zone changes its clocks', () => {
    const berlin = scheduleWith({ fri: [['09:00', '17:00']], mon: [['09:00', '17:00']] }, 'Europe/Berlin');
    const friday = Date.parse('2023-03-24T15:30:00Z');

    expect(new Date(addWorkingMinutes(friday, 60, berlin, calendar).at).toISOString()).toBe('2023-03-27T07:30:00.000Z');
  });
});
