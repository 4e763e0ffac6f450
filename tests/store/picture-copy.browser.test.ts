import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { ensureBrowser } from '../../scripts/support/browsers.ts';
import { type StorePage, serveStore } from './store-page.ts';

let browser: Browser;
let store: StorePage;
let page: Page;

beforeAll(async () => {
  store = await serveStore();
  browser = await chromium.launch({ executablePath: await ensureBrowser('chromium', () => undefined), args: ['--no-sandbox'] });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  store?.close();
});
beforeEach(async () => {
  page = await (await browser.newContext()).newPage();
  await page.goto(store.address);
});

test('pictures that were not sent are put back byte for byte when the database is lost, those that were sent or only looked at are not', async () => {
  const found = await page.evaluate(async () => {
    const { pictures } = await deviceStore.open();
    const [waiting, sent, seen] = [await deviceStore.picture(1), await deviceStore.picture(2), await deviceStore.picture(3)];
    for (const { about, bytes } of [waiting, sent]) await pictures.keep(about, bytes);
    await pictures.markUploaded(sent.about);
    await pictures.keep({ ...seen.about, isOwn: false, isUploaded: true }, seen.bytes);
    await deviceStore.loseDatabase('vovremya-pictures');
    const again = (await deviceStore.open()).pictures;
    const bytes = await again.bytes(waiting.about);
    return {
      isSame: bytes !== null && String([...bytes]) === String([...waiting.bytes]),
      isKnown: JSON.stringify(await again.about(waiting.about)) === JSON.stringify(waiting.about),
      all: (await again.all()).length,
    };
  });

  expect(found).toEqual({ isSame: true, isKnown: true, all: 1 });
});

test('a picture that waits is there when its database is deleted under it', async () => {
  const found = await page.evaluate(async () => {
    const { pictures } = await deviceStore.open();
    const [first, second] = [await deviceStore.picture(1), await deviceStore.picture(2)];
    await pictures.keep(first.about, first.bytes);
    await deviceStore.loseDatabase('vovremya-pictures');
    await pictures.keep(second.about, second.bytes);
    return (await pictures.bytes(first.about))?.length === first.bytes.length && (await pictures.all()).length;
  });

  expect(found).toBe(2);
});

test('one person’s picture is put back for that person', async () => {
  const found = await page.evaluate(async () => {
    const { pictures } = await deviceStore.open();
    const [annas, boris] = [await deviceStore.picture(1, 'anna'), await deviceStore.picture(1, 'boris')];
    await pictures.keep(boris.about, boris.bytes);
    await deviceStore.loseDatabase('vovremya-pictures');
    const again = (await deviceStore.open()).pictures;
    return [(await again.bytes(annas.about)) === null, (await again.bytes(boris.about)) === null];
  });

  expect(found).toEqual([true, false]);
});

test('there is a second copy exactly while the server has not the picture', async () => {
  const counts = await page.evaluate(async () => {
    const { pictures } = await deviceStore.open();
    const counted: number[] = [];
    const count = async () => counted.push((await deviceStore.copied('unsent-pictures')).length);
    const [one, two] = [await deviceStore.picture(1), await deviceStore.picture(2)];
    for (const { about, bytes } of [one, two]) await pictures.keep(about, bytes);
    await count();
    await pictures.markUploaded(one.about);
    await count();
    await pictures.markMissing(one.about);
    await count();
    for (const { about } of [one, two]) await pictures.markUploaded(about);
    await count();
    await pictures.markAllMissing('boris');
    await pictures.markAllMissing('anna');
    await count();
    await pictures.sweep(async ({ hash }) => hash === one.about.hash);
    await count();
    return counted;
  });

  expect(counts).toEqual([2, 1, 2, 0, 2, 1]);
});

test('what the server has does not come back when the worker died before its copy was cleared away', async () => {
  const found = await page.evaluate(async () => {
    const { pictures } = await deviceStore.open();
    const { about, bytes } = await deviceStore.picture(1);
    await pictures.keep(about, bytes);
    const original = FileSystemDirectoryHandle.prototype.removeEntry;
    FileSystemDirectoryHandle.prototype.removeEntry = () => Promise.reject(new Error('died'));
    await pictures.markUploaded(about);
    FileSystemDirectoryHandle.prototype.removeEntry = original;
    const left = (await deviceStore.copied('unsent-pictures')).length;
    const again = (await deviceStore.open()).pictures;
    return { left, cleared: await deviceStore.copied('unsent-pictures'), isUploaded: (await again.about(about))?.isUploaded };
  });

  expect(found).toEqual({ left: 1, cleared: [], isUploaded: true });
});

