import { inRussian } from './english-dates.ts';
import { instantOf, type WallClock, wallClockAt } from './zoned-time.ts';

export interface PostedAt {
  /** Epoch ms. */
  at: number;
  /** True where the page shows an age or a bare date instead of a minute. */
  approximate: boolean;
}

const MINUTE = 60_000;
const NUMBER_WORDS = ['', 'од', 'дв', 'тр', 'чет', 'пят', 'шест', 'сем', 'вос', 'дев', 'дес'];
const MONTHS = ['янв', 'фев', 'мар', 'апр', 'ма', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'];
const UNITS: readonly [RegExp, number][] = [
  [/^с(ек.*)?$/, 1000],
  [/^м(ин.*)?$/, MINUTE],
  [/^ч(ас.*)?$/, 60 * MINUTE],
  [/^(д|дн.*|день)$/, 24 * 60 * MINUTE],
  [/^нед.*$/, 7 * 24 * 60 * MINUTE],
  [/^мес.*$/, 30 * 24 * 60 * MINUTE],
  [/^(г|год.*|лет)$/, 365 * 24 * 60 * MINUTE],
];

/**
 * Reads what the networks write for a time («2 мин назад», «вчера в 9:03», «12 мар в 10:00», the same in English);
 * null when it is no such text.
 */
export function parsePostedTime(text: string, now: number, zone: string): PostedAt | null {
  const said = inRussian(text.toLowerCase().replace(/ё/g, 'е').replace(/\s+/g, ' ').trim());
  return agoOf(said, now) ?? dayWordOf(said, now, zone) ?? calendarDateOf(said, now, zone) ?? numericDateOf(said, zone);
}

function agoOf(said: string, now: number): PostedAt | null {
  if (/^(только что|сейчас)/.test(said)) return { at: now, approximate: true };
  if (/^полчаса назад/.test(said)) return { at: now - 30 * MINUTE, approximate: true };
  const found = /^(?:(\d{1,4}|[а-я]+) )?([а-я]+)\.? назад/.exec(said);
  if (!found) return null;
  const count = countOf(found[1]);
  const unit = UNITS.find(([name]) => name.test(found[2] ?? ''))?.[1];
  return count === null || unit === undefined ? null : { at: now - count * unit, approximate: true };
}

function countOf(word: string | undefined): number | null {
  if (word === undefined) return 1;
  if (/^\d+$/.test(word)) return Number(word);
  const index = NUMBER_WORDS.findIndex((stem, i) => i > 0 && word.startsWith(stem));
  return index > 0 ? index : null;
}

function dayWordOf(said: string, now: number, zone: string): PostedAt | null {
  const found = /^(?:(сегодня|вчера|позавчера)(?:,?(?: в)? (\d{1,2}):(\d{2}))?|(\d{1,2}):(\d{2}))(?![\d:])/.exec(said);
  if (!found) return null;
  const back = found[1] === 'вчера' ? 1 : found[1] === 'позавчера' ? 2 : 0;
  const time = timeOf(found[2] ?? found[4], found[3] ?? found[5]);
  if (time === 'wrong') return null;
  const today = wallClockAt(now, zone);
  const day = { ...today, day: today.day - back, ...(time ?? { hour: 0, minute: 0 }) };
  return { at: instantOf(day, zone), approximate: time === null };
}

function calendarDateOf(said: string, now: number, zone: string): PostedAt | null {
  const found = /^(\d{1,2}) ([а-я]{3,8})\.?(?: (\d{4})(?: ?г(?:\.|ода)?)?)?(?:,?(?: в)? (\d{1,2}):(\d{2}))?(?![\d:])/.exec(said);
  if (!found) return null;
  const month = MONTHS.findIndex((stem) => (found[2] ?? '').startsWith(stem)) + 1;
  const time = timeOf(found[4], found[5]);
  if (month === 0 || time === 'wrong') return null;
  const clock = { month, day: Number(found[1]), ...(time ?? { hour: 0, minute: 0 }) };
  const approximate = time === null;
  if (found[3]) return validInstant({ year: Number(found[3]), ...clock }, zone, approximate);
  return latestBefore(clock, now, zone, approximate);
}

/** A date without a year is the latest such date that has come; a day of slack for the network's own clock. */
function latestBefore(clock: Omit<WallClock, 'year'>, now: number, zone: string, approximate: boolean): PostedAt | null {
  const year = wallClockAt(now, zone).year;
  for (let back = -1; back <= 8; back += 1) {
    const posted = validInstant({ year: year - back, ...clock }, zone, approximate);
    if (posted && posted.at <= now + 24 * 60 * MINUTE) return posted;
  }
  return null;
}

function numericDateOf(said: string, zone: string): PostedAt | null {
  const found = /^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?:,?(?: в)? (\d{1,2}):(\d{2}))?(?![\d:])/.exec(said);
  if (!found) return null;
  const time = timeOf(found[4], found[5]);
  if (time === 'wrong') return null;
  const year = Number(found[3]);
  const date = { year: year < 100 ? 2000 + year : year, month: Number(found[2]), day: Number(found[1]) };
  return validInstant({ ...date, ...(time ?? { hour: 0, minute: 0 }) }, zone, time === null);
}

function validInstant(clock: WallClock, zone: string, approximate: boolean): PostedAt | null {
  const real = new Date(Date.UTC(clock.year, clock.month - 1, clock.day));
  if (real.getUTCMonth() !== clock.month - 1 || real.getUTCDate() !== clock.day) return null;
  return { at: instantOf(clock, zone), approximate };
}

function timeOf(hour: string | undefined, minute: string | undefined): { hour: number; minute: number } | null | 'wrong' {
  if (hour === undefined || minute === undefined) return null;
  const time = { hour: Number(hour), minute: Number(minute) };
  return time.hour < 24 && time.minute < 60 ? time : 'wrong';
}
