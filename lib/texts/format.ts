import type { Lang } from './lang.ts';

const DAY_MINUTES = 480;
const LONG_MINUTES = 3 * DAY_MINUTES;
const DAY_CLOCK_MINUTES = 24 * 60;
const WEEK_MS = 7 * 24 * 3_600_000;

/** Forms of a counted noun by `Intl.PluralRules` category; `other` serves fractions and languages with fewer forms. */
export interface Forms {
  one: string;
  few?: string;
  many?: string;
  other: string;
}

const words = {
  ru: {
    locale: 'ru-RU',
    h: 'ч',
    min: 'мин',
    about: 'около',
    days: { one: 'раб. дня', few: 'раб. дней', many: 'раб. дней', other: 'раб. дня' },
    clockDays: { one: 'сутки', few: 'суток', many: 'суток', other: 'суток' },
    until: 'до',
    ago: 'назад',
    now: 'только что',
    was: 'срок был',
  },
  en: {
    locale: 'en-GB',
    h: 'h',
    min: 'min',
    about: 'about',
    days: { one: 'working day', other: 'working days' },
    clockDays: { one: 'day', other: 'days' },
    until: 'until',
    ago: 'ago',
    now: 'just now',
    was: 'was due',
  },
};

/** Everything with a number, a length or an instant in it, in one language. Lengths are minutes, instants epoch ms (UTC). */
export function format(lang: Lang) {
  const w = words[lang];
  const rules = new Intl.PluralRules(w.locale);

  function plural(count: number, forms: Forms): string {
    const form = rules.select(count);
    return `${count} ${(form === 'one' || form === 'few' || form === 'many' ? forms[form] : undefined) ?? forms.other}`;
  }

  /** «1 ч 12 мин»; lengths over three working days are told in whole working days of eight hours, roughly. */
  function minutes(value: number): string {
    const total = Math.abs(Math.trunc(value));
    if (isInDays(total)) return `${w.about} ${plural(Math.round(total / DAY_MINUTES), w.days)}`;
    return hours(total, w);
  }

  /** Is a length of so many minutes told in days rather than in hours? */
  function isInDays(value: number): boolean {
    return Math.abs(value) >= LONG_MINUTES;
  }

  function part(at: number, zone: string, options: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(w.locale, { timeZone: zone, ...options }).format(at);
  }

  function time(at: number, zone: string): string {
    return part(at, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  }

  function day(at: number, now: number, zone: string): string {
    const otherYear = part(at, zone, { year: 'numeric' }) !== part(now, zone, { year: 'numeric' });
    return part(at, zone, { day: 'numeric', month: 'short', ...(otherYear ? { year: 'numeric' } : {}) });
  }

  /** «15:40 чт», with the date when further than a week from `now`. */
  function moment(at: number, now: number, zone: string): string {
    const near = `${time(at, zone)} ${part(at, zone, { weekday: 'short' })}`;
    return Math.abs(at - now) < WEEK_MS ? near : `${near}, ${day(at, now, zone)}`;
  }

  /** «до 15:40 чт», in the zone of the organisation that must act; «срок был 15:40 чт» once it has passed. */
  function until(at: number, now: number, zone: string): string {
    return `${at < now ? w.was : w.until} ${moment(at, now, zone)}`;
  }

  /** «24 нояб., 12:04». */
  function dateTime(at: number, now: number, zone: string): string {
    return `${day(at, now, zone)}, ${time(at, zone)}`;
  }

  /** «12 мин назад» within a day, afterwards the date. */
  function ago(at: number, now: number, zone: string): string {
    const passed = Math.floor((now - at) / 60_000);
    if (passed < 1) return w.now;
    return passed < 24 * 60 ? `${minutes(passed)} ${w.ago}` : dateTime(at, now, zone);
  }

  /** `2026-11-04` → «4 нояб.». */
  function dateOn(on: string): string {
    return part(Date.parse(`${on}T12:00:00Z`), 'UTC', { day: 'numeric', month: 'short', weekday: 'short' });
  }

  /** By how much a clock is wrong (ms, either way): «1 ч 5 мин», from a day on «2 суток». */
  function clockError(ms: number): string {
    const total = Math.round(Math.abs(ms) / 60_000);
    if (total < DAY_CLOCK_MINUTES) return hours(total, w);
    return plural(Math.round(total / DAY_CLOCK_MINUTES), w.clockDays);
  }

  return { plural, minutes, clockError, isInDays, time, day, moment, until, dateTime, ago, dateOn };
}

function hours(total: number, w: { h: string; min: string }): string {
  const h = Math.floor(total / 60);
  const rest = total % 60;
  if (h === 0) return `${rest} ${w.min}`;
  return rest === 0 ? `${h} ${w.h}` : `${h} ${w.h} ${rest} ${w.min}`;
}