test('a copy that was cut short or is something else is passed over, and the others are put back', async () => {
  const found = await page.evaluate(async () => {
    const { pictures } = await deviceStore.open();
    const [cut, whole] = [await deviceStore.picture(1), await deviceStore.picture(2)];
    await pictures.keep(cut.about, cut.bytes);
    const [name = ''] = await deviceStore.copied('unsent-pictures');
    await pictures.keep(whole.about, whole.bytes);
    await deviceStore.spoilCopy(name, `${JSON.stringify(cut.about)}\n\x89PNG`, 'unsent-pictures');
    for (const [at, text] of ['', 'null\n', '{"a', '{}\nх'].entries())
      await deviceStore.spoilCopy(`f-${at}`, text, 'unsent-pictures');
    await deviceStore.loseDatabase('vovremya-pictures');
    const again = (await deviceStore.open()).pictures;
    return (await again.all()).map(({ hash }) => hash === whole.about.hash);
  });

  expect(found).toEqual([true]);
});

test('a picture is kept without a second copy, and nothing of one is left, when there is no room for two', async () => {
  const found = await page.evaluate(async () => {
    const { pictures } = await deviceStore.open();
    const [short, refused] = [await deviceStore.picture(1), await deviceStore.picture(2)];
    const estimate = navigator.storage.estimate;
    StorageManager.prototype.estimate = async () => ({ quota: 1_000_000_000, usage: 950_000_000 });
    await pictures.keep(short.about, short.bytes);
    StorageManager.prototype.estimate = estimate;
    const whenShort = await deviceStore.copied('unsent-pictures');
    FileSystemWritableFileStream.prototype.write = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
    await pictures.keep(refused.about, refused.bytes);
    return { whenShort, kept: (await pictures.all()).length };
  });

  expect(found).toEqual({ whenShort: [], kept: 2 });
});

test('what cannot be put back for want of room waits for the next start', async () => {
  const found = await page.evaluate(async () => {
    const first = (await deviceStore.open()).pictures;
    const { about, bytes } = await deviceStore.picture(1);
    await first.keep(about, bytes);
    await deviceStore.loseDatabase('vovremya-pictures');
    const original = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const meanwhile = (await (await deviceStore.open()).pictures.all()).length;
    IDBObjectStore.prototype.put = original;
    return [meanwhile, (await (await deviceStore.open()).pictures.all()).length];
  });

  expect(found).toEqual([0, 1]);
});

/** Keeps a picture and marks another as sent, in the page. */
async function keepTwo(): Promise<void> {
  const { pictures } = await deviceStore.open();
  const [waiting, sent] = [await deviceStore.picture(1), await deviceStore.picture(2)];
  for (const { about, bytes } of [waiting, sent]) await pictures.keep(about, bytes);
  await pictures.markUploaded(sent.about);
}

/** Is the picture that waited there, whole, and is it the only one? */
async function isThere(): Promise<boolean> {
  const { pictures } = await deviceStore.open();
  const { about, bytes } = await deviceStore.picture(1);
  const found = await pictures.bytes(about);
  return found !== null && String([...found]) === String([...bytes]) && (await pictures.all()).length === 1;
}

test('a picture that was not sent is put back when the files of the databases are gone', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'vovremya-profile-'));
  onTestFinished(() => rmSync(profile, { recursive: true, force: true }));
  await store.inProfile(profile, (before) => before.evaluate(keepTwo));
  rmSync(join(profile, 'Default', 'IndexedDB'), { recursive: true });

  expect(await store.inProfile(profile, (after) => after.evaluate(isThere))).toBe(true);
});

test('a picture that was not sent is put back in Firefox, too, after a restart without its database', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'vovremya-profile-'));
  onTestFinished(() => rmSync(profile, { recursive: true, force: true }));
  await store.inFirefox(profile, (before) => before.evaluate(keepTwo));
  const databases = readdirSync(profile, { recursive: true, encoding: 'utf8' }).filter((name) => /\/idb$/.test(name));
  for (const name of databases) rmSync(join(profile, name), { recursive: true });

  expect(databases.length).toBeGreaterThan(0);
  expect(await store.inFirefox(profile, (after) => after.evaluate(isThere))).toBe(true);
});
