const FREE = 5;
const LONGEST_MINUTES = 15;
/** After so long without a failure the count begins anew. */
export const FORGET_FAILURES_MS = 24 * 3_600_000;

/**
 * How long (ms) the next attempt must wait after so many failures in a row: nothing at first, then 1, 2, 4, 8 and at most 15 minutes.
 * It never locks for good: whoever wants to keep somebody out must not be able to.
 */
export function waitAfter(failures: number, free = FREE): number {
  if (failures < free) return 0;
  return Math.min(LONGEST_MINUTES, 2 ** (failures - free)) * 60_000;
}
