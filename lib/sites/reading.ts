import type { Health, Page, PageKind, ReadMessage, Site } from './site.ts';

/** A page as its adapter reads it, whole: what stands beside each saved page of the tests. */
export interface PageReading {
  page: PageKind;
  layout: string;
  verdict: Health['verdict'];
  messages: ReadMessage[];
}

export function readingOf(site: Site | null, page: Page): PageReading | null {
  if (!site) return null;
  const { layout, verdict } = site.health(page);
  const messages = site.findMessages(page.doc, page).map((sighting) => sighting.read());
  return { page: site.pageKind(page.url), layout, verdict, messages };
}
