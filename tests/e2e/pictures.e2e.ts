import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { chromiumWall, connectChromium } from '../../practice/browser/desk.ts';
import { BODIES } from '../../practice/seed/office.ts';
import { until } from '../../practice/until.ts';
import { createWorld, type World } from '../../practice/world.ts';
import { pictureOf, pngOf } from '../support/pictures.ts';
import { type Desk, eventTypes, loseDatabases, OK_GROUP, PIT, sitDown, TUESDAY, VK_WALL } from './stage.ts';

/** Pictures of the screens, light and dark, when somebody wants to look: PICTURES names the folder. */
const PICTURES = process.env.PICTURES;
const BEFORE = pngOf(60, 320, 240);
const AFTER = pngOf(190, 320, 240);
const OK_STOP = 'Здравствуйте! На остановке';

let world: World;

afterEach(() => world.close());

function frameOf(page: Page): Promise<Frame> {
  return until(() => page.frames().find((one) => one.url().includes('/panel.html')), 'the docked panel');
}

async function attach({ page, wall }: Desk, name: string, buffer: Buffer): Promise<void> {
  await (await frameOf(page)).setInputFiles('input[type=file]', { name, mimeType: 'image/png', buffer });
  await (await wall.panel()).reads('320 × 240');
}

async function look({ page }: Desk, name: string): Promise<void> {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  const frame = await frameOf(page);
  for (const theme of ['light', 'dark']) {
    await frame.evaluate((one) => {
      document.documentElement.setAttribute('data-theme', one);
      document.querySelector('.pictures')?.scrollIntoView({ block: 'center' });
    }, theme);
    await page.screenshot({ path: join(PICTURES, `${name}-${theme}.png`) });
  }
}

/** Wide and high of the pictures that the panel really draws, when so many are drawn. */
async function drawn({ page }: Desk, count: number): Promise<number[][]> {
  const frame = await frameOf(page);
  return await until(async () => {
    const sizes = await frame.evaluate(() =>
      [...document.querySelectorAll<HTMLImageElement>('.thumb img')].map((one) => [one.naturalWidth, one.naturalHeight]),
    );
    return sizes.length === count && sizes.every(([width]) => width !== 0) ? sizes : null;
  }, `${count} pictures to be drawn`);
}

async function openPit(curator: Desk, snippet: string, body: keyof typeof BODIES): Promise<void> {
  await curator.wall.pressChip(snippet);
  const panel = await curator.wall.panel();
  await panel.fill('Тема', PIT.topic);
  await panel.fill('Место', PIT.location);
  await panel.press(BODIES[body].title);
  await panel.press('Отправить исполнителю');
  await panel.reads('готовится ответ');
}

test('pictures are attached by the executor, seen and approved by the curator, and go out with the reply', async () => {
  world = await createWorld({ at: TUESDAY, accounts: true, stories: false });
  const curator = await sitDown(world, 'curator', VK_WALL);
  const executor = await sitDown(world, 'roads', VK_WALL);
  await openPit(curator, PIT.snippet, 'roads');
  await executor.wall.chipSays(PIT.snippet, /готовится ответ/);
  await executor.wall.pressChip(PIT.snippet);
  const hers = await executor.wall.panel();
  const his = await curator.wall.panel();

  await hers.reads('Приложите снимки «было — стало»');
  await hers.fill('Проект ответа', PIT.second);
  await attach(executor, 'было.png', BEFORE);
  await hers.fill('Что на снимке · 1', 'Яма до ремонта');
  await attach(executor, 'стало.png', AFTER);
  await hers.reads('2 из 10');
  await hers.reads('сохранено');
  await look(executor, 'draft');
  await hers.press('Отправить на согласование');
  await his.reads('Снимков: 2');
  await his.reads('Яма до ремонта');
  expect(await drawn(curator, 2)).toEqual([
    [320, 240],
    [320, 240],
  ]);
  await his.press('Открыть крупно: Снимок 1 из 2, Яма до ремонта');
  await look(curator, 'review');
  await his.press('Согласовать');
  await executor.wall.chipSays(PIT.snippet, 'согласовано');
  await hers.press('Вставить ответ');
  await hers.reads('От чьего имени уйдёт ответ');
  await hers.press('Имя верное, вставить');
  await hers.reads('Снимки в поле ответа: 2 из 2', 30_000);
  await look(executor, 'inserted');
  await executor.wall.pressSend();
  await executor.wall.chipSays(PIT.snippet, 'ответ размещён');

  const published = world.network.state.post('vk', '-900000101_4127')?.comments.at(-1);
  expect(published).toMatchObject({
    text: PIT.second,
    pictures: [BEFORE, AFTER].map((bytes) => `data:image/png;base64,${bytes.toString('base64')}`),
  });
  const stored = await world.server.rows<{ hash: string }>('select hash from picture where named_at is not null order by hash');
  expect(stored.map(({ hash }) => hash)).toEqual([BEFORE, AFTER].map((bytes) => pictureOf(bytes).hash).sort());
});

