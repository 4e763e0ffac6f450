import year2026 from '../../calendars/2026.json' with { type: 'json' };
import type { Actor, Body, CaseContext } from '../../lib/domain/cases/model.ts';
import type { Calendar, CalendarYear, Schedule } from '../../lib/domain/worktime/model.ts';
import { lebyazhye } from './regulation.ts';

/** Tuesday 24 November 2026, 09:00 in the bodies' zone. */
export const MORNING = Date.UTC(2026, 10, 24, 4, 0);
export const MINUTE = 60_000;

const DAY: [string, string][] = [
  ['08:00', '12:00'],
  ['13:00', '17:00'],
];
const schedule: Schedule = {
  zone: 'Asia/Yekaterinburg',
  week: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY, sat: [], sun: [] },
  shortDayMinusMinutes: 60,
};

export const utilities: Body = {
  id: 'utilities',
  title: 'Отдел ЖКХ и благоустройства',
  schedule,
  officialAccounts: [
    { network: 'vk', name: 'Администрация округа', url: 'https://vk.com/okrug_adm' },
    { network: 'ok', name: 'Администрация округа', url: 'https://ok.ru/okrugadm' },
  ],
  defaultExecutorId: 'pavel',
};
const roads: Body = { ...utilities, id: 'roads', title: 'Отдел дорожного хозяйства', defaultExecutorId: 'irina' };

export type Viewer = Actor & { personId: keyof typeof people };

export const people = { olga: 'Ольга Кравцова', pavel: 'Павел Никитин', irina: 'Ирина Соколова' };
export const curator: Viewer = { personId: 'olga', roles: ['curator'], bodyId: null };
export const executor: Viewer = { personId: 'pavel', roles: ['executor'], bodyId: 'utilities' };
export const roadsExecutor: Viewer = { personId: 'irina', roles: ['executor'], bodyId: 'roads' };

export const context: CaseContext = {
  profile: lebyazhye,
  bodies: [utilities, roads],
  schedules: { centre: schedule },
  calendar: [year2026 as CalendarYear] satisfies Calendar,
};
