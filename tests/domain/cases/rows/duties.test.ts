import { expect, test } from 'vitest';
import { dutyTerms, endOfSameDay, rollingTerm } from '../../../../lib/domain/duties/duty-terms.ts';
import { regulation } from '../../support/regulations.ts';
import { TOWNS } from '../../support/towns.ts';
import { calendar } from '../../support/worktime.ts';

type Dates = 'dueAt' | 'graceUntilAt' | 'periodFromAt' | 'periodToAt';

/** The first time that a duty of a regulation falls due after a moment, by the hours of its bodies: the dates asked for. */
function due(name: string, id: string, after: string, ...dates: Dates[]): string[] {
  const { rule, at, wall, schedule } = dutyOf(name, id);
  const [term] = dutyTerms(rule, at(after), schedule, calendar);
  if (!term) throw new Error(`${id} never falls due`);
  return dates.map((date) => wall(term[date]));
}

function dutyOf(name: string, id: string) {
  const town = TOWNS[name];
  const rule = regulation(name).duties.find((one) => one.id === id);
  if (!town || !rule) throw new Error(`no ${id} in ${name}`);
  return {
    ...{ rule, schedule: town.body },
    at: (text: string) => Date.parse(`${text.replace(' ', 'T')}:00${town.offset}`),
    wall: (at: number) =>
      new Date(at + Number.parseInt(town.offset, 10) * 3_600_000).toISOString().slice(0, 16).replace('T', ' '),
  };
}

test('LEB-20 LEB-27 the weekly publication is due on the last working day up to Friday and goes on from the last one', () => {
  expect(due('lebyazhye', 'fridayPost', '2023-02-20 00:00', 'dueAt')).toEqual(['2023-02-22 16:00']);
  expect(due('lebyazhye', 'fridayPost', '2023-02-27 00:00', 'dueAt', 'periodFromAt')).toEqual([
    '2023-03-03 16:00',
    '2023-02-22 16:00',
  ]);
});

test('LEB-21 LEB-22 both accounts of a month are due before the 10th and late only after it', () => {
  const dates: Dates[] = ['dueAt', 'graceUntilAt', 'periodFromAt', 'periodToAt'];
  const february = ['2023-03-09 17:00', '2023-03-10 16:00', '2023-02-01 00:00', '2023-03-01 00:00'];

  expect(due('lebyazhye', 'monthlySummary', '2023-03-01 00:00', ...dates)).toEqual(february);
  expect(due('lebyazhye', 'monthlyCompliance', '2023-03-01 00:00', ...dates)).toEqual(february);
  expect(due('lebyazhye', 'monthlySummary', '2024-05-01 00:00', 'dueAt', 'graceUntilAt')).toEqual([
    '2024-05-08 16:00',
    '2024-05-13 17:00',
  ]);
});

test('LEB-25 a new executor is told by the end of the calendar day, whatever the office hours', () => {
  const { at, wall, schedule } = dutyOf('lebyazhye', 'fridayPost');

  expect(regulation('lebyazhye').staffing.changeNotice).toEqual({ to: 'curator', limit: 'sameDay' });
  expect(wall(endOfSameDay(at('2023-03-17 15:30'), schedule, calendar))).toBe('2023-03-17 23:59');
});

test('ALA-37 the monthly account has a day for planning and is never a violation', () => {
  expect(due('alatyr', 'monthly', '2025-12-01 00:00', 'dueAt')).toEqual(['2025-12-09 17:00']);
  expect(dutyOf('alatyr', 'monthly').rule.severity).toBe('info');
});

test('NVR-49 the monthly account is due before the 10th, after the holidays when the day before them lies in the month', () => {
  expect(due('novorossiysk', 'monthly', '2025-12-01 00:00', 'dueAt')).toEqual(['2025-12-09 18:00']);
  expect(due('novorossiysk', 'monthly', '2025-12-31 00:00', 'dueAt', 'graceUntilAt')).toEqual([
    '2026-01-12 18:00',
    '2026-01-12 18:00',
  ]);
});

test('OM1-35 OM2-24 OM3-04 both assessments are due six calendar months after the last at the latest', () => {
  const days = [
    ['omsk-regional', 'assessMessages'],
    ['omsk-regional', 'assessAccounts'],
    ['omsk-municipal', 'assessMessages'],
    ['omsk-municipal', 'assessAccounts'],
  ].map(([name = '', id = '']) => {
    const { rule, at, wall, schedule } = dutyOf(name, id);
    const { dueAt, graceUntilAt } = rollingTerm(rule, at('2025-08-31 10:00'), schedule, calendar);
    return [wall(dueAt).slice(0, 10), wall(graceUntilAt).slice(0, 10)];
  });

  expect(days).toEqual(Array(4).fill(['2026-02-27', '2026-02-28']));
});

test('BAR-28 the Friday report is due on the last working day of its week, and a week off has none', () => {
  expect(due('barnaul', 'weekly', '2025-05-05 00:00', 'dueAt')).toEqual(['2025-05-07 17:00']);
  expect(due('barnaul', 'weekly', '2025-12-30 17:00', 'dueAt', 'periodFromAt')).toEqual(['2026-01-16 16:00', '2025-12-30 17:00']);
});
