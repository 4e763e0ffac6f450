/** Waits until `condition` gives something true and returns it; throws after `withinMs` with what was waited for. */
export async function until<T>(
  condition: () => Promise<T> | T,
  what = 'a condition',
  withinMs = 20_000,
): Promise<NonNullable<T>> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (performance.now() > deadline) throw new Error(`Waited ${withinMs / 1000} s in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Waits for a place on the screen that stays where it is: pages move while their styles and pictures come in. */
export function untilStill<P extends { x: number; y: number }>(look: () => Promise<P | null>, what: string): Promise<P> {
  let last: P | null = null;
  return until(async () => {
    const seen = await look().catch(() => null);
    const isStill = seen !== null && last !== null && seen.x === last.x && seen.y === last.y;
    last = seen;
    return isStill ? seen : null;
  }, what);
}
