import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { serveGallery } from './gallery-server.ts';

/** `node tests/gallery/shoot.ts --out DIR [--only part] [--theme dark] [--lang en] [--width 380]`: a PNG of every state. */
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: '.output/gallery' },
    only: { type: 'string', default: '' },
    theme: { type: 'string', default: 'light' },
    lang: { type: 'string', default: 'ru' },
    width: { type: 'string', default: '380' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});

mkdirSync(values.out, { recursive: true });
const gallery = await serveGallery();
const browser = await chromium.launch({ executablePath: values.chromium, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: Number(values.width), height: 640 } });
  await page.goto(gallery.url());
  for (const state of await namesOf(page)) {
    if (!state.includes(values.only)) continue;
    await page.goto(gallery.url({ state, theme: values.theme, lang: values.lang }));
    await page.waitForSelector('main');
    // The whole panel at once, with the sticky bar where it ends.
    await page.setViewportSize({ width: Number(values.width), height: 640 });
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: Number(values.width), height: Math.max(640, height) });
    await page.screenshot({ path: join(values.out, `${state.replace('/', '-')}.png`), fullPage: true });
  }
} finally {
  await browser.close();
  await gallery.close();
}

async function namesOf(page: Page): Promise<string[]> {
  await page.waitForSelector('main');
  return await page.evaluate(() => (globalThis as unknown as { galleryStates: string[] }).galleryStates);
}
