import { addBusinessDays } from 'date-fns';
import dayjs from 'dayjs';
import businessTime from 'dayjs-business-time';
import luxon from 'luxon-business-days';
import momentDays from 'moment-business-days';
import momentTime from 'moment-business-time';
import { type Schedule, WEEKDAYS } from '../../lib/domain/worktime/model.ts';
import type { Vector } from './vectors.ts';

/**
 * A library that can do a part of what the engine does. None of them knows zones, short days or worked Saturdays, so each is asked in
 * the office's wall time, told all the days off, and given a start made ready.
 */
export interface Rival {
  name: string;
  /** Takes the hours and the days off of the questions that follow. */
  setUp(schedule: Schedule, daysOff: string[]): void;
  /** Gets a start ready (`2023-03-14 10:52`); what it gives back counts the answer as the library's own moment. */
  ready(start: string, question: Vector): () => { format(pattern: string): string };
}

const DAY_NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

dayjs.extend(businessTime);

export const MINUTE_RIVALS: Rival[] = [
  {
    name: 'dayjs-business-time',
    setUp(schedule, daysOff) {
      const hours = WEEKDAYS.map((day) => schedule.week[day].map(([start, end]) => ({ start: `${start}:00`, end: `${end}:00` })));
      const week = Object.fromEntries(DAY_NAMES.map((name, index) => [name, hours[index]?.length ? hours[index] : null]));
      dayjs.setBusinessTime(week as unknown as Parameters<typeof dayjs.setBusinessTime>[0]);
      dayjs.setHolidays(daysOff);
    },
    ready(start, { op, minutes }) {
      const from = dayjs(start);
      return op === 'after' ? () => from.addBusinessMinutes(minutes) : () => from.subtractBusinessMinutes(minutes);
    },
  },
  {
    name: 'moment-business-time',
    setUp(schedule, daysOff) {
      const hours = WEEKDAYS.map((day) => schedule.week[day].flatMap(([open, close]) => [`${open}:00`, `${close}:00`]));
      const sundayFirst = [hours[6] ?? [], ...hours.slice(0, 6)];
      const workinghours = Object.fromEntries(sundayFirst.map((day, index) => [index, day.length > 0 ? day : null]));
      momentTime.updateLocale('en', { workinghours, holidays: daysOff });
    },
    ready(start, { op, minutes }) {
      const from = momentTime(start);
      return op === 'after' ? () => from.addWorkingTime(minutes, 'minutes') : () => from.subtractWorkingTime(minutes, 'minutes');
    },
  },
];

export const DAY_RIVALS: Rival[] = [
  {
    name: 'dayjs-business-time',
    setUp: MINUTE_RIVALS[0]?.setUp ?? (() => undefined),
    ready(start, { amount }) {
      const from = dayjs(start);
      return () => from.addBusinessDays(amount);
    },
  },
  {
    name: 'moment-business-days',
    setUp(_, daysOff) {
      momentDays.updateLocale('en', { holidays: daysOff, holidayFormat: 'YYYY-MM-DD', workingWeekdays: [1, 2, 3, 4, 5] });
    },
    ready(start, { amount }) {
      const from = momentDays(start);
      return () => from.businessAdd(amount);
    },
  },
  {
    name: 'luxon-business-days',
    setUp: (_, daysOff) => {
      luxonDaysOff = new Set(daysOff);
    },
    ready(start, { amount }) {
      const from = luxon.DateTime.fromFormat(start, 'yyyy-MM-dd HH:mm', { zone: 'utc' });
      from.setupBusiness({ holidayMatchers: [(day: { toISODate(): string }) => luxonDaysOff.has(day.toISODate())] });
      return () => {
        const end = from.plusBusiness({ days: amount });
        return { format: () => end.toFormat('yyyy-MM-dd HH:mm') };
      };
    },
  },
  {
    name: 'date-fns (knows no holidays)',
    setUp: () => undefined,
    ready(start, { amount }) {
      const from = new Date(`${start.replace(' ', 'T')}:00Z`);
      return () => {
        const end = addBusinessDays(from, amount);
        return { format: () => end.toISOString().slice(0, 16).replace('T', ' ') };
      };
    },
  },
];

let luxonDaysOff = new Set<string>();
