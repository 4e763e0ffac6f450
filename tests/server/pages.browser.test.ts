import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deviceGrantSchema } from '../../lib/protocol/api-schema.ts';
import type { HealthCount } from '../../lib/protocol/page-health.ts';
import { launchBrowser } from '../sites/support/practice-browser.ts';
import { violationsOf } from '../support/axe.ts';
import { totp } from './authenticator.ts';
import { dataFolder, type ServerProcess, startProcess } from './server-process.ts';

/** Pictures of every page, light and dark, when somebody wants to look: PICTURES names the folder. */
const PICTURES = process.env.PICTURES;
const PASSWORD = 'семь синих лодок';

const folder = dataFolder();
let server: ServerProcess;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await startProcess(folder.path);
  browser = await launchBrowser();
  page = await newPage();
});
afterAll(async () => {
  await browser.close();
  await server.end('SIGTERM');
  folder.remove();
});

async function newPage(): Promise<Page> {
  const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 900, height: 1000 } });
  return await context.newPage();
}

/** No fault of access, in either scheme; nothing wider than the window, on a telephone neither. */
async function judge(one: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await one.emulateMedia({ colorScheme });
    const found = (await violationsOf(one)).map(({ id, nodes }) => `${id}: ${nodes[0]}`);
    expect(found, `${name}, ${colorScheme}`).toEqual([]);
    if (PICTURES) {
      mkdirSync(PICTURES, { recursive: true });
      await one.screenshot({ path: join(PICTURES, `${name}-${colorScheme}.png`), fullPage: true });
    }
  }
  await one.setViewportSize({ width: 380, height: 800 });
  expect(await one.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(380);
  await one.setViewportSize({ width: 900, height: 1000 });
}

async function accept(one: Page, link: string, email: string): Promise<void> {
  await one.goto(link);
  await one.getByLabel('Электронная почта').fill(email);
  await one.getByLabel('Пароль', { exact: false }).first().fill(PASSWORD);
  await one.getByLabel('Пароль ещё раз').fill(PASSWORD);
  await one.getByRole('button', { name: 'Создать учётную запись' }).click();
}

async function link(one: Page): Promise<string> {
  return (await one.locator('code.secret').textContent()) ?? '';
}

/** Sets the second factor up on the page that is open; returns the secret. */
async function enrol(one: Page, name: string): Promise<string> {
  await one.getByLabel('Ваш пароль').fill(PASSWORD);
  await one.getByRole('button', { name: 'Настроить' }).click();
  await judge(one, `${name}-enrol`);
  const secret = await link(one);
  await one.getByLabel('Код из приложения').fill('000000');
  await one.getByRole('button', { name: 'Включить' }).click();
  expect(await one.getByRole('alert').textContent()).toContain('Код не подходит');
  await judge(one, `${name}-enrol-again`);
  await one.getByLabel('Код из приложения').fill(totp(secret, -1));
  await one.getByRole('button', { name: 'Включить' }).click();
  await judge(one, `${name}-backup-codes`);
  await one.getByRole('link', { name: 'Я сохранил коды' }).click();
  return secret;
}

/** The first duty of whoever is signed in, marked done. */
async function markDuty(one: Page): Promise<void> {
  await one.getByRole('link', { name: 'Обязанности' }).click();
  await one.getByText('Отметить исполнение').first().click();
  await judge(one, 'duties');
  await one.getByLabel('Что отправлено').first().fill('Отчёт за прошлый месяц, письмо № 12');
  await one.getByRole('button', { name: 'Отметить' }).first().click();
  expect(await one.getByRole('status').textContent()).toBe('Исполнение отмечено.');
  await judge(one, 'duties-done');
}

