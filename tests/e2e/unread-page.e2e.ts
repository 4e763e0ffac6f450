import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectFirefox, enterServer } from '../../practice/browser/desk.ts';
import { chromiumScreen } from '../../practice/browser/screen.ts';
import { PRACTICE_ADDRESSES } from '../../practice/network/intercept.ts';
import { until } from '../../practice/until.ts';
import { createWorld, type World } from '../../practice/world.ts';
import { type Desk, seeAgain, sitDown, TUESDAY, VK_WALL } from './stage.ts';

/** Half a minute is the browser's least alarm, and a page waits ten seconds before it speaks. */
const PATIENCE_MS = 90_000;

let world: World;
let desk: Desk;

beforeAll(async () => {
  world = await createWorld({ at: TUESDAY, accounts: true, stories: false });
  desk = await sitDown(world, 'curator', VK_WALL);
});

afterAll(() => world.close());

interface Counted {
  on: string;
  page: string;
  verdict: string;
  roles: string[];
  revision: number;
  version: string;
  times: number;
}

/** Asked with a pause: nothing comes in less. */
async function counted(): Promise<Counted[]> {
  await desk.page.waitForTimeout(1_000);
  return await world.server.rows<Counted>(
    `select seen_on as on, page, verdict, roles, revision, version, times::int from page_health order by page`,
  );
}

/** The network has changed its pages overnight: the posts are there, and nothing by which they were known. */
async function changeNetwork(): Promise<void> {
  await desk.chromium.context.route(PRACTICE_ADDRESSES, async (route) => {
    const request = route.request();
    const asked = { method: request.method(), url: request.url(), body: request.postData() ?? '' };
    const answer = await world.network.answer(asked);
    const body = answer.body.replaceAll('data-post-', 'data-entry-').replaceAll('data-testid', 'data-part');
    await route.fulfill({ ...answer, body });
  });
}

/** As the person sees it: words over the page. */
async function notice(): Promise<string> {
  const session = await desk.page.context().newCDPSession(desk.page);
  const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
  await session.detach();
  return /"VOVREMYA-NOTICE".*?"nodeValue":"(?<words>[^"]*сообщен[^"]*)"/.exec(JSON.stringify(root))?.groups?.words ?? '';
}

test('a page whose address promises messages and shows none is told to the person and counted once for the administrator', async () => {
  await until(async () => (await desk.page.locator('vovremya-chip').count()) > 0, 'the marks as ever');
  // A page that is read is looked at, too.
  await desk.page.waitForTimeout(16_000);
  expect(await notice()).toBe('');
  expect(await counted()).toEqual([]);

  await changeNetwork();
  await desk.page.goto(`${VK_WALL}?own=1`);
  await until(async () => (await desk.page.locator('article').count()) > 0, 'the posts');
  await until(async () => (await notice()).includes('не нашло здесь ни одного сообщения'), 'the person is told', PATIENCE_MS);
  await until(async () => (await counted()).length > 0, 'the count has come to the server', PATIENCE_MS);
  // Turned to again, and loaded anew: the same visit.
  await seeAgain(desk.page);
  await desk.page.waitForTimeout(16_000);
  await desk.page.reload();
  await desk.page.waitForTimeout(16_000);

  const [one, ...others] = await counted();
  expect(others).toEqual([]);
  expect(one).toMatchObject({ on: '2026-03-10', page: 'wall', verdict: 'off', revision: 0, times: 1 });
  expect(one?.roles).toEqual(expect.arrayContaining(['post', 'postText', 'comment']));
  expect(one?.version).toMatch(/^\d+(\.\d+)+$/);
});

test('the administrator reads it on the page of the networks, and nothing of who met it', async () => {
  const page = await desk.chromium.open(`${world.server.url}/sign-in`);
  const screen = chromiumScreen(page);
  await page.context().clearCookies();
  await page.goto(`${world.server.url}/sign-in`);
  await enterServer(screen, 'administrator', 'password');
  await screen.reads('Управление');
  await page.goto(`${world.server.url}/admin/pages`);

  const section = (await page.locator('section', { hasText: 'Что не прочиталось' }).first().textContent()) ?? '';

  expect(section).toContain('не найдено ни одного сообщения');
  expect(section).toContain('за 7 дней — 1, за 30 дней — 1');
  expect(section).toContain('10 марта 2026');
  expect(section).not.toMatch(/Кравцова|lebedinoe/);
});

test('Firefox counts it, too', async () => {
  const firefox = await world.firefox('head-firefox');
  await connectFirefox(firefox, world.server, 'head');
  // A post that is not there any more promises a message as well.
  const page = await firefox.open('https://vk.com/wall-900000101_999999');
  await page.bringToFront();

  const post = await until(
    async () => (await counted()).find((one) => one.page === 'post'),
    'the count from Firefox',
    PATIENCE_MS,
  );

  expect(post).toMatchObject({ on: '2026-03-10', verdict: 'off', times: 1 });
});
