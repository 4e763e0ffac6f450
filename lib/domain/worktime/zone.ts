/** Local calendar of an IANA zone. A day is the count of days from 1970-01-01 on the zone's own calendar. */

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Every change of a zone's offset since 1970 falls on a quarter of an hour, so one answer serves a whole quarter. */
const QUARTER = 15 * MINUTE;

interface Zone {
  format: Intl.DateTimeFormat;
  offsets: Map<number, number>;
}

const zones = new Map<string, Zone>();

/** The day of `at` (epoch ms) on the zone's calendar. Throws RangeError for an unknown zone. */
export function dayOf(at: number, zone: string): number {
  return Math.floor((at + offsetAt(at, zone)) / DAY);
}

/** The instant (epoch ms) when the zone's clock shows `minutes` after midnight of `day`; a time skipped by a clock change moves on by the gap. */
export function instantOf(day: number, minutes: number, zone: string): number {
  const local = day * DAY + minutes * MINUTE;
  const before = local - offsetAt(local - DAY, zone);
  if (offsetAt(before, zone) === local - before) return before;
  const after = local - offsetAt(before, zone);
  return offsetAt(after, zone) === local - after ? after : before;
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

/** `YYYY-MM-DD` of a day. */
export function onOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

export function yearOf(day: number): number {
  return new Date(day * DAY).getUTCFullYear();
}

/** Monday is 0. */
export function weekdayIndexOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

function offsetAt(at: number, zone: string): number {
  const known = zoneOf(zone);
  const quarter = Math.floor(at / QUARTER);
  const cached = known.offsets.get(quarter);
  if (cached !== undefined) return cached;
  const offset = readOffset(known.format, quarter * QUARTER);
  known.offsets.set(quarter, offset);
  return offset;
}

function zoneOf(zone: string): Zone {
  const known = zones.get(zone);
  if (known) return known;
  const made = { format: new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }), offsets: new Map() };
  zones.set(zone, made);
  return made;
}

function readOffset(format: Intl.DateTimeFormat, at: number): number {
  const name = format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes, seconds] = /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(name) ?? [];
  const size = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * MINUTE + Number(seconds ?? 0) * 1000;
  return sign === '-' ? -size : size;
}
