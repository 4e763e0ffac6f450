/** The part of the page's own time that watching it may take for long. */
const SHARE = 0.02;
/** So much may be taken at once, as when twenty posts arrive together. */
const AT_ONCE_MS = 60;
/** However dear a look was, the next one comes no later: a mark is waited for, and what gathers meanwhile must not make a frame long. */
const LONGEST_WAIT_MS = 250;

/** Keeps what the watching costs within bounds, whatever the page does. `now`: a clock in ms that only goes forward. */
export function createBudget(now: () => number) {
  let left = AT_ONCE_MS;
  let at = now();

  function refill(): void {
    const present = now();
    left = Math.min(AT_ONCE_MS, left + (present - at) * SHARE);
    at = present;
  }

  return {
    spend(ms: number): void {
      refill();
      left -= ms;
    },
    /** How long the next look has to wait, ms. */
    wait(): number {
      refill();
      return left >= 0 ? 0 : Math.min(LONGEST_WAIT_MS, -left / SHARE);
    },
  };
}
