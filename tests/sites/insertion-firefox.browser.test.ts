import puppeteer, { type Browser, type HTTPRequest } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PRACTICE_ADDRESSES } from '../../practice/network/intercept.ts';
import { type PracticeNetwork, startPracticeNetwork } from '../../practice/network/server.ts';
import { ensureBrowser } from '../../scripts/support/browsers.ts';
import { codeUnderTest } from './support/practice-browser.ts';

const REPLY =
  'Здравствуйте! 👋\n\nЯму огородили ✅\nХод работ: https://example.org/works?id=5&street=sadovaya\n— Администрация 🇷🇺';
const WALL = 'https://vk.com/lebedinoe_okrug';
const TOPIC = 'https://ok.ru/group/70000000000101/topic/156000000000405';

let browser: Browser;
let network: PracticeNetwork;

beforeAll(async () => {
  network = await startPracticeNetwork({ now: () => Date.now() });
  browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: await ensureBrowser('firefox', () => undefined),
    headless: true,
  });
});
afterAll(async () => {
  await browser.close();
  await network.close();
});

async function answer(request: HTTPRequest): Promise<void> {
  if (!PRACTICE_ADDRESSES.test(request.url())) return request.continue();
  const body = request.method() === 'POST' ? ((await request.fetchPostData()) ?? '') : '';
  await request.respond(await network.answer({ method: request.method(), url: request.url(), body }));
}

test.each([
  ['VK’s redesign', WALL, 'vk:wall-900000101_4127', 'insert-text'],
  ['VK’s redesign, a comment', WALL, 'vk:wall-900000101_4121?reply=4122', 'insert-text'],
  ['an editor that takes a paste only', `${WALL}?editor=paste`, 'vk:wall-900000101_4115', 'paste'],
  ['classic VK', `${WALL}?layout=classic`, 'vk:wall-900000101_4109', 'insert-text'],
  ['OK', TOPIC, 'ok:topic/156000000000405', 'insert-text'],
])('the whole text stands in the box and leaves by its own button in %s', async (_, url, ref, strategy) => {
  const page = await browser.newPage();
  await page.setRequestInterception(true);
  page.on('request', (request) => void answer(request));
  await page.goto(url);
  await page.waitForSelector('[data-testid="post-header"], .post_header, .mlr_top');
  await page.evaluate(await codeUnderTest());

  const outcome = await page.evaluate((r, t) => window.vovremya.insert(r, t, { override: true }), ref, REPLY);
  await page.evaluate(() => {
    document
      .querySelector<HTMLElement>('[data-testid="send-comment"], .reply_box .reply_send_button, [data-l="t,submit"]')
      ?.click();
  });

  expect(outcome).toEqual({ ok: true, strategy });
  const [site, id] = ref.startsWith('vk')
    ? (['vk', ref.replace(/^vk:wall|\?.*$/g, '')] as const)
    : (['ok', ref.slice('ok:topic/'.length)] as const);
  await expect.poll(() => network.state.post(site, id)?.comments.at(-1)?.text.endsWith(REPLY)).toBe(true);
  await page.close();
});
