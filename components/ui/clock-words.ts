import type { Frame } from '../frame.ts';

/** From here on a wrong clock misleads whoever looks at both. */
const CLOCK_OFF_MS = 5 * 60_000;

/** What is said of a device clock that is wrong, null while it does not matter; `skewMs` is the server's clock minus the device's. */
export function clockWords(skewMs: number, { strip, format }: Frame['t']): string | null {
  if (Math.abs(skewMs) < CLOCK_OFF_MS) return null;
  return `${skewMs > 0 ? strip.clockBehind : strip.clockAhead} ${format.clockError(skewMs)}. ${strip.clockNote}`;
}
