import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type PracticeNetwork, startPracticeNetwork } from '../../practice/network/server.ts';
import { codeUnderTest, launchBrowser, visit } from '../sites/support/practice-browser.ts';

const ANSWER = 'Здравствуйте!\n\nПоставим до 1 июня 👍';
const PHOTO = 'vk:photo-900000101_457239017';
const VIDEO = 'vk:video-900000101_456270337';
const TOPIC = 'vk:topic-900000101_53647274';
const OK_STATUS = 'ok:status/155000000000077';
const OK_PHOTO = 'ok:photo/880000000000015';
const OK_VIDEO = 'ok:video/990000000000016';
const OK_TOPIC = 'ok:topic/156000000000405';
const WALL = 'vk:wall-900000101_4127';
const CHANNEL = 'tg:-1001900000101';

let browser: Browser;
let network: PracticeNetwork;
let context: BrowserContext;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  network = await startPracticeNetwork({ now: () => Date.now() });
  context = await visit(browser, network);
});
afterEach(async () => {
  await context.close();
  await network.close();
});

async function open(url: string) {
  const page = await context.newPage();
  await page.goto(url);
  await page.evaluate(await codeUnderTest());
  return page;
}

describe('every message is read, with nothing amiss, on', () => {
  test.each([
    ['a photo of VK', 'https://vk.com/photo-900000101_457239017', 'photo', [PHOTO, `${PHOTO}?reply=6021`, `${PHOTO}?reply=6022`]],
    [
      'a photo over a wall of VK',
      'https://vk.ru/lebedinoe_okrug?z=photo-900000101_457239017%2Falbum-900000101_00',
      'photo',
      [PHOTO, `${PHOTO}?reply=6021`, `${PHOTO}?reply=6022`],
    ],
    ['a video of VK', 'https://vk.com/video-900000101_456270337', 'redesign', [`${VIDEO}?reply=6031`]],
    ['a board of VK', 'https://vk.com/topic-900000101_53647274', 'board', [`${TOPIC}?post=6041`, `${TOPIC}?post=6042`]],
    ['a post of m.vk.com', 'https://m.vk.com/wall-900000101_4127', 'mobile', [WALL, `${WALL}?reply=4128`, `${WALL}?reply=4129`]],
    [
      'a note of OK',
      'https://ok.ru/profile/700000211/statuses/155000000000077',
      'topic',
      [OK_STATUS, `${OK_STATUS}#1700000000977`],
    ],
    ['a photo of OK', 'https://ok.ru/profile/700000203/photo/880000000000015', 'comments', [`${OK_PHOTO}#1700000000978`]],
    ['a video of OK', 'https://ok.ru/video/990000000000016', 'comments', [`${OK_VIDEO}#1700000000979`]],
    ['a discussion of OK', 'https://ok.ru/discussions/1/70000000000101/156000000000405', 'topic', [OK_TOPIC]],
    ['a topic of m.ok.ru', 'https://m.ok.ru/group/70000000000101/topic/156000000000405', 'mobile', [OK_TOPIC]],
    ['Telegram K', 'https://web.telegram.org/k/#-1001900000101', 'k', [`${CHANNEL}/42`]],
    [
      'comments in Telegram A',
      'https://web.telegram.org/a/#-1001900000101_42_thread',
      'a',
      ['42', '43', '44'].map((id) => `${CHANNEL}/${id}`),
    ],
  ])('%s', async (_, url, layout, refs) => {
    const page = await open(url);

    const read = () => page.evaluate(() => window.vovremya.messages());
    await expect.poll(async () => (await read()).map(({ ref }) => ref)).toEqual(expect.arrayContaining(refs));
    for (const message of await read()) {
      expect([message.text, message.postedAt], message.ref).not.toContain(null);
      expect(message.text).not.toBe('');
    }
    expect(await page.evaluate(() => window.vovremya.health())).toMatchObject({ layout, verdict: 'ok' });
  });

  test('the managers’ list of comments of VK', async () => {
    const page = await open('https://vk.com/lebedinoe_okrug?act=comments');
    const wanted = network.state.posts('vk').flatMap(({ id, comments }) => comments.map((one) => `vk:wall${id}?reply=${one.id}`));

    await expect
      .poll(async () => (await page.evaluate(() => window.vovremya.messages())).map(({ ref }) => ref).sort())
      .toEqual(wanted.sort());
  });
});

describe('the reply goes under its message on', () => {
  test.each([
    [
      'a photo of VK',
      'https://vk.com/photo-900000101_457239017',
      `${PHOTO}?reply=6021`,
      '-900000101_457239017',
      6021,
      '.reply_send_button',
    ],
    [
      'a photo of VK itself',
      'https://vk.com/photo-900000101_457239017',
      PHOTO,
      '-900000101_457239017',
      null,
      '.reply_send_button',
    ],
    [
      'a board of VK',
      'https://vk.com/topic-900000101_53647274',
      `${TOPIC}?post=6041`,
      '-900000101_53647274',
      6041,
      '.addpost_button',
    ],
    [
      'a video of VK',
      'https://vk.com/video-900000101_456270337',
      `${VIDEO}?reply=6031`,
      '-900000101_456270337',
      6031,
      '[data-testid="send-comment"]',
    ],
    [
      'a note of OK',
      'https://ok.ru/profile/700000211/statuses/155000000000077',
      OK_STATUS,
      '155000000000077',
      null,
      '[data-l="t,submit"]',
    ],
    [
      'a photo of OK',
      'https://ok.ru/profile/700000203/photo/880000000000015',
      `${OK_PHOTO}#1700000000978`,
      '880000000000015',
      1700000000978,
      '[data-l="t,submit"]',
    ],
    ['comments in Telegram A', 'https://web.telegram.org/a/#-1001900000101_42_thread', `${CHANNEL}/42`, '42', null, '.send'],
  ])('%s, sent by its own button and by nothing else', async (_, url, ref, id, answers, button) => {
    const page = await open(url);
    await expect.poll(async () => (await page.evaluate(() => window.vovremya.messages())).length).toBeGreaterThan(0);
    const comments = () =>
      network.state.post(url.includes('ok.ru') ? 'ok' : url.includes('telegram') ? 'telegram' : 'vk', id)?.comments ?? [];
    const before = comments().length;

    const outcome = await page.evaluate(([r, t]) => window.vovremya.insert(r, t, { override: true }), [ref, ANSWER] as const);
    await page.waitForTimeout(200);
    expect([outcome.ok, comments().length]).toEqual([true, before]);

    await page.locator(button).first().click();
    await expect.poll(() => comments().at(-1)?.text.endsWith(ANSWER)).toBe(true);
    expect(comments().at(-1)?.answers).toBe(answers);
    const published = async () =>
      (await page.evaluate(() => window.vovremya.messages())).filter(({ text }) => text.endsWith(ANSWER));
    await expect.poll(async () => (await published()).map(({ permalink }) => permalink.length > 10)).toEqual([true]);
  });
});
