import type { Page, Sighting, Site } from '../sites/site.ts';

/** Remembers what the person pointed at; only what the browser itself reports counts. */
export function createPointer(doc: Document, signal: AbortSignal) {
  let menuTarget: Node | null = null;
  doc.addEventListener(
    'contextmenu',
    (event) => {
      if (event.isTrusted) menuTarget = event.target as Node | null;
    },
    { capture: true, signal },
  );

  return {
    message(site: Site, page: Page, from: 'context-menu' | 'keyboard'): Sighting | null {
      const nodes =
        from === 'context-menu' ? [menuTarget] : [doc.activeElement, [...doc.querySelectorAll(':hover')].at(-1) ?? null];
      for (const node of nodes) {
        const found = node?.isConnected ? site.messageAround(node, page) : null;
        if (found) return found;
      }
      return null;
    },
  };
}
