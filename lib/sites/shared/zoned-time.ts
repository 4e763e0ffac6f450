export interface WallClock {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What clocks in `zone` show at `at` (epoch ms). Throws RangeError for an unknown zone. */
export function wallClockAt(at: number, zone: string): WallClock {
  let format = formats.get(zone);
  if (!format) {
    const numeric = 'numeric' as const;
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
    });
    formats.set(zone, format);
  }
  const parts = new Map(format.formatToParts(at).map((part) => [part.type, Number(part.value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return { year: part('year'), month: part('month'), day: part('day'), hour: part('hour'), minute: part('minute') };
}

/** The instant (epoch ms) when clocks in `zone` show `clock`; days may overflow (`day: 0` is the last of the month before). */
export function instantOf(clock: WallClock, zone: string): number {
  const wanted = asUtc(clock);
  let at = wanted - offsetAt(wanted, zone);
  // The offset may differ on the other side of a clock change: settle once more from the instant found.
  at = wanted - offsetAt(at, zone);
  return at;
}

function offsetAt(at: number, zone: string): number {
  return asUtc(wallClockAt(at, zone)) - Math.floor(at / 60_000) * 60_000;
}

function asUtc(clock: WallClock): number {
  return Date.UTC(clock.year, clock.month - 1, clock.day, clock.hour, clock.minute);
}
