import { expect, test } from 'vitest';
import { createBudget } from '../../lib/overlay/frame-budget.ts';

/** Looks that cost `ms` each, as soon as they may, for so long; what they took, and the longest wait. */
function looks(ms: number, forMs: number) {
  let now = 0;
  let taken = 0;
  let longest = 0;
  const budget = createBudget(() => now);
  while (now < forMs) {
    const wait = budget.wait();
    longest = Math.max(longest, wait);
    // Not before the next frame.
    now += Math.max(16, wait) + ms;
    taken += ms;
    budget.spend(ms);
  }
  return { share: taken / now, longest };
}

test('nothing waits when posts arrive as people scroll', () => {
  let now = 0;
  const budget = createBudget(() => now);
  for (let batch = 0; batch < 20; batch += 1) {
    expect(budget.wait()).toBe(0);
    budget.spend(8);
    now += 500;
  }
});

test('two parts in a hundred are taken for long when the page never rests, and less than five when a look is dear', () => {
  expect(looks(3, 60_000).share).toBeLessThan(0.025);
  expect(looks(6, 60_000).share).toBeLessThan(0.05);
});

test('the next look comes after a quarter of a second however dear the last one was', () => {
  expect(looks(200, 60_000).longest).toBe(250);
});