test('a picture of an unsent draft, and one of a draft still being written, are there when the browser was killed', async () => {
  world = await createWorld({ at: TUESDAY, accounts: true, stories: true });
  const snow = { url: 'https://vk.com/wall-900000101_4121', snippet: 'Переулок Зелёный' };
  const ice = { url: 'https://vk.com/wall-900000101_4041', snippet: 'Тротуар вдоль Набережной' };
  const executor = await sitDown(world, 'roads', snow.url);
  await world.server.kill();
  const write = async (message: typeof snow, picture: Buffer) => {
    await executor.page.goto(message.url);
    await executor.wall.pressChip(message.snippet);
    const panel = await executor.wall.panel();
    await panel.fill('Проект ответа', 'Здравствуйте! Трактор придёт сегодня до 16:00.');
    await attach(executor, 'снимок.png', picture);
    await panel.reads('сохранено');
    return panel;
  };
  await (await write(snow, BEFORE)).press('Отправить на согласование');
  await executor.wall.chipSays(snow.snippet, 'не отправлено');
  await write(ice, AFTER);

  await executor.chromium.kill();
  await world.server.restart();
  const again = await world.chromium('roads');
  const page = await again.open(ice.url);
  const desk: Desk = { chromium: again, page, wall: chromiumWall(page) };
  await desk.wall.pressChip(ice.snippet);
  await (await desk.wall.panel()).reads('Восстановлен ваш текст');

  expect(await drawn(desk, 1)).toEqual([[320, 240]]);
  await page.goto(snow.url);
  await desk.wall.chipSays(snow.snippet, /^на согласовании(?!.*не отправлено)/, 90_000);
  const stored = await world.server.rows<{ hash: string }>('select hash from picture where named_at is not null');
  expect(stored).toEqual([{ hash: pictureOf(BEFORE).hash }]);
});

test('a picture of an unsent draft is sent after the sign-in when the browser has lost the storage of the extension', async () => {
  world = await createWorld({ at: TUESDAY, accounts: true, stories: true });
  const snow = { url: 'https://vk.com/wall-900000101_4121', snippet: 'Переулок Зелёный' };
  const executor = await sitDown(world, 'roads', snow.url);
  await world.server.kill();
  await executor.wall.pressChip(snow.snippet);
  const panel = await executor.wall.panel();
  await panel.fill('Проект ответа', 'Здравствуйте! Трактор придёт сегодня до 16:00.');
  await attach(executor, 'снимок.png', BEFORE);
  await panel.reads('сохранено');
  await panel.press('Отправить на согласование');
  await executor.wall.chipSays(snow.snippet, 'не отправлено');

  await loseDatabases(executor.chromium);
  await world.server.restart();
  const again = await world.chromium('roads');
  await connectChromium(again, world.server, 'roads', 'password');

  const stored = () => world.server.rows<{ hash: string }>('select hash from picture where named_at is not null');
  expect(await until(async () => ((await stored()).length > 0 ? await stored() : null), 'the picture to arrive')).toEqual([
    { hash: pictureOf(BEFORE).hash },
  ]);
});

test('pictures are saved to be attached by hand where the page does not show what is attached', async () => {
  world = await createWorld({ at: TUESDAY, accounts: true, stories: false });
  const curator = await sitDown(world, 'curator', OK_GROUP);
  const executor = await sitDown(world, 'utilities', OK_GROUP);
  await openPit(curator, OK_STOP, 'utilities');
  await executor.wall.chipSays(OK_STOP, /готовится ответ/);
  await executor.wall.pressChip(OK_STOP);
  const hers = await executor.wall.panel();
  await hers.fill('Проект ответа', 'Здравствуйте! Лавочку поставили 10 марта.');
  await attach(executor, 'лавочка.png', AFTER);
  await hers.reads('сохранено');
  await hers.press('Отправить на согласование');
  const his = await curator.wall.panel();
  await his.press('Согласовать');
  await hers.press('Вставить ответ');
  await hers.reads('От чьего имени уйдёт ответ');
  await hers.press('Имя верное, вставить');
  await hers.reads('В поле ответа видно снимков: 0 из 1');
  await look(executor, 'by-hand');

  const [download] = await Promise.all([executor.page.waitForEvent('download'), hers.press('Сохранить снимки')]);

  expect(download.suggestedFilename()).toBe('vovremya-1.png');
  expect((await readFile(await download.path())).equals(AFTER)).toBe(true);
  await hers.reads('Снимки сохранены');
  expect(await eventTypes(world)).not.toContain('reply.published');
});
