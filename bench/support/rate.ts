const WARM_UP_MS = 60;
const ROUND_MS = 100;
const ROUNDS = 4;

/** How many operations a second `run` gets done, `operations` of them a call; the best of some rounds: what else the machine does only slows. */
export function rateOf(operations: number, run: () => void): number {
  round(WARM_UP_MS, run);
  return Math.max(...Array.from({ length: ROUNDS }, () => round(ROUND_MS, run) * operations));
}

function round(length: number, run: () => void): number {
  const startedAt = performance.now();
  let calls = 0;
  let passed = 0;
  do {
    run();
    calls++;
    passed = performance.now() - startedAt;
  } while (passed < length);
  return (calls / passed) * 1000;
}

/** `1,234×`, two figures below ten. */
export function times(ratio: number): string {
  return `${ratio.toLocaleString('en', { maximumSignificantDigits: ratio < 10 ? 2 : 3 })}×`;
}
