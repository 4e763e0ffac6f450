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
