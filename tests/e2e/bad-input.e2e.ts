import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Chromium } from '../../practice/browser/chromium.ts';
import { enterServer } from '../../practice/browser/desk.ts';
import { chromiumScreen } from '../../practice/browser/screen.ts';
import { createWorld, type World } from '../../practice/world.ts';
import { type Desk, events, PIT, sitDown, TUESDAY, VK_WALL } from './stage.ts';

let world: World;
let stranger: Chromium;
let curator: Desk;

beforeAll(async () => {
  world = await createWorld({ at: TUESDAY, accounts: true, stories: true });
  stranger = await world.chromium('stranger');
  curator = await sitDown(world, 'curator', VK_WALL);
});

afterAll(() => world.close());

test('the sign-in page says so when the password is wrong', async () => {
  const page = await stranger.open(`${world.server.url}/sign-in`);
  const screen = chromiumScreen(page);

  await screen.fill('Электронная почта', 'kurator@praktika.example');
  await screen.fill('Пароль', 'ne-tot-parol-2026');
  await screen.press('Войти');

  await screen.reads('Почта или пароль не подходят. Проверьте их и попробуйте ещё раз.');
});

test('the page says so when an invitation was used before, and when it never was one', async () => {
  const link = await world.server.invite('head');
  const used = await stranger.open(link);
  await chromiumScreen(used).fill('Электронная почта', 'vtoroj@praktika.example');
  await chromiumScreen(used).fill('Пароль', 'uchebnyj-parol-2026');
  await chromiumScreen(used).fill('Пароль ещё раз', 'uchebnyj-parol-2026');
  await chromiumScreen(used).press('Создать учётную запись');
  await chromiumScreen(used).forgets('Создать учётную запись');

  await chromiumScreen(await stranger.open(link)).reads('Эта ссылка-приглашение уже использована.');
  await chromiumScreen(await stranger.open(`${world.server.url}/join/nonsense`)).reads('Эта ссылка-приглашение не подходит.');
});

test('the extension says so when the address is no server, is silent, or is no address', async () => {
  const other = createServer((_request, answer) => answer.end('nginx')).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const screen = chromiumScreen(await stranger.extensionPage('options.html'));

  await screen.fill('Адрес сервера', `http://127.0.0.1:${port}`);
  await screen.press('Подключить');
  await screen.reads('По этому адресу отвечает не сервер «Вовремя». Проверьте адрес.');
  other.close();
  other.closeAllConnections();

  await screen.fill('Адрес сервера', 'http://127.0.0.1:9');
  await screen.press('Подключить');
  await screen.reads('Сервер не отвечает. Проверьте адрес и подключение к сети.');
});

test('nothing is sent and nothing typed is lost when the post vanishes before the curator sends', async () => {
  const before = (await events(world)).length;
  await curator.wall.pressChip(PIT.snippet);
  const panel = await curator.wall.panel();
  await panel.fill('Тема', 'Дороги');
  await panel.fill('Место', 'Заречье');
  await panel.press('Отдел дорог и транспорта');
  world.network.state.remove('vk:wall-900000101_4127');
  await curator.page.evaluate(() => document.querySelector('[data-post-id="-900000101_4127"]')?.remove());

  await panel.press('Отправить исполнителю');

  await panel.reads('Сообщения больше нет на странице');
  await panel.reads('Ничего не отправлено.');
  expect(await panel.value('Место')).toBe('Заречье');
  expect((await events(world)).length).toBe(before);
});

test('the text is not inserted and stays at hand when the post vanishes before the executor inserts', async () => {
  const executor = await sitDown(world, 'utilities', 'https://vk.com/wall-900000101_4115');
  const snippet = 'На Речной, 5 тоже ржавая';
  await executor.wall.pressChip(snippet);
  const panel = await executor.wall.panel();
  await panel.reads('Вставить ответ');
  world.network.state.remove('vk:wall-900000101_4115');
  await executor.page.evaluate(() => document.querySelector('[data-post-id="-900000101_4115"]')?.remove());
  const before = (await events(world)).length;

  await panel.press('Вставить ответ');

  await panel.reads('Сообщения больше нет на странице: возможно, его удалили. Ничего не вставлено');
  expect((await events(world)).length).toBe(before);
});

test('an executor with the right password comes in after a wrong one', async () => {
  const page = await stranger.open(`${world.server.url}/sign-in`);

  await enterServer(chromiumScreen(page), 'roads', 'password');

  await chromiumScreen(page).reads('Нина Фадеева');
});
