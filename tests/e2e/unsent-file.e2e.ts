import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { chromiumScreen, readable } from '../../practice/browser/screen.ts';
import { until } from '../../practice/until.ts';
import { createWorld, type World } from '../../practice/world.ts';
import { pngOf } from '../support/pictures.ts';
import { type Desk, disconnect, events, sitDown, TUESDAY, writeReply } from './stage.ts';

/** Pictures of the file, light and dark, when somebody wants to look: PICTURES names the folder. */
const PICTURES = process.env.PICTURES;
const ICE = { url: 'https://vk.com/wall-900000101_4041', snippet: 'Тротуар вдоль Набережной' };
const SNOW = { url: 'https://vk.com/wall-900000101_4121', snippet: 'Переулок Зелёный' };
const DONE = 'Здравствуйте! Песок завезли <b>утром</b> & посыпали.';
const TYPED = 'Здравствуйте! Трактор выйдет';
const PHOTO = pngOf(190, 320, 240);

let world: World;

afterEach(() => world.close());

test('what was done and typed is in a file that can be read without a server when the right of the browser was taken away', async () => {
  world = await createWorld({ at: TUESDAY, accounts: true, stories: true });
  const executor = await sitDown(world, 'roads', ICE.url);
  const before = (await events(world)).length;
  await writeReply(executor, SNOW, TYPED);
  const panel = await writeReply(executor, ICE, DONE);
  const frame = await until(() => executor.page.frames().find((one) => one.url().includes('/panel.html')), 'the docked panel');
  await frame.setInputFiles('input[type=file]', { name: 'песок.png', mimeType: 'image/png', buffer: PHOTO });
  await panel.reads('320 × 240');
  await panel.fill('Что на снимке · 1', 'Песок на тротуаре');
  await panel.reads('сохранено');
  await disconnect(executor, world);
  await panel.press('Отправить на согласование');
  await panel.reads('Этот браузер отключён от сервера');
  await world.server.kill();

  const popup = await executor.chromium.extensionPage('popup.html');
  const opened = executor.chromium.context.waitForEvent('page');
  await chromiumScreen(popup).press('Сохранить неотправленное в файл…');
  const options = await opened;
  const screen = chromiumScreen(options);
  await screen.reads('Действий: 1 · Набранных текстов: 1');
  const [download] = await Promise.all([options.waitForEvent('download'), screen.press('Сохранить неотправленное в файл')]);
  await screen.reads('сохранён в «Загрузки»');

  expect(download.suggestedFilename()).toBe('Вовремя-неотправленное-2026-03-10.html');
  const html = await readFile(await download.path(), 'utf8');
  const kept = await executor.chromium.context.newPage();
  await kept.setContent(html);
  const text = await kept.evaluate(readable);
  for (const part of [DONE, TYPED, ICE.url, SNOW.url, 'Отправить на согласование', 'Снимок 1: Песок на тротуаре']) {
    expect(text.split(part), part).toHaveLength(2);
  }
  const drawn = await kept.evaluate(() => [...document.images].map((one) => [one.naturalWidth, one.naturalHeight]));
  expect(drawn).toEqual([[320, 240]]);
  await look(kept, 'unsent-file');
  await world.server.restart();
  expect((await events(world)).length).toBe(before);
});

async function look(page: Awaited<ReturnType<Desk['chromium']['open']>>, name: string): Promise<void> {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(PICTURES, `${name}-${colorScheme}.png`), fullPage: true });
  }
}
