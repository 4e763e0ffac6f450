const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/;

/** Epoch ms of `2023-02-22T09:40:00Z` (milliseconds allowed), or null when it is no such moment. */
export function readInstant(value: unknown): number | null {
  if (typeof value !== 'string' || !INSTANT.test(value)) return null;
  const at = Date.parse(value);
  // Date.parse lets 30 February pass as 2 March.
  return Number.isNaN(at) || !new Date(at).toISOString().startsWith(value.slice(0, 19)) ? null : at;
}

/** UTC to the second, cut: a moment is never shown later than it is. */
export function writeInstant(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
