import type { TabHandlers } from '../platform/messaging.ts';
import type { Sighting, Site } from '../sites/site.ts';
import type { PanelDock } from './panel-dock.ts';
import type { createPointer } from './pointed-message.ts';
import type { Overlay } from './runtime.ts';

export interface TabHandlerDeps {
  site: Site;
  overlay: Overlay;
  dock: PanelDock;
  pointer: ReturnType<typeof createPointer>;
  togglePanel: () => Promise<void>;
}

/** What the background may ask of this page. */
export function createTabHandlers({
  site,
  overlay,
  dock,
  pointer,
  togglePanel,
}: TabHandlerDeps): Omit<TabHandlers, 'tab/insert' | 'tab/attach' | 'tab/covered' | 'tab/says-gone' | 'tab/copy'> {
  return {
    'tab/chips-changed': async ({ refs }) => {
      overlay.refresh(refs);
      return null;
    },
    'tab/toggle-panel': async () => {
      await togglePanel();
      return null;
    },
    'tab/close-panel': async () => {
      dock.hide();
      return null;
    },
    'tab/mark-message': async ({ from }) => {
      const found = pointer.message(site, overlay.page(), from);
      return { ok: found !== null && (await overlay.open(found)) };
    },
    'tab/reread': async ({ ref }) => site.locate(ref, overlay.page())?.read() ?? null,
    'tab/report': async () => {
      const page = overlay.page();
      return { network: site.id, host: page.url.hostname, page: site.pageKind(page.url), ...site.health(page) };
    },
    'tab/scroll-to': async ({ ref }) => {
      const found = site.locate(ref, overlay.page());
      if (found) showUp(found);
      return { ok: found !== null };
    },
  };
}

/** An animation leaves no trace in the page's own attributes. */
function showUp({ element }: Sighting): void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  element.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
  element.animate(
    [
      { outline: '3px solid #d99a1c', outlineOffset: '2px' },
      { outline: '3px solid transparent', outlineOffset: '2px' },
    ],
    {
      duration: 2_500,
      easing: 'ease-in',
    },
  );
}
