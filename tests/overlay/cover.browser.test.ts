import { chromium, type Page } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBrowser } from '../../scripts/support/browsers.ts';
import { bundled } from '../support/bundled.ts';

/** A page with words, a panel at its right edge as the extension puts it, and what the page adds to it. */
const pageWith = (css: string, more = '') => `<!doctype html><meta charset="utf-8"><style>
  panel-host { position: fixed; inset: 0 0 0 auto; width: 300px; height: 100vh; z-index: 2147483646; display: block; background: #fff }
  .above { position: fixed; inset: 0; z-index: 2147483647; background: #fff; pointer-events: none } ${css}</style>
  <p>Слова сети</p><panel-host></panel-host>${more}`;

const covers: [string, string, string?][] = [
  ['the page is see-through', 'html { opacity: 0.1 }'],
  ['the page is put through a filter', 'html { filter: blur(9px) }'],
  ['the panel is see-through', 'panel-host { opacity: 0.5 }'],
  ['the panel is moved', 'panel-host { transform: translateX(-20px) }'],
  ['the panel is cut', 'panel-host { clip-path: inset(10%) }'],
  ['the panel is squeezed to nothing', 'panel-host { width: 0 }'],
  ['something that takes presses lies over it', '.above { pointer-events: auto }', '<div class="above"></div>'],
  ['something that lets presses through lies over it', '', '<div class="above"></div>'],
  [
    'something covers a corner of it',
    '.above { pointer-events: auto; inset: auto 0 0 auto; width: 90px; height: 90px }',
    '<div class="above"></div>',
  ],
  [
    'a popover that lets presses through lies over it',
    '[popover] { inset: 0; width: 100%; height: 100%; pointer-events: none }',
    '<div id="pop" popover="manual">розыгрыш</div>',
  ],
];

const free: [string, string, string?][] = [
  ['nothing lies over it', ''],
  ['layers of the page lie under it', '.above { z-index: 9999; pointer-events: auto }', '<div class="above"></div>'],
  ['what lies as high stands beside it', '.above { inset: 0 300px 0 0 }', '<div class="above"></div>'],
];

describe.each(['chromium', 'firefox'] as const)('in %s', (kind) => {
  let code: string;
  let page: Pick<Page, 'evaluate' | 'setContent'>;
  let close: () => Promise<void>;

  beforeAll(async () => {
    code = await bundled('../../lib/overlay/insertion/cover.ts', import.meta.url);
    const executablePath = await ensureBrowser(kind, () => undefined);
    const browser =
      kind === 'chromium'
        ? await chromium.launch({ executablePath, args: ['--no-sandbox'] })
        : await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
    page = (await browser.newPage()) as unknown as typeof page;
    close = () => browser.close();
  });
  afterAll(() => close());

  async function isCovered(css: string, more = ''): Promise<unknown> {
    await page.setContent(pageWith(css, more));
    return await page.evaluate(`${code}; document.getElementById('pop')?.showPopover();
      inPage.isCovered(document, document.querySelector('panel-host'))`);
  }

  test.each(covers)('the panel is covered when %s', async (_, css, more) => {
    expect(await isCovered(css, more)).toBe(true);
  });

  test.each(free)('the panel is free when %s', async (_, css, more) => {
    expect(await isCovered(css, more)).toBe(false);
  });
});
