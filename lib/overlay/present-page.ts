import type { Page, Site } from '../sites/site.ts';
import type { PanelDock } from './panel-dock.ts';

/**
 * What the content script of a page leaves for the extension's own scripts that come into it later, when a person asks for
 * something rare. They share one world, which the page does not see.
 */
export interface PresentPage {
  site: Site;
  page: () => Page;
  dock: PanelDock;
  signal: AbortSignal;
  /** Scripts that have come already. */
  arrived: Set<string>;
}

const world = globalThis as { vovremyaPage?: PresentPage };

export function leavePage(present: Omit<PresentPage, 'arrived'>): void {
  world.vovremyaPage = { ...present, arrived: new Set() };
}

/** Runs `start` on the page, once however often the script of this name comes. */
export function arriveAtPage(name: string, start: (present: PresentPage) => void): void {
  const present = world.vovremyaPage;
  if (!present || present.arrived.has(name)) return;
  present.arrived.add(name);
  start(present);
}