test('an administrator comes in, demands a second factor, sets his own up and signs in with it', async () => {
  await page.goto(`${server.url}${server.invitation}`);
  await judge(page, 'join');
  await accept(page, `${server.url}${server.invitation}`, 'admin@example.org');
  await page.getByRole('link', { name: 'Управление' }).click();
  await page.getByLabel('требовать второй фактор от всех').check();
  await page.getByLabel('Расширение: дней без работы').fill('14');
  await judge(page, 'admin');
  await page.locator('form[action="/admin/security"]').getByRole('button').click();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Второй фактор');
  await judge(page, 'second-factor-demanded');

  const secret = await enrol(page, 'admin');
  expect(await page.getByRole('status').textContent()).toContain('Правила входа сохранены');
  await page.goto(`${server.url}/account/second-factor`);
  await judge(page, 'second-factor-on');
  await page.getByRole('button', { name: 'Выйти' }).click();
  await judge(page, 'sign-in');
  await page.getByLabel('Электронная почта').fill('admin@example.org');
  await page.getByLabel('Пароль').fill(PASSWORD);
  await page.getByRole('button', { name: 'Войти' }).click();
  await judge(page, 'sign-in-code');
  await page.getByLabel('Код из приложения').fill(totp(secret));
  await page.getByRole('button', { name: 'Войти' }).click();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Администратор');
});

test('a person who lost password and telephone comes in by the link that the administrator makes', async () => {
  await page.goto(`${server.url}/admin`);
  await page.getByText('Пригласить', { exact: true }).click();
  await page.getByLabel('Имя и фамилия').fill('Ольга Ким');
  await page.getByRole('checkbox').first().check();
  await page.getByRole('button', { name: 'Создать приглашение' }).click();
  const invitation = await link(page);
  const own = await newPage();
  await accept(own, invitation, 'olga@example.org');
  await enrol(own, 'olga');
  await markDuty(own);

  await page.goto(`${server.url}/admin`);
  await page.getByRole('link', { name: 'Ольга Ким' }).click();
  await judge(page, 'person');
  await page.getByLabel('потерян и телефон').check();
  await page.getByRole('button', { name: 'Сделать ссылку' }).click();
  await judge(page, 'reset-link');
  const reset = await link(page);
  const other = await newPage();
  await other.goto(reset);
  await judge(other, 'reset');
  await other.getByLabel('Новый пароль ещё раз').fill('олгаолгаолга');
  await other.getByLabel('Новый пароль', { exact: false }).first().fill('олгаолгаолга');
  await other.getByRole('button', { name: 'Сменить пароль' }).click();
  expect(await other.getByRole('alert').textContent()).toContain('однообразный');
  for (const label of ['Новый пароль ещё раз', 'Новый пароль']) {
    await other.getByLabel(label).first().fill('пять жёлтых трамваев');
  }
  await other.getByRole('button', { name: 'Сменить пароль' }).click();
  await judge(other, 'reset-done');
  await own.goto(server.url);
  expect(await own.getByRole('heading', { level: 1 }).textContent()).toBe('Вход');
});

