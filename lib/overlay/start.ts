import { deviceNow } from '../platform/clock.ts';
import { answerInTab, askFromPage } from '../platform/messaging.ts';
import { isContextValid, uiLanguage } from '../platform/runtime.ts';
import { readSetting, writeSetting } from '../platform/storage.ts';
import type { Site } from '../sites/site.ts';
import { langOf } from '../texts/lang.ts';
import { pageTexts } from '../texts/page.ts';
import { showNotice } from './notice.ts';
import { createPanelDock } from './panel-dock.ts';
import { createPointer } from './pointed-message.ts';
import { leavePage } from './present-page.ts';
import { createOverlay } from './runtime.ts';
import { createTabHandlers } from './tab-handlers.ts';
import { takeOver } from './take-over.ts';
import { followVisits } from './visits.ts';

/** So long the page waits to hear how it is to be read; then it is read as the extension was built. */
const RULES_WITHIN_MS = 2_000;
const WIDTH_SETTING = 'panelWidth';

/** A copy of the content script in one page; aborted when the extension is updated or a newer copy takes over. */
export interface ContentContext {
  signal: AbortSignal;
  isValid: boolean;
}

/** Runs the overlay of one network in this page until its context ends. */
export function startOverlay(site: Site, ctx: ContentContext): void {
  const doc = document;
  takeOver(doc, ctx.signal);
  const lang = langOf(uiLanguage());
  const dock = createPanelDock({
    doc,
    lang,
    readWidth: () => readSetting(WIDTH_SETTING),
    writeWidth: (width) => void writeSetting(WIDTH_SETTING, width),
  });
  /** The panel follows the host page's theme, not only the browser's. */
  const showPanel = (url: string) => dock.show(`${url}${url.includes('?') ? '&' : '?'}theme=${site.theme(doc)}`);
  let skewMs = 0;
  let revision = 0;

  const hello = async () => {
    const told = await askFromPage('content/hello', { url: doc.location.href, network: site.id });
    if (told.skewMs !== skewMs) {
      skewMs = told.skewMs;
      overlay.refresh('all');
    }
    if ((told.rules?.revision ?? 0) !== revision) {
      revision = told.rules?.revision ?? 0;
      site.useSelectors(told.rules?.selectors ?? {}, doc);
      overlay.rescan();
    }
    return told;
  };

  const overlay = createOverlay({
    site,
    doc,
    lang,
    now: () => deviceNow() + skewMs,
    isValid: () => ctx.isValid,
    ready: Promise.race([hello(), new Promise((resolve) => setTimeout(resolve, RULES_WITHIN_MS))]),
    showPanel,
    background: {
      chips: (refs) => askFromPage('content/chips', { refs }),
      openPanel: (message) => askFromPage('content/open-panel', { message }),
      repliesSeen: (replies) => askFromPage('content/replies-seen', { replies }),
    },
  });
  const togglePanel = async () => (dock.isOpen() ? dock.hide() : showPanel((await hello()).panelUrl));
  const pointer = createPointer(doc, ctx.signal);
  const stopAnswering = answerInTab(createTabHandlers({ site, overlay, dock, pointer, togglePanel }));

  leavePage({ site, page: overlay.page, dock, signal: ctx.signal });

  const stopFollowing = followVisits(doc, ctx.signal, {
    freshen: () => {
      if (!ctx.isValid) return;
      hello().catch(() => undefined);
      overlay.refresh('all');
    },
    reawaken: () => overlay.rescan(),
  });

  ctx.signal.addEventListener('abort', () => {
    stopFollowing();
    stopAnswering();
    overlay.stop();
    dock.remove();
    if (!isContextValid()) showNotice(doc, pageTexts[lang].reload, { isFarewell: true });
  });
}
