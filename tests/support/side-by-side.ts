import type { BrowserKind } from '../../scripts/support/browsers.ts';

/** Does the same in each browser at once, for they wait more than they reckon; says in which of them it failed. */
export async function sideBySide<T>(browsers: ReadonlyMap<BrowserKind, T>, act: (browser: T) => Promise<void>): Promise<void> {
  const acts = [...browsers].map(([kind, browser]) =>
    act(browser).catch((error: Error) => {
      error.message = `in ${kind}: ${error.message}`;
      throw error;
    }),
  );
  // The second is not left running when the first has failed.
  await Promise.allSettled(acts);
  await Promise.all(acts);
}
