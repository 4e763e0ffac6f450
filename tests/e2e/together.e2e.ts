import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumWall } from '../../practice/browser/desk.ts';
import { chromiumScreen, type Screen } from '../../practice/browser/screen.ts';
import type { Wall } from '../../practice/browser/wall.ts';
import { createWorld, type World } from '../../practice/world.ts';
import { type Desk, sitDown, TUESDAY } from './stage.ts';

const SNOW = { url: 'https://vk.com/wall-900000101_4121', snippet: 'Переулок Зелёный' };
const ICE = { url: 'https://vk.com/wall-900000101_4041', snippet: 'Тротуар вдоль Набережной' };
const REPLY = 'Здравствуйте! Трактор придёт сегодня до 16:00.';
const AT_ONCE_MS = 1_000;

let world: World;
let executor: Desk;
let other: { page: Page; wall: Wall };
let popup: Screen;

beforeAll(async () => {
  world = await createWorld({ at: TUESDAY, accounts: true, stories: true });
  executor = await sitDown(world, 'roads', SNOW.url);
  const page = await windowOf(executor, SNOW.url);
  other = { page, wall: chromiumWall(page) };
  popup = chromiumScreen(await windowOf(executor, `chrome-extension://${executor.chromium.extensionId}/popup.html`));
});

afterAll(() => world.close());

/** A page in a window of its own, beside the others. */
async function windowOf({ chromium }: Desk, url: string): Promise<Page> {
  const devtools = await chromium.context.browser()?.newBrowserCDPSession();
  const [page] = await Promise.all([
    chromium.context.waitForEvent('page'),
    devtools?.send('Target.createTarget', { url: 'about:blank', newWindow: true }),
  ]);
  await page.goto(url);
  return page;
}

/** Shows the message in both windows and writes a reply in the first. */
async function write({ url, snippet }: typeof SNOW): Promise<Screen> {
  for (const { page, wall } of [executor, other]) {
    await page.goto(url);
    await wall.chipSays(snippet, 'готовится ответ');
  }
  await popup.reads(snippet);
  await executor.wall.pressChip(snippet);
  const panel = await executor.wall.panel();
  await panel.fill('Проект ответа', REPLY);
  await panel.reads('сохранено');
  return panel;
}

/** Sends, and measures how long each takes to show it: the window itself, the other one, the popup. */
async function submit(panel: Screen, { snippet }: typeof SNOW, chip: RegExp, footer: RegExp): Promise<number[]> {
  await panel.press('Отправить на согласование');
  const pressedAt = performance.now();
  const shown = [
    executor.wall.chipSays(snippet, chip),
    other.wall.chipSays(snippet, chip),
    popup.forgets(snippet).then(() => popup.reads(footer)),
  ];
  return await Promise.all(shown.map((one) => one.then(() => Math.round(performance.now() - pressedAt))));
}

test('two windows and the popup show within a second what was done in one of them', async () => {
  const panel = await write(SNOW);

  const took = await submit(panel, SNOW, /^на согласовании(?!.*не отправлено)/, /На связи(?! · не отправлено)/);

  process.stdout.write(`  ${took.join(', ')} ms\n`);
  expect(Math.max(...took), took.join(', ')).toBeLessThan(AT_ONCE_MS);
});

test('they show it as soon, and that it is not sent yet, when the server is away, and agree again when it is back', async () => {
  const panel = await write(ICE);
  await world.server.kill();

  const took = await submit(panel, ICE, /^на согласовании.*не отправлено/, /не отправлено: 1/);
  await world.server.restart();
  for (const { wall } of [executor, other]) await wall.chipSays(ICE.snippet, /^на согласовании(?!.*не отправлено)/, 90_000);
  await popup.reads(/На связи(?! · не отправлено)/);

  process.stdout.write(`  ${took.join(', ')} ms\n`);
  expect(Math.max(...took), took.join(', ')).toBeLessThan(AT_ONCE_MS);
});
