import { expect, test } from 'vitest';
import { withRegion } from '../../../lib/domain/worktime/overlay.ts';
import { addWorkingDays, addWorkingMinutes, workingMinutesBetween } from '../../../lib/domain/worktime/working-time.ts';
import { parseRegionalCalendar } from '../../../lib/protocol/calendar.ts';
import { at, calendar, local, office, scheduleWith } from '../support/worktime.ts';

const act = 'указ № 1';
const text = JSON.stringify({
  region: 'RU-XX',
  titleRu: 'Вымышленный край',
  days: [
    { on: '2025-06-24', off: 'holiday', act },
    { on: '2025-12-31', follows: 'wed', short: true, act },
    { on: '2025-03-07', follows: 'fri', short: false, act },
    { on: '2025-11-01', off: 'moved', act },
    { on: '2025-11-03', follows: 'mon', short: false, act },
    { on: '2027-06-24', off: 'holiday', act },
  ],
});
const regional = withRegion(calendar, parseRegionalCalendar(text));

test('a day off of the region gives no working time there and stays worked elsewhere', () => {
  expect(local(addWorkingMinutes(at('2025-06-23 16:30'), 60, office, regional).at)).toBe('2025-06-25 08:30');
  expect(local(addWorkingMinutes(at('2025-06-23 16:30'), 60, office, calendar).at)).toBe('2025-06-24 08:30');
});

test('a federal day off that the region works is worked, short where it says so', () => {
  expect(local(addWorkingDays(at('2025-12-30 09:00'), 1, office, regional).at)).toBe('2025-12-31 16:00');
});

test('a federal short day that the region works in full is not short', () => {
  expect(local(addWorkingDays(at('2025-03-06 09:00'), 1, office, regional).at)).toBe('2025-03-07 16:00');
  expect(local(addWorkingDays(at('2025-03-06 09:00'), 1, office, calendar).at)).toBe('2025-03-07 15:00');
});

test('a federal Saturday that the region does not work is off, and the Monday it stood for is worked in full', () => {
  const minutes = (on: string) => workingMinutesBetween(at(`${on} 00:00`), at(`${on} 23:59`), office, regional);

  expect([minutes('2025-11-01'), minutes('2025-11-03'), minutes('2025-11-05')]).toEqual([0, 480, 480]);
});

test('a day off of the region at a weekend is off for schedules that work then', () => {
  const saturdays = scheduleWith({ sat: [['10:00', '12:00']] });

  expect(local(addWorkingMinutes(at('2025-10-31 10:00'), 30, saturdays, regional).at)).toBe('2025-11-08 10:30');
});

test('a year without a federal calendar stays not approved though the region names a day of it', () => {
  expect(regional.map(({ year }) => year)).toEqual([2020, 2021, 2022, 2023, 2024, 2025, 2026]);
  expect(addWorkingMinutes(at('2027-06-24 10:00'), 1, office, regional).approved).toBe(false);
});

test.each([
  ['an act is not named', '"act":"указ № 1"', '"act":""'],
  ['a day is named twice', '2025-12-31', '2025-06-24'],
  ['a day does not exist', '2025-06-24', '2025-06-31'],
  ['a day is both off and worked', '"off":"moved"', '"off":"moved","follows":"mon","short":false'],
  ['the region has no code', 'RU-XX', 'край'],
])('a regional calendar is refused when %s', (_, from, to) => {
  expect(() => parseRegionalCalendar(text.replace(from, to))).toThrow();
});
