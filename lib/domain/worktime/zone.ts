/** Local calendar of an IANA zone. A day is the count of days from 1970-01-01 on the zone's own calendar. */

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Every change of a zone's offset in the years of a calendar falls on a quarter of an hour, so one answer serves a whole quarter. */
const QUARTER = 15 * MINUTE;

export interface Zone {
  format: Intl.DateTimeFormat;
  /** Offsets (ms) at the beginning of UTC days, and of quarters of an hour on the days when the offset changes. */
  days: Map<number, number>;
  quarters: Map<number, number>;
}

const zones = new Map<string, Zone>();

/** Throws RangeError for an unknown zone. */
export function zoneOf(name: string): Zone {
  // One entry a zone, however its letters are written: names come from outside.
  const key = name.toLowerCase();
  const known = zones.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  const made = { format, days: new Map(), quarters: new Map() };
  zones.set(key, made);
  return made;
}

/** True for the name of an IANA zone; a bare offset like `+05:00` knows no clock changes and is none. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    zoneOf(name);
    return true;
  } catch {
    return false;
  }
}

/** The day of `at` (epoch ms) on the zone's calendar. */
export function dayOf(at: number, zone: Zone): number {
  return Math.floor((at + offsetAt(at, zone)) / DAY);
}

/**
 * Turns minutes after midnight of `day` into the instant (epoch ms) when the zone's clock shows them. A time skipped by a clock change
 * moves on by the gap, of a time shown twice the first counts (RFC 5545, 3.3.5).
 */
export function clockOf(day: number, zone: Zone): (minutes: number) => number {
  const offset = dayOffset(day - 1, zone);
  // A local day lies within three UTC days.
  const isSteady = [day, day + 1, day + 2].every((other) => dayOffset(other, zone) === offset);
  return (minutes) => {
    const local = day * DAY + minutes * MINUTE;
    return isSteady ? local - offset : instantOf(local, zone);
  };
}

/** `YYYY-MM-DD` of a day. */
export function onOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** The day of `YYYY-MM-DD`. */
export function dayNumberOf(on: string): number {
  return Date.parse(`${on}T00:00:00Z`) / DAY;
}

/** The day of a date on the calendar; `month` is counted from 0 and may lead over the end of the year. */
export function dayOfDate(year: number, month: number, dayOfMonth: number): number {
  return Date.UTC(year, month, dayOfMonth) / DAY;
}

/** Year, month from 0 and day of the month. */
export function dateOfDay(day: number): { year: number; month: number; dayOfMonth: number } {
  const date = new Date(day * DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), dayOfMonth: date.getUTCDate() };
}

/** Monday is 0. */
export function weekdayIndexOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

function instantOf(local: number, zone: Zone): number {
  const before = local - offsetAt(local - DAY, zone);
  if (offsetAt(before, zone) === local - before) return before;
  const after = local - offsetAt(before, zone);
  return offsetAt(after, zone) === local - after ? after : before;
}

function offsetAt(at: number, zone: Zone): number {
  const day = Math.floor(at / DAY);
  const offset = dayOffset(day, zone);
  // No zone changes its clocks twice within a day.
  if (offset === dayOffset(day + 1, zone)) return offset;
  return remembered(zone.quarters, Math.floor(at / QUARTER), QUARTER, zone);
}

function dayOffset(day: number, zone: Zone): number {
  return remembered(zone.days, day, DAY, zone);
}

function remembered(offsets: Map<number, number>, index: number, unit: number, zone: Zone): number {
  const known = offsets.get(index);
  if (known !== undefined) return known;
  const offset = readOffset(zone.format, index * unit);
  offsets.set(index, offset);
  return offset;
}

/** The formatted date ends in the offset: `9/12/2025, GMT+05:00`, of London in winter `GMT`. */
function readOffset(format: Intl.DateTimeFormat, at: number): number {
  const [, sign, hours, minutes, seconds] = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(format.format(at)) ?? [];
  const size = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * MINUTE + Number(seconds ?? 0) * 1000;
  return sign === '-' ? -size : size;
}
