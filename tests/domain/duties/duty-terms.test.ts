import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type DutyTerm, type DutyTiming, dutyTerms, endOfSameDay, rollingTerm } from '../../../lib/domain/duties/duty-terms.ts';
import type { Schedule } from '../../../lib/domain/worktime/model.ts';
import { calendar, scheduleWith } from '../support/worktime.ts';

const { schedules } = JSON.parse(readFileSync(new URL('../../fixtures/worktime.json', import.meta.url), 'utf8')) as {
  schedules: Record<'LEB' | 'ALA' | 'NVR' | 'OMS' | 'BAR', Schedule>;
};

const friday: DutyTiming = { every: 'week', due: { weekday: 5, shift: 'previous' } };
const before10th: DutyTiming = {
  every: 'month',
  due: { dayOfMonth: 10, inclusive: false, shift: 'previous', grace: { dayOfMonth: 10, shift: 'next' } },
};
const assessment: DutyTiming = { every: 'rolling6months', due: { shift: 'previous', grace: { sixMonths: 'exact' } } };

/** The instant when the schedule's wall clock shows `2023-02-22 16:00`: no clock of these zones changes in these years. */
function at(wallTime: string, schedule: Schedule): number {
  const guess = Date.parse(`${wallTime.replace(' ', 'T')}:00Z`);
  return guess - (Date.parse(`${shown(guess, schedule).replace(' ', 'T')}:00Z`) - guess);
}

