import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { ensureBrowser } from '../../scripts/support/browsers.ts';
import { openGallery, showState } from './gallery-page.ts';
import { serveGallery } from './gallery-server.ts';

/** `node tests/gallery/shoot.ts --out DIR [--only part] [--theme dark] [--lang en] [--width 380]`: a PNG of every state. */
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: '.output/gallery' },
    only: { type: 'string', default: '' },
    theme: { type: 'string', default: 'light' },
    lang: { type: 'string', default: 'ru' },
    width: { type: 'string', default: '380' },
  },
});

const width = Number(values.width);
mkdirSync(values.out, { recursive: true });
const gallery = await serveGallery();
const browser = await chromium.launch({
  executablePath: await ensureBrowser('chromium', (line) => process.stderr.write(`${line}\n`)),
  args: ['--no-sandbox'],
});
try {
  const page = await browser.newPage({ viewport: { width, height: 640 } });
  for (const state of await openGallery(page, gallery)) {
    if (!state.includes(values.only)) continue;
    // The whole panel at once, with the sticky bar where it ends.
    await page.setViewportSize({ width, height: 640 });
    await showState(page, state, { theme: values.theme, lang: values.lang });
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width, height: Math.max(640, height) });
    await page.screenshot({ path: join(values.out, `${state.replace('/', '-')}.png`) });
  }
} finally {
  await browser.close();
  await gallery.close();
}
