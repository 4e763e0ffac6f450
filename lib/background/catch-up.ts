import type { CaseDocument } from '../domain/cases/model.ts';
import { indexOfDocument } from './case-index.ts';
import type { Shelf } from './case-shelf.ts';

/** So many cases are gone through at a time: whoever asks meanwhile waits for no more. */
const PART = 100;

export interface CatchUpDeps {
  shelf: Shelf;
  progress: (percent: number | null) => void;
  /** Everything is found again by what is here now. */
  caughtUp: () => Promise<void>;
}

/**
 * Derives anew what cases are found by, where the reference or the program is another than it was derived from: a part at a time, going on
 * where a worker that died had come to. However often it is asked, it is done once.
 */
export function createCatchUp({ shelf, progress, caughtUp }: CatchUpDeps): () => Promise<void> {
  let running: Promise<void> | null = null;

  /** True when there was something to derive. */
  async function deriveAll(): Promise<boolean> {
    let isNews = false;
    for (let open = await shelf.opened(); open; open = await shelf.opened()) {
      const { cache, reference } = open;
      let after = await cache.underivedAfter(reference);
      if (after === null) break;
      isNews = true;
      progress(await cache.shareUpTo(after));
      const indexOf = (document: CaseDocument) => indexOfDocument(document, reference);
      while (after !== null) {
        after = await cache.deriveNext(reference, { after, count: PART }, indexOf);
        if (after !== null) progress(Math.min(99, await cache.shareUpTo(after)));
      }
    }
    return isNews;
  }

  async function run(): Promise<void> {
    try {
      if (!(await deriveAll())) return;
    } catch {
      // As on a full disk: the next waking goes on from here.
      return;
    } finally {
      running = null;
      progress(null);
    }
    await caughtUp();
  }

  return () => {
    running ??= run();
    return running;
  };
}
