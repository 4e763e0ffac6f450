import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumScreen, type Screen } from '../../practice/browser/screen.ts';
import { createWorld, type World } from '../../practice/world.ts';
import { type Desk, events, sitDown, TUESDAY, VK_WALL } from './stage.ts';

/** Pages that the extension cannot read: an article of VK, and a site that is no network. */
const ARTICLE = 'https://vk.com/@okrug-dorogi';
const FORUM = 'https://forum.example.org/t/15';
const SAID = 'У школы второй месяц не горит фонарь, дети идут в темноте';
const ANSWER = 'Здравствуйте! Фонарь у школы починят 11 марта до 18:00.';

let world: World;
let curator: Desk;
let executor: Desk;

beforeAll(async () => {
  world = await createWorld({ at: TUESDAY, accounts: true, stories: true });
  curator = await sitDown(world, 'curator', VK_WALL);
  executor = await sitDown(world, 'utilities', VK_WALL);
});

afterAll(() => world.close());

async function registering(url: string, { isSelected = true } = {}): Promise<Screen> {
  const { page } = curator;
  await page.route(url, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: `<p>${SAID}</p><p> </p>` }));
  await page.goto(url);
  if (isSelected) await page.evaluate(() => getSelection()?.selectAllChildren(document.querySelector('p') as Element));
  return await inNewTab(curator, () => curator.chromium.events.menuItem('register-by-hand', page));
}

async function inNewTab({ page }: Desk, act: () => Promise<unknown>): Promise<Screen> {
  const [opened] = await Promise.all([page.context().waitForEvent('page'), act()]);
  return chromiumScreen(opened as Page);
}

async function sendOn(panel: Screen): Promise<void> {
  await panel.reads(SAID);
  await panel.fill('Тема', 'Освещение');
  await panel.fill('Место', 'Посёлок Лебединое');
  await panel.press('Отдел ЖКХ и благоустройства');
  await panel.press('Отправить исполнителю');
}

test('words selected on a page that is not read become an incident, are answered by the clipboard and proved by a link', async () => {
  const before = (await events(world)).length;
  const his = await registering(ARTICLE);
  await sendOn(his);
  await his.reads('готовится ответ');

  const popup = await executor.chromium.extensionPage('popup.html');
  await chromiumScreen(popup).reads(SAID.slice(0, 20));
  const hers = await inNewTab(executor, () => popup.locator('.work-item', { hasText: SAID.slice(0, 20) }).click());
  await hers.fill('Проект ответа', ANSWER);
  await hers.press('Отправить на согласование');
  await his.reads(ANSWER);
  await his.press('Согласовать');
  await hers.reads('Скопируйте текст');
  await hers.press('Скопировать текст');
  await hers.reads('Скопировано');
  await executor.page.context().grantPermissions(['clipboard-read'], { origin: 'https://vk.com' });
  await executor.page.bringToFront();
  expect(await executor.page.evaluate(() => navigator.clipboard.readText())).toBe(ANSWER);

  await hers.fill('Ссылка на размещённый ответ', 'https://ok.ru/group/1/topic/2');
  await hers.press('Приложить ссылку');
  await hers.reads('Нужна ссылка на ответ в сети «ВКонтакте»');
  await hers.fill('Ссылка на размещённый ответ', `${ARTICLE}?comment=7`);
  await hers.press('Приложить ссылку');
  await his.reads('ответ размещён');

  const told = (await events(world)).slice(before).map(({ type }) => type);
  expect(told.filter((type) => type.startsWith('reply.') || type.startsWith('proof.'))).toEqual([
    'reply.published',
    'proof.attached',
  ]);
});

test('the same words chosen again lead to the incident that is there', async () => {
  const panel = await registering(ARTICLE);

  await panel.reads('ответ размещён');
});

test('a site that the regulation does not name is refused with the clause, and nothing typed is lost', async () => {
  const panel = await registering(FORUM);
  await sendOn(panel);

  await panel.reads(/п\. 1/);
  expect(await panel.value('Тема')).toBe('Освещение');
});

test('a choice without words says what to do instead', async () => {
  const panel = await registering(FORUM, { isSelected: false });

  await panel.reads('Обращение не заведено');
});
