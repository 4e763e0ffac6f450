const BASE_MS = 1_000;
const CAP_MS = 60_000;

/** Exponential back-off with full jitter; what the server asks for (`Retry-After`) is the least. */
export function backoffMs(attempt: number, random: number, retryAfterMs: number | null): number {
  const jittered = Math.min(CAP_MS, BASE_MS * 2 ** Math.min(attempt, 10)) * random;
  return Math.max(jittered, retryAfterMs ?? 0);
}
