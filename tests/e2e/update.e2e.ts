import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '../../practice/world.ts';
import { type Desk, events, sitDown, TUESDAY } from './stage.ts';

const SNOW = { url: 'https://vk.com/wall-900000101_4121', snippet: 'Переулок Зелёный' };
const REPLY = 'Здравствуйте! Трактор придёт сегодня до 16:00.';

let world: World;
let executor: Desk;

beforeAll(async () => {
  world = await createWorld({ at: TUESDAY, accounts: true, stories: true });
  executor = await sitDown(world, 'roads', SNOW.url);
});

afterAll(() => world.close());

test('the new copy of the extension takes over an open page without a word and work goes on, when the extension is updated', async () => {
  const { page, wall, chromium } = executor;
  const complaints: string[] = [];
  page.on('pageerror', (problem) => complaints.push(problem.message));
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
  await wall.chipSays(SNOW.snippet, /осталось|на подготовке|в работе|ч|мин/);

  await chromium.events.update();
  await page.bringToFront();
  await page.waitForTimeout(3_000);

  await wall.pressChip(SNOW.snippet);
  const panel = await wall.panel();
  await panel.reads(SNOW.snippet);
  await panel.fill('Проект ответа', REPLY);
  await panel.reads('сохранено');
  expect(await page.locator('vovremya-notice').count()).toBe(0);
  expect(complaints.filter((words) => /context invalidated|Extension/i.test(words))).toEqual([]);
});

test('what was not sent when the extension was updated is sent once by the new copy', async () => {
  const { page, wall, chromium } = executor;
  const submitted = async () => (await events(world)).filter(({ type }) => type === 'draft.submitted').length;
  const before = await submitted();
  await world.server.kill();
  await (await wall.panel()).press('Отправить на согласование');
  await wall.chipSays(SNOW.snippet, 'не отправлено');

  await chromium.events.update();
  await world.server.restart();
  await page.bringToFront();
  await page.reload();

  await wall.chipSays(SNOW.snippet, /^на согласовании(?!.*не отправлено)/, 90_000);
  expect(await submitted()).toBe(before + 1);
});
