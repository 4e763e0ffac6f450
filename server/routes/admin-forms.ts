import type { OfficialAccount } from '../../lib/domain/cases/model.ts';
import { type Interval, type Schedule, WEEKDAYS } from '../../lib/domain/worktime/model.ts';
import type { NewInvitation } from '../auth/invitations.ts';
import { LONGEST, type TenantSecurity } from '../auth/tenant-security.ts';
import type { grantableRoles } from '../policies/visibility.ts';

/** Reads what an administrator typed: a value, or one sentence on what is wrong. */
export type Read<T> = { ok: true; value: T } | { ok: false; problem: string };

type Ask = (name: string) => string;

const CLOCK = /^([01]?\d|2[0-3]):([0-5]\d)$/;

export function readBodyForm(ask: Ask): Read<{ title: string; schedule: Schedule; officialAccounts: OfficialAccount[] }> {
  const title = ask('title');
  if (title === '' || title.length > 200) return no('Укажите название органа (до 200 знаков).');
  const schedule = readSchedule(ask);
  if (!schedule.ok) return schedule;
  const accounts = readAccounts(ask('accounts'));
  return accounts.ok ? { ok: true, value: { title, schedule: schedule.value, officialAccounts: accounts.value } } : accounts;
}

export interface SettingsForm {
  title: string;
  centre: Schedule;
  topics: string[];
  locations: string[];
  retentionMonths: number | null;
}

export function readSettings(ask: Ask): Read<SettingsForm> {
  const title = ask('title');
  if (title === '' || title.length > 200) return no('Укажите название установки (до 200 знаков).');
  const centre = readSchedule(ask);
  if (!centre.ok) return centre;
  const [topics, locations] = [linesOf(ask('topics')), linesOf(ask('locations'))];
  if (topics.length === 0 || locations.length === 0) return no('Нужны хотя бы одна тема и одно место.');
  if ([...topics, ...locations].some((line) => line.length > 200)) return no('Тема или место длиннее 200 знаков.');
  const months = ask('retentionMonths');
  const retentionMonths = months === '' ? null : Number(months);
  if (retentionMonths !== null && !(Number.isInteger(retentionMonths) && retentionMonths >= 1 && retentionMonths <= 600))
    return no(`Срок хранения «${months}» не подходит: нужно целое число месяцев от 1 до 600 или ничего.`);
  return { ok: true, value: { title, centre: centre.value, topics, locations, retentionMonths } };
}

/** Ticked or not, and how long a sign-in lasts: never longer than what a tenant begins with. */
export function readSecurityForm(ask: Ask): Read<TenantSecurity> {
  const limits: Partial<typeof LONGEST> = {};
  for (const [name, most] of Object.entries(LONGEST)) {
    const value = Number(ask(name));
    if (!Number.isInteger(value) || value < 1 || value > most)
      return no(`Срок «${ask(name)}» не подходит: нужно целое число от 1 до ${most}.`);
    limits[name as keyof typeof LONGEST] = value;
  }
  return { ok: true, value: { ...(limits as typeof LONGEST), requireSecondFactor: ask('requireSecondFactor') === 'yes' } };
}

function readSchedule(ask: Ask): Read<Schedule> {
  const zone = ask('zone');
  if (!isZone(zone)) return no(`Часового пояса «${zone}» нет. Пример: Asia/Yekaterinburg.`);
  const week: Partial<Schedule['week']> = {};
  for (const day of WEEKDAYS) {
    const intervals = readIntervals(ask(day));
    if (!intervals) return no(`Рабочее время «${ask(day)}» не понято. Пример: 08:00–12:00, 13:00–17:00.`);
    week[day] = intervals;
  }
  if (WEEKDAYS.every((day) => week[day]?.length === 0))
    return no('Укажите рабочее время хотя бы для одного дня: без него сроков нет.');
  return { ok: true, value: { zone, week: week as Schedule['week'], shortDayMinusMinutes: 60 } };
}

/** Null unless every interval ends after it begins and begins after the one before. */
function readIntervals(text: string): Interval[] | null {
  const intervals: Interval[] = [];
  for (const part of text.split(',').filter((piece) => piece.trim() !== '')) {
    const [from, to, more] = part.split(/[–—-]/).map((piece) => clock(piece.trim()));
    const last = intervals.at(-1)?.[1] ?? '';
    if (!from || !to || more !== undefined || from >= to || from < last) return null;
    intervals.push([from, to]);
  }
  return intervals;
}

function clock(text: string): string | null {
  const found = CLOCK.exec(text);
  return found ? `${found[1]?.padStart(2, '0')}:${found[2]}` : null;
}

function readAccounts(text: string): Read<OfficialAccount[]> {
  const accounts: OfficialAccount[] = [];
  for (const line of linesOf(text)) {
    const found = /^(.*?)\s*(https?:\/\/\S+)$/.exec(line);
    const network = found?.[2] ? networkOf(found[2]) : null;
    if (!found?.[2] || !network)
      return no(`Официальная страница «${line}» не понята. Пример: Администрация https://vk.com/club1.`);
    accounts.push({ network, name: found[1] || found[2], url: found[2] });
  }
  return { ok: true, value: accounts };
}

function networkOf(address: string): OfficialAccount['network'] | null {
  if (!URL.canParse(address)) return null;
  const host = new URL(address).hostname.replace(/^(www|m)\./, '');
  if (host === 'vk.com' || host === 'vk.ru') return 'vk';
  if (host === 'ok.ru' || host === 'odnoklassniki.ru') return 'ok';
  return host === 't.me' || host === 'telegram.me' ? 'telegram' : null;
}

export function readInvitation(
  tenantId: string,
  ask: Ask,
  chosen: string[],
  known: { roles: ReturnType<typeof grantableRoles>; bodies: { id: string }[] },
): Read<NewInvitation> {
  const name = ask('name');
  if (name === '' || name.length > 200) return no('Укажите имя и фамилию (до 200 знаков).');
  const roles = known.roles.filter((role) => chosen.includes(role.id));
  if (roles.length === 0) return no('Выберите хотя бы одну роль.');
  const bodyId = known.bodies.find((body) => body.id === ask('bodyId'))?.id ?? null;
  const homeless = roles.find((role) => role.needsBody && bodyId === null);
  if (homeless) return no(`Для роли «${homeless.titleRu}» выберите орган.`);
  const ids = roles.map((role) => role.id);
  return {
    ok: true,
    value: { tenantId, name, roles: ids, bodyId, defaultExecutor: bodyId !== null && ask('defaultExecutor') === 'yes' },
  };
}

function linesOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ''))];
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('ru', { timeZone: zone });
    return zone !== '';
  } catch {
    return false;
  }
}

function no(problem: string): { ok: false; problem: string } {
  return { ok: false, problem };
}
