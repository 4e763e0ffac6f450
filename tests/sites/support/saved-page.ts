import { readFileSync } from 'node:fs';
import { openSavedPage } from '../../../cli/saved-page.ts';
import { siteFor } from '../../../lib/sites/index.ts';
import { readingOf } from '../../../lib/sites/reading.ts';
import type { Health, Page, PageKind, ReadMessage, Site } from '../../../lib/sites/site.ts';

/** What stands beside each saved page, under the same name with `.json`. */
export interface Expected {
  url: string;
  /** ISO 8601; the moment the page was shown. */
  now: string;
  zone: string;
  page: PageKind;
  layout: string;
  verdict: Health['verdict'];
  messages: ReadMessage[];
}

export function openSaved(file: URL, { url, now, zone }: Pick<Expected, 'url' | 'now' | 'zone'>): { site: Site; page: Page } {
  const site = siteFor(new URL(url));
  if (!site) throw new Error(`no site for ${url}`);
  const doc = openSavedPage(readFileSync(file), new URL(url));
  if (!doc) throw new Error(`${file.pathname} is nested too deep`);
  const page = { doc, url: new URL(url), now: Date.parse(now), zone };
  return { site, page };
}

export function readSaved(file: URL, expected: Pick<Expected, 'url' | 'now' | 'zone'>): Omit<Expected, 'url' | 'now' | 'zone'> {
  const { site, page } = openSaved(file, expected);
  const reading = readingOf(site, page);
  if (!reading) throw new Error(`${file.pathname} was not read`);
  return reading;
}