/** Connects a device of whoever is signed in, as a person without the browser's own window does it; gives its token. */
async function connectDevice(one: Page): Promise<string> {
  const verifier = 'v'.repeat(43);
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  await one.goto(`${server.url}/connect?${new URLSearchParams({ challenge })}`);
  await one.getByRole('button', { name: 'Подключить расширение' }).click();
  const code = await link(one);
  const answer = await fetch(`${server.url}/api/device/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, verifier, device: 'Chromium' }),
  });
  return deviceGrantSchema.parse(await answer.json()).token;
}

function unread(over: Partial<HealthCount> = {}): HealthCount {
  const on = new Date().toISOString().slice(0, 10);
  const roles = ['post', 'postId', 'postAuthorName', 'postText', 'postDate', 'comment', 'commentId', 'commentText'];
  const page = { network: 'vk', page: 'wall', layout: 'unknown', verdict: 'off' } as const;
  return { on, ...page, roles, revision: 0, version: '1.0.0', times: 37, ...over };
}

test('an administrator sees which pages of the networks were not read, and that none was', async () => {
  await page.goto(`${server.url}/admin/pages`);
  expect(await page.getByRole('region', { name: 'Что не прочиталось' }).textContent()).toContain('не встретили страниц');
  await judge(page, 'unread-none');
  const token = await connectDevice(page);
  const counts = [
    unread(),
    unread({ roles: ['post', 'postText', 'composerInput'], revision: 1, version: '1.0.1', times: 3 }),
    unread({ network: 'vk', page: 'post', layout: 'classic', verdict: 'degraded', roles: ['postDate'], times: 1 }),
    unread({ network: 'ok', page: 'feed', times: 2, on: new Date(Date.now() - 12 * 86_400_000).toISOString().slice(0, 10) }),
  ];
  await fetch(`${server.url}/api/page-health`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ id: randomUUID(), counts }),
  });
  await page.goto(`${server.url}/admin/pages`);
  const section = page.getByRole('region', { name: 'Что не прочиталось' });
  expect(await section.textContent()).toContain('за 7 дней — 40, за 30 дней — 40');
  await judge(page, 'unread');

  // By the keyboard alone to the field that the advice leads to.
  await section.getByRole('link', { name: 'файл селекторов' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('form')?.getAttribute('action'))).toBe('/admin/pages');
});

test('an administrator invites by mistake, sees who has not come yet, and takes the link back', async () => {
  await page.goto(`${server.url}/admin`);
  await page.getByText('Пригласить', { exact: true }).click();
  await page.getByLabel('Имя и фамилия').fill('Константин Константинопольский-Задунайский');
  await page.getByLabel('Куратор').first().check();
  await page.getByRole('button', { name: 'Создать приглашение' }).click();
  await page.getByRole('link', { name: 'Вернуться к управлению' }).click();
  await judge(page, 'admin-invited');
  const takeBack = page.getByRole('button', { name: /^Отозвать приглашение: Константин/ });
  await takeBack.focus();
  await page.keyboard.press('Enter');

  expect(await page.getByRole('status').textContent()).toBe('Приглашение отозвано: ссылка больше не действует.');
  expect(await takeBack.count()).toBe(0);
  await judge(page, 'admin-taken-back');
});

test('an administrator gives a person a substitute for a term', async () => {
  await page.goto(`${server.url}/admin`);
  await page.getByRole('link', { name: 'Ольга Ким' }).click();
  await page.getByText('Назначить замещающего').click();
  await page.getByLabel('Кто замещает').selectOption({ label: 'Администратор' });
  await page.getByLabel('По', { exact: true }).fill('2099-01-01T00:00');
  await page.getByLabel('Основание').fill('отпуск, распоряжение № 15');
  await judge(page, 'substitute-form');
  await page.getByRole('button', { name: 'Назначить' }).click();
  expect(await page.getByRole('alert').textContent()).toBe('Замещение длится не больше 366 дней.');
  const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 16);
  await page.getByText('Назначить замещающего').click();
  await page.getByLabel('Кто замещает').selectOption({ label: 'Администратор' });
  await page.getByLabel('По', { exact: true }).fill(inAWeek);
  await page.getByLabel('Основание').fill('отпуск, распоряжение № 15');
  await page.getByRole('button', { name: 'Назначить' }).click();
  expect(await page.getByRole('status').textContent()).toBe('Замещение назначено.');
  await judge(page, 'substitute-set');
  await page.goto(server.url);
  expect(await page.getByRole('main').textContent()).toContain('Замещаете: Ольга Ким');
  await judge(page, 'home');
});

test('a person sees where he is signed in, and ends a session with his password', async () => {
  await page.goto(`${server.url}/account`);
  const other = await newPage();
  await page.getByRole('link', { name: 'Вход и безопасность' }).click();
  await judge(page, 'account');
  await page.goto(`${server.url}/account/sessions/end-others`);
  await judge(page, 'confirm');
  await page.getByLabel('Ваш пароль').fill('не тот пароль');
  await page.getByRole('button', { name: 'Закончить остальные сеансы' }).click();
  expect(await page.getByRole('alert').textContent()).toBe('Пароль не подходит.');
  await page.getByLabel('Ваш пароль').fill(PASSWORD);
  await page.getByRole('button', { name: 'Закончить остальные сеансы' }).click();
  expect(await page.getByRole('status').textContent()).toBe('Остальные сеансы закончены.');
  await other.close();
});
