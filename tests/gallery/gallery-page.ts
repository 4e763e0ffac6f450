import type { Page } from 'playwright-core';
import type { Gallery } from './gallery-server.ts';
import type { GalleryHandle, Look } from './state.ts';

type WithGallery = { gallery: GalleryHandle };

/** Loads the gallery once; answers with the names of its states. */
export async function openGallery(page: Page, gallery: Gallery): Promise<string[]> {
  await page.goto(gallery.url());
  await page.waitForSelector('main');
  return await page.evaluate(() => (globalThis as unknown as WithGallery).gallery.names);
}

/** Draws one state and lets the person's press in it take effect. */
export async function showState(page: Page, name: string, look: Look): Promise<void> {
  await page.evaluate(([state, how]) => (globalThis as unknown as WithGallery).gallery.show(state, how), [name, look] as const);
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 30)));
}
