import type { Health } from '../sites/site.ts';
import type { Lang } from '../texts/lang.ts';
import { pageTexts } from '../texts/page.ts';
import { showNotice } from './notice.ts';

/** So long a network is given to draw its messages, in ms. */
const PATIENCE_MS = 10_000;

interface SilenceDeps {
  doc: Document;
  lang: Lang;
  verdict: () => Health['verdict'];
  patienceMs?: number | undefined;
  shadowMode?: ShadowRootMode | undefined;
}

/**
 * Where the address promises messages and none can be read, the marks are missing for a reason the person must hear:
 * otherwise a page without deadlines looks like a page with nothing to do.
 */
export function createSilence({ doc, lang, verdict, patienceMs = PATIENCE_MS, shadowMode }: SilenceDeps) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let takeAway: () => void = () => undefined;

  function stop(): void {
    clearTimeout(timer);
    takeAway();
  }

  function judge(): void {
    if (doc.visibilityState !== 'visible') begin();
    else if (verdict() === 'off') {
      const { nothingRead, close } = pageTexts[lang];
      takeAway = showNotice(doc, nothingRead, { close, ...(shadowMode ? { mode: shadowMode } : {}) });
    }
  }

  function begin(): void {
    stop();
    timer = setTimeout(judge, patienceMs);
  }

  return {
    /** The person has come to an address. */
    begin,
    /** A message was read, or the page's copy of the extension ends. */
    stop,
  };
}
