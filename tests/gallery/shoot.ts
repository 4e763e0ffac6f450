import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { openGallery, showState } from './gallery-page.ts';
import type { Gallery } from './gallery-server.ts';

export interface Shoot {
  /** Folder for the pictures. */
  out: string;
  /** Part of a state's name; empty for all. */
  only: string;
  theme: string;
  lang: string;
  /** CSS pixels. */
  width: number;
  /** Path of Chromium. */
  browser: string;
}

const LEAST_HEIGHT = 640;

/** Writes a PNG of every chosen state; answers with how many. */
export async function shootGallery(
  gallery: Gallery,
  { out, only, theme, lang, width, browser: executablePath }: Shoot,
): Promise<number> {
  mkdirSync(out, { recursive: true });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width, height: LEAST_HEIGHT } });
    const states = (await openGallery(page, gallery)).filter((state) => state.includes(only));
    for (const state of states) {
      // The whole panel at once, with the sticky bar where it ends.
      await page.setViewportSize({ width, height: LEAST_HEIGHT });
      await showState(page, state, { theme, lang });
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width, height: Math.max(LEAST_HEIGHT, height) });
      await page.screenshot({ path: join(out, `${state.replace('/', '-')}.png`) });
    }
    return states.length;
  } finally {
    await browser.close();
  }
}
