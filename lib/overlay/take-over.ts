import { CHIP_TAG } from './chip.ts';
import { FAREWELL } from './notice.ts';

/**
 * The page may hold a copy of before an update, which notices its end when the page changes next: losing its chips is such a change. Its
 * word that the page should be reloaded is not true any more. It lives in a world of its own, so the document is all there is to meet in.
 */
export function takeOver(doc: Document, signal: AbortSignal): void {
  const clear = (selector: string) => {
    for (const left of doc.querySelectorAll(selector)) left.remove();
  };
  clear(CHIP_TAG);
  clear(FAREWELL);
  const watch = new MutationObserver(() => clear(FAREWELL));
  watch.observe(doc.documentElement, { childList: true });
  signal.addEventListener('abort', () => watch.disconnect());
}
