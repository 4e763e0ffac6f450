import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../practice/until.ts';
import { createWorld, type World } from '../../practice/world.ts';
import { type Desk, events, seeAgain, sitDown, TUESDAY } from './stage.ts';

const POST = 'https://vk.com/wall-900000101_4127';
const ELSEWHERE = 'https://vk.com/wall-900000101_4041';
const [PIT, LAMP] = ['На ул. Садовой у дома 14', 'И фонарь там же не горит'];
const FRESH_MS = 2_000;

let world: World;
let curator: Desk;
let executor: Desk;

beforeAll(async () => {
  world = await createWorld({ at: TUESDAY, accounts: true, stories: true });
  curator = await sitDown(world, 'curator', POST);
  executor = await sitDown(world, 'roads', POST);
  await curator.wall.chipSays(PIT, '＋');
});

afterAll(() => world.close());

const routings = async () => (await events(world)).filter(({ type }) => type === 'case.routed').length;

/** The curator gives the message to the executor's body, and the server has heard of it. */
async function route(snippet: string): Promise<void> {
  const before = await routings();
  await curator.wall.pressChip(snippet);
  const panel = await curator.wall.panel();
  await panel.reads(snippet);
  await panel.fill('Тема', 'Освещение');
  await panel.fill('Место', 'Посёлок Лебединое');
  await panel.press('Отдел дорог и транспорта');
  await panel.press('Отправить исполнителю');
  await until(async () => (await routings()) > before, 'the routing to arrive', 60_000);
}

/** The executor's marks: his body's cases, as many as the page shows. */
const marks = (page: Page) => page.evaluate(() => document.querySelectorAll('vovremya-chip').length).catch(() => 0);

/** How long after `from` the page bears so many marks, in ms. */
async function freshAfter(from: number, page: Page, count: number): Promise<number> {
  await until(async () => (await marks(page)) === count, `${count} marks`);
  return Math.round(performance.now() - from);
}

test('the marks are up to date at once when the person goes back to a page that changed meanwhile', async () => {
  const { page } = executor;
  expect(await marks(page)).toBe(0);
  await page.evaluate(() => Object.assign(globalThis, { slept: true }));
  await page.goto(ELSEWHERE);
  await route(PIT);

  const backAt = performance.now();
  await page.goBack({ waitUntil: 'commit' });
  const took = await freshAfter(backAt, page, 1);

  // It was not loaded anew: it lay in the browser's memory.
  expect(await page.evaluate(() => 'slept' in globalThis)).toBe(true);
  expect(took).toBeLessThan(FRESH_MS);
});

test('the marks are up to date at once when the computer has slept and its lines are dead', async () => {
  const { page, chromium } = executor;
  expect(await marks(page)).toBe(1);
  const wake = chromium.sleep();
  await world.server.kill();
  await world.server.restart();
  await curator.page.reload();
  await route(LAMP);

  wake();
  const wokenAt = performance.now();
  await seeAgain(page);
  const took = await freshAfter(wokenAt, page, 2);

  expect(took).toBeLessThan(FRESH_MS);
});
