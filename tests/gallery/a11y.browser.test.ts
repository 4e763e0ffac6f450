import type { RunOnly } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBrowser } from '../../scripts/support/browsers.ts';
import { violationsOf } from '../support/axe.ts';
import { openGallery, showState } from './gallery-page.ts';
import { type Gallery, serveGallery } from './gallery-server.ts';

const AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const TIMEOUT_MS = 240_000;

let gallery: Gallery;
let browser: Browser;
let page: Page;
let names: string[];

beforeAll(async () => {
  gallery = await serveGallery();
  browser = await chromium.launch({ executablePath: await ensureBrowser('chromium', () => undefined), args: ['--no-sandbox'] });
  // As high as the highest state: what a sticky bar covers while one scrolls is no fault of a target.
  page = await (await browser.newContext({ viewport: { width: 380, height: 2400 } })).newPage();
  names = await openGallery(page, gallery);
});
afterAll(async () => {
  await browser?.close();
  await gallery?.close();
});

/** What axe finds serious or critical in every state, as lines to read. */
async function violations(theme: string, only: RunOnly): Promise<string[]> {
  const found: string[] = [];
  for (const state of names) {
    await showState(page, state, { theme, lang: 'ru' });
    const serious = (await violationsOf(page, only)).filter(({ impact }) => impact === 'serious' || impact === 'critical');
    found.push(...serious.map(({ id, nodes }) => `${state}: ${id}: ${nodes.join(' | ')}`));
  }
  return found;
}

test(
  'no state has a serious violation of WCAG 2.2 AA in light',
  async () => {
    expect(names.length).toBeGreaterThan(40);
    expect(await violations('light', { type: 'tag', values: AA })).toEqual([]);
  },
  TIMEOUT_MS,
);

test(
  'contrast suffices in every state in dark',
  async () => {
    expect(await violations('dark', { type: 'rule', values: ['color-contrast'] })).toEqual([]);
  },
  TIMEOUT_MS,
);

test('nothing runs over the edge when the panel is as narrow as it may be', async () => {
  await page.setViewportSize({ width: 320, height: 800 });
  const wide: string[] = [];
  for (const state of names.filter((name) => !name.startsWith('popup'))) {
    await showState(page, state, { theme: 'light', lang: 'ru' });
    if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) wide.push(state);
  }

  expect(wide).toEqual([]);
});
