import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterServer } from '../../practice/browser/desk.ts';
import { chromiumScreen } from '../../practice/browser/screen.ts';
import { createWorld, type World } from '../../practice/world.ts';
import { type Desk, disconnect, events, seeAgain, sitDown, TUESDAY } from './stage.ts';

const SNOW = { url: 'https://vk.com/wall-900000101_4121', snippet: 'Переулок Зелёный' };
const BUS = { url: 'https://vk.com/wall-900000101_4109', snippet: 'Сегодня ждали 40 минут' };
const ICE = { url: 'https://vk.com/wall-900000101_4041', snippet: 'Тротуар вдоль Набережной' };
const REPLY = 'Здравствуйте! Трактор придёт сегодня до 16:00.';

let world: World;
let executor: Desk;

beforeAll(async () => {
  world = await createWorld({ at: TUESDAY, accounts: true, stories: true });
  executor = await sitDown(world, 'roads', SNOW.url);
});

afterAll(() => world.close());

async function submissionsSince(count: number): Promise<string[]> {
  return (await events(world))
    .slice(count)
    .map(({ type }) => type)
    .filter((type) => type === 'draft.submitted');
}

test('a submission takes effect once when the worker of the extension is killed right after the click', async () => {
  const before = (await events(world)).length;
  await executor.wall.pressChip(SNOW.snippet);
  const panel = await executor.wall.panel();
  await panel.fill('Проект ответа', REPLY);
  await panel.reads('сохранено');

  await panel.press('Отправить на согласование');
  await executor.chromium.events.killWorker();

  await executor.wall.chipSays(SNOW.snippet, /^на согласовании(?!.*не отправлено)/, 60_000);
  await executor.page.reload();
  await executor.wall.chipSays(SNOW.snippet, /^на согласовании(?!.*не отправлено)/);
  expect(await submissionsSince(before)).toHaveLength(1);
});

test('what was done waits for a new sign-in when the device was disconnected meanwhile', async () => {
  const before = (await events(world)).length;
  const marks = () => executor.page.locator('vovremya-chip').count();
  await executor.page.goto(BUS.url);
  await executor.wall.chipSays(BUS.snippet, /./);
  await executor.page.goto(ICE.url);
  await executor.wall.pressChip(ICE.snippet);
  const panel = await executor.wall.panel();
  await panel.fill('Проект ответа', REPLY);
  await panel.reads('сохранено');
  await disconnect(executor, world);

  await panel.press('Отправить на согласование');

  await panel.reads('Вход устарел');
  await panel.reads('Этот браузер отключён от сервера');
  await executor.wall.chipSays(ICE.snippet, 'не отправлено');
  // Of a case on which nothing waits, this device knows nothing any more.
  await executor.page.goto(BUS.url);
  await executor.page.waitForTimeout(2_000);
  expect(await marks()).toBe(0);
  await executor.page.goto(ICE.url);
  await executor.wall.chipSays(ICE.snippet, 'не отправлено');
  expect(await submissionsSince(before)).toEqual([]);
  const options = await executor.chromium.extensionPage('options.html');
  const screen = chromiumScreen(options);
  const opened = executor.chromium.context.waitForEvent('page');
  await screen.press('Подключить');
  const window = chromiumScreen(await opened);
  if ((await window.text()).includes('Пароль')) await enterServer(window, 'roads', 'password');
  await window.press('Подключить расширение');
  await screen.reads('Вы вошли');
  await options.close();
  // A browser tells a tab that comes to the front again; automation keeps all of them visible and tells none.
  await seeAgain(executor.page);

  await executor.wall.chipSays(ICE.snippet, /^на согласовании(?!.*не отправлено)/, 60_000);
  expect(await submissionsSince(before)).toHaveLength(1);
});
