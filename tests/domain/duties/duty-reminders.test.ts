import { expect, test } from 'vitest';
import { remindedAt, reminderDue } from '../../../lib/domain/duties/duty-reminders.ts';
import { dutyTurns } from '../../../lib/domain/duties/duty-turns.ts';
import { regulation } from '../support/regulations.ts';
import { TOWNS } from '../support/towns.ts';
import { calendar } from '../support/worktime.ts';

const schedule = TOWNS.lebyazhye?.body;
const rule = regulation('lebyazhye').duties.find(({ id }) => id === 'monthlySummary');
if (!schedule || !rule) throw new Error('no such duty');

const at = (text: string) => Date.parse(`${text.replace(' ', 'T')}:00+05:00`);
const wall = (moment: number) => new Date(moment + 5 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/** The turn of the report on February 2023: due on 9 March, after a holiday; late after 10 March. */
function turn(done: number[] = []) {
  const facts = { sinceAt: at('2023-02-01 00:00'), now: at('2023-03-20 12:00'), done: done.map((doneAt) => ({ doneAt })) };
  const found = dutyTurns(rule as NonNullable<typeof rule>, facts, schedule as NonNullable<typeof schedule>, calendar).find(
    (one) => wall(one.dueAt) === '2023-03-09 17:00',
  );
  if (!found) throw new Error('no such turn');
  return found;
}

test('reminders of a duty come on the working day before, when work begins on the day, and after the grace', () => {
  const moments = remindedAt(turn(), schedule, calendar);

  expect(Object.values(moments).map(wall)).toEqual(['2023-03-07 08:00', '2023-03-09 08:00', '2023-03-10 16:00']);
});

test.each([
  ['2023-03-07 07:59', null],
  ['2023-03-07 08:00', 'before'],
  ['2023-03-08 12:00', 'before'],
  ['2023-03-09 08:00', 'onDate'],
  ['2023-03-10 16:00', 'onDate'],
  ['2023-03-10 16:01', 'late'],
  ['2023-03-17 16:00', 'late'],
  ['2023-03-18 16:01', null],
] as const)('at %s the reminder due is %s when the duty is not done', (moment, stage) => {
  expect(reminderDue(turn(), at(moment), schedule, calendar)).toBe(stage);
});

test('nothing is reminded of when the duty is done', () => {
  expect(reminderDue(turn([at('2023-03-06 12:00')]), at('2023-03-09 09:00'), schedule, calendar)).toBeNull();
});
