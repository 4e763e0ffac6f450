import { expect, test } from 'vitest';
import { type DutyDone, type DutyTurn, dutyTurns } from '../../../lib/domain/duties/duty-turns.ts';
import { at, calendar, local, office } from '../support/worktime.ts';

const weekly = { every: 'week', due: { weekday: 5, shift: 'previous' }, period: 'sinceLast' } as const;
const monthly = {
  every: 'month',
  due: { dayOfMonth: 10, inclusive: false, shift: 'previous', grace: { dayOfMonth: 10, shift: 'next' } },
  period: 'prevMonth',
} as const;
const rolling = {
  every: 'rolling6months',
  due: { shift: 'previous', grace: { sixMonths: 'exact' } },
  period: 'sinceLast',
} as const;

function turns(duty: Parameters<typeof dutyTurns>[0], since: string, now: string, ...done: (string | DutyDone)[]): DutyTurn[] {
  const records = done.map((one) => (typeof one === 'string' ? { doneAt: at(one) } : one));
  return dutyTurns(duty, { sinceAt: at(since), now: at(now), done: records }, office, calendar);
}

const states = (found: DutyTurn[]) => found.map(({ dueAt, state }) => `${local(dueAt).slice(0, 10)} ${state}`);

test('a weekly duty is open until its moment, done when it was done by then, late when it was not', () => {
  expect(states(turns(weekly, '2023-02-13 00:00', '2023-02-17 16:00'))).toEqual(['2023-02-17 open', '2023-02-22 open']);
  expect(states(turns(weekly, '2023-02-13 00:00', '2023-02-17 16:01'))).toEqual(['2023-02-17 late', '2023-02-22 open']);
  expect(states(turns(weekly, '2023-02-13 00:00', '2023-02-20 09:00', '2023-02-17 15:59'))).toEqual([
    '2023-02-17 done',
    '2023-02-22 open',
  ]);
  expect(states(turns(weekly, '2023-02-13 00:00', '2023-02-20 09:00', '2023-02-17 16:01'))).toEqual([
    '2023-02-17 late',
    '2023-02-22 open',
  ]);
});

test('each report goes on where the last one stopped, also when that was early or late', () => {
  const found = turns(weekly, '2023-02-13 00:00', '2023-03-02 09:00', '2023-02-17 12:00', '2023-02-27 10:00');

  expect(found.map(({ periodFromAt, periodToAt, state }) => [local(periodFromAt), local(periodToAt), state])).toEqual([
    ['2023-02-13 00:00', '2023-02-17 12:00', 'done'],
    ['2023-02-17 12:00', '2023-02-27 10:00', 'late'],
    ['2023-02-27 10:00', '2023-03-03 16:00', 'open'],
  ]);
});

test('a record counts for the turn it names, the one missed before stays late', () => {
  const named = { doneAt: at('2023-02-22 15:00'), dueAt: at('2023-02-22 16:00') };

  expect(states(turns(weekly, '2023-02-13 00:00', '2023-02-27 09:00', named))).toEqual([
    '2023-02-17 late',
    '2023-02-22 done',
    '2023-03-03 open',
  ]);
});

test('the report of a month is not late until the grace is over', () => {
  const since = '2023-01-15 00:00';

  expect(states(turns(monthly, since, '2023-03-10 16:00'))).toEqual(['2023-02-09 late', '2023-03-09 open', '2023-04-07 open']);
  expect(states(turns(monthly, '2023-02-10 00:00', '2023-03-10 16:01'))).toEqual(['2023-03-09 late', '2023-04-07 open']);
  expect(states(turns(monthly, '2023-02-10 00:00', '2023-03-13 09:00', '2023-03-10 15:00'))).toEqual([
    '2023-03-09 done',
    '2023-04-07 open',
  ]);
});

test('a month that was over when the duty came into force is not reported of', () => {
  expect(states(turns(monthly, '2023-03-01 00:00', '2023-03-20 09:00'))).toEqual(['2023-04-07 open']);
});

test('a rolling duty counts six months from the last time it was done, early or late', () => {
  const found = turns(rolling, '2024-01-31 10:00', '2025-03-01 09:00', '2024-06-03 12:00', '2024-12-05 09:00');

  expect(states(found)).toEqual(['2024-07-31 done', '2024-12-03 late', '2025-06-05 open']);
  expect(found.map(({ periodFromAt }) => local(periodFromAt))).toEqual([
    '2024-01-31 10:00',
    '2024-06-03 12:00',
    '2024-12-05 09:00',
  ]);
});

test('what was done before the duty came into force counts for none of its turns', () => {
  expect(states(turns(weekly, '2023-02-13 00:00', '2023-02-16 10:00', '2023-02-10 15:00'))).toEqual(['2023-02-17 open']);
});

test('what is recorded for later than now does not count yet', () => {
  expect(states(turns(weekly, '2023-02-13 00:00', '2023-02-17 10:00', '2023-02-17 15:00'))[0]).toBe('2023-02-17 open');
});