function shown(instant: number, { zone }: Schedule): string {
  const options = { timeZone: zone, hourCycle: 'h23', dateStyle: 'short', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat('sv-SE', options).format(instant);
}

function first(duty: DutyTiming, after: string, schedule: Schedule, count = 1): DutyTerm[] {
  const terms: DutyTerm[] = [];
  for (const term of dutyTerms(duty, at(after, schedule), schedule, calendar)) {
    terms.push(term);
    if (terms.length === count) break;
  }
  return terms;
}

function due(duty: DutyTiming, after: string, schedule: Schedule, count = 1): string[] {
  return first(duty, after, schedule, count).map(({ dueAt }) => shown(dueAt, schedule));
}

function graceOf(duty: DutyTiming, after: string, schedule: Schedule): string | undefined {
  const [term] = first(duty, after, schedule);
  return term && shown(term.graceUntilAt, schedule);
}

describe('S-LEB-8: duties around holidays', () => {
  const { LEB } = schedules;

  test('LEB-8.1: the Friday publication is due on the last working day of the week when Friday and Thursday are off', () => {
    expect(due(friday, '2023-02-20 00:00', LEB)).toEqual(['2023-02-22 16:00']);
  });

  test('LEB-8.2: the next one covers all since that day', () => {
    const [, next] = first(friday, '2023-02-20 00:00', LEB, 2);

    expect([next?.periodFromAt, next?.periodToAt, next?.dueAt].map((moment) => shown(moment ?? 0, LEB))).toEqual([
      '2023-02-22 16:00',
      '2023-03-03 16:00',
      '2023-03-03 16:00',
    ]);
  });

  test('LEB-8.3: the summary of February is due before 10 March, and late only after the 10th', () => {
    const [term] = first(before10th, '2023-03-01 00:00', LEB);

    expect(
      [term?.periodFromAt, term?.periodToAt, term?.dueAt, term?.graceUntilAt].map((moment) => shown(moment ?? 0, LEB)),
    ).toEqual(['2023-02-01 00:00', '2023-03-01 00:00', '2023-03-09 17:00', '2023-03-10 16:00']);
  });

  test('LEB-8.4, LEB-8.5: that of April is due on the short day before the holidays, and late only after Monday when the 10th is off', () => {
    expect(due(before10th, '2024-05-01 00:00', LEB)).toEqual(['2024-05-08 16:00']);
    expect(graceOf(before10th, '2024-05-01 00:00', LEB)).toBe('2024-05-13 17:00');
  });

  test('the curator is told of a new executor until the end of the same calendar day, not of the working day', () => {
    expect(shown(endOfSameDay(at('2023-03-17 15:30', LEB), LEB, calendar), LEB)).toBe('2023-03-17 23:59');
    expect(shown(endOfSameDay(at('2023-03-18 23:59', LEB), LEB, calendar), LEB)).toBe('2023-03-18 23:59');
  });
});

describe('S-NVR-8: monthly report «до 10-го числа»', () => {
  const { NVR } = schedules;

  test('NVR-8.1: that of November 2025 is due on 9 December', () => {
    expect(due(before10th, '2025-12-01 00:00', NVR)).toEqual(['2025-12-09 18:00']);
  });

  test('NVR-8.2: that of December 2025 is due after the holidays when the day before them lies inside the month', () => {
    expect(due(before10th, '2025-12-31 00:00', NVR)).toEqual(['2026-01-12 18:00']);
    expect(graceOf(before10th, '2025-12-31 00:00', NVR)).toBe('2026-01-12 18:00');
  });

  test('NVR-8.3: that of December 2024 is due on 9 January when that is worked', () => {
    expect(due(before10th, '2024-12-31 00:00', NVR)).toEqual(['2025-01-09 18:00']);
  });
});

describe('S-OMS-9: assessment once in six months', () => {
  const { OMS } = schedules;
  const next = (last: string) => rollingTerm(assessment, at(last, OMS), OMS, calendar);

  test('OMS-9.2: six months after 31 August end on 28 February, a Saturday: due on Friday, late only after Saturday', () => {
    const { periodFromAt, dueAt, graceUntilAt } = next('2025-08-31 10:00');

    expect([periodFromAt, dueAt, graceUntilAt].map((moment) => shown(moment, OMS))).toEqual([
      '2025-08-31 10:00',
      '2026-02-27 16:30',
      '2026-02-28 23:59',
    ]);
  });

  test('is due by the close of a working day, and late only after that day', () => {
    const { dueAt, graceUntilAt } = next('2024-09-14 10:00');

    expect([dueAt, graceUntilAt].map((moment) => shown(moment, OMS))).toEqual(['2025-03-14 16:30', '2025-03-14 23:59']);
  });

  test('is late only after it is due when the shift leads past the six months', () => {
    const later: DutyTiming = { every: 'rolling6months', due: { shift: 'next', grace: { sixMonths: 'exact' } } };
    const { dueAt, graceUntilAt } = rollingTerm(later, at('2025-08-31 10:00', OMS), OMS, calendar);

    expect([dueAt, graceUntilAt].map((moment) => shown(moment, OMS))).toEqual(['2026-03-02 17:45', '2026-03-02 17:45']);
  });

  test('ends on 29 February in a leap year', () => {
    expect(shown(next('2023-08-31 10:00').dueAt, OMS)).toBe('2024-02-29 17:45');
  });
});

describe('S-BAR-7: Friday reports around holidays', () => {
  const { BAR } = schedules;

  test('BAR-7.1: due on Wednesday, in full, when Thursday is a moved day off and Friday a holiday', () => {
    expect(due(friday, '2025-05-05 00:00', BAR)).toEqual(['2025-05-07 17:00']);
  });

  test('BAR-7.2: the next covers all since', () => {
    const [, next] = first(friday, '2025-05-05 00:00', BAR, 2);

    expect([next?.periodFromAt, next?.dueAt].map((moment) => shown(moment ?? 0, BAR))).toEqual([
      '2025-05-07 17:00',
      '2025-05-16 16:00',
    ]);
  });

  test('BAR-7.3, BAR-7.4: a week that is off altogether is skipped, and the next report covers all since the last', () => {
    const [newYear, next] = first(friday, '2025-12-29 00:00', BAR, 2);

    expect([newYear?.dueAt, next?.periodFromAt, next?.dueAt].map((moment) => shown(moment ?? 0, BAR))).toEqual([
      '2025-12-30 17:00',
      '2025-12-30 17:00',
      '2026-01-16 16:00',
    ]);
  });
});

test('the monthly report without grace is late as soon as it is due (A12)', () => {
  const { ALA } = schedules;
  const monthly: DutyTiming = { every: 'month', due: { dayOfMonth: 10, inclusive: false, shift: 'previous' } };

  expect(due(monthly, '2026-06-01 00:00', ALA)).toEqual(['2026-06-09 17:00']);
  expect(graceOf(monthly, '2026-06-01 00:00', ALA)).toBe('2026-06-09 17:00');
  expect(due(monthly, '2026-01-01 00:00', ALA)).toEqual(['2026-01-12 17:00']);
});

test('the day named is itself in time when it is inclusive, and a shift forward goes over a weekend', () => {
  const { ALA } = schedules;
  const inclusive = (shift: 'previous' | 'next'): DutyTiming => ({
    every: 'month',
    due: { dayOfMonth: 10, inclusive: true, shift },
  });

  expect(due(inclusive('previous'), '2025-05-01 00:00', ALA)).toEqual(['2025-05-07 17:00']);
  expect(due(inclusive('next'), '2025-05-01 00:00', ALA)).toEqual(['2025-05-12 17:00']);
  expect(due(inclusive('previous'), '2025-07-01 00:00', ALA)).toEqual(['2025-07-10 17:00']);
});

test('the last day of the month is meant when it has no such day', () => {
  const monthEnd: DutyTiming = { every: 'month', due: { dayOfMonth: 31, inclusive: true, shift: 'previous' } };

  expect(due(monthEnd, '2024-02-01 00:00', schedules.ALA, 2)).toEqual(['2024-02-29 17:00', '2024-03-29 17:00']);
});

test('terms follow one another without end, each later than the one before', () => {
  expect(due(before10th, '2023-11-09 18:00', schedules.NVR, 4)).toEqual([
    '2023-12-08 17:00',
    '2024-01-09 18:00',
    '2024-02-09 17:00',
    '2024-03-07 17:00',
  ]);
});

test('a term is marked when its year has no approved calendar', () => {
  const [december, january] = first(before10th, '2026-12-01 00:00', schedules.NVR, 2);

  expect([december?.approved, january?.approved]).toEqual([true, false]);
});

test('a schedule that never opens owes no report', () => {
  expect(first(friday, '2025-12-29 00:00', scheduleWith({}), 1)).toEqual([]);
});
