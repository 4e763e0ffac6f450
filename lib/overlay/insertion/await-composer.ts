import type { MessageRef } from '../../domain/ids.ts';
import type { Composer, Page, Site } from '../../sites/site.ts';

const PATIENCE_MS = 5_000;

/** Opens the network's own reply box for a message and waits until it is there; null when it does not come or `signal` aborts. */
export async function awaitComposer(
  site: Pick<Site, 'composerFor' | 'openComposer'>,
  ref: MessageRef,
  page: Page,
  signal: AbortSignal,
): Promise<Composer | null> {
  const present = site.composerFor(ref, page);
  if (present || signal.aborted) return present;
  const coming = appearance(() => site.composerFor(ref, page), page.doc, signal);
  if (!site.openComposer(ref, page)) coming.giveUp();
  else coming.look();
  return coming.found;
}

/** Looks whenever the page has changed, never by the clock. */
function appearance(find: () => Composer | null, doc: Document, signal: AbortSignal) {
  let settle: (composer: Composer | null) => void = () => undefined;
  const look = () => {
    const composer = find();
    if (composer) settle(composer);
  };
  const giveUp = () => settle(null);
  const observer = new MutationObserver(look);
  const timer = setTimeout(giveUp, PATIENCE_MS);
  const found = new Promise<Composer | null>((resolve) => {
    settle = (composer) => {
      observer.disconnect();
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      resolve(composer);
    };
  });
  signal.addEventListener('abort', giveUp);
  observer.observe(doc.documentElement, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['contenteditable', 'class', 'style', 'hidden', 'value'],
  });
  return { found, look, giveUp };
}
