import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { saysTheSame } from '../../lib/background/published-replies.ts';
import { codeUnderTest, visitEach } from '../sites/support/practice-browser.ts';

const ANSWER =
  'Здравствуйте!\n\nПодвоз воды — до 1 июня 👍🏽, «ёлочки» и "лапки"\nhttps://example.org/works?id=5&street=sadovaya';
const PHOTO = 'vk:photo-900000101_457239017';
const SEND = { vk: '[data-testid="send-comment"]', classic: '.reply_send_button', ok: '[data-l="t,submit"]' };
/** A browser that has nothing else to do draws so many. */
const FRAMES_A_SECOND = 60;

const here = visitEach();

async function watching(url: string, ref: string): Promise<Page> {
  const page = await here.context.newPage();
  await page.goto(url);
  await page.evaluate(await codeUnderTest());
  await expect.poll(async () => (await page.evaluate(() => window.vovremya.messages())).map((one) => one.ref)).toContain(ref);
  await page.evaluate((wanted) => window.vovremya.watch(wanted), ref);
  return page;
}

const told = (page: Page) => page.evaluate(() => window.vovremya.told());
const authorOf = (page: Page, ref: string) =>
  page.evaluate((wanted) => window.vovremya.messages().find((one) => one.ref === wanted)?.authorName ?? '', ref);

describe('a reply just sent is recognised by the page’s change alone, within a second, on', () => {
  test.each([
    ['a wall of VK', 'https://vk.com/lebedinoe_okrug', 'vk:wall-900000101_4127', SEND.vk],
    ['a comment on a wall of VK', 'https://vk.com/lebedinoe_okrug', 'vk:wall-900000101_4121?reply=4122', SEND.vk],
    ['a post of VK', 'https://vk.ru/wall-900000101_4127', 'vk:wall-900000101_4127', SEND.vk],
    ['a classic wall of VK', 'https://vk.com/lebedinoe_okrug?layout=classic', 'vk:wall-900000101_4127', SEND.classic],
    ['a photo of VK', 'https://vk.com/photo-900000101_457239017', PHOTO, SEND.classic],
    ['a comment under a photo of VK', 'https://vk.com/photo-900000101_457239017', `${PHOTO}?reply=6021`, SEND.classic],
    ['a video of VK', 'https://vk.com/video-900000101_456270337', 'vk:video-900000101_456270337?reply=6031', SEND.vk],
    ['a topic of OK', 'https://ok.ru/group/70000000000101/topic/156000000000405', 'ok:topic/156000000000405', SEND.ok],
    ['a note of OK', 'https://ok.ru/profile/700000211/statuses/155000000000077', 'ok:status/155000000000077', SEND.ok],
    [
      'a comment under a photo of OK',
      'https://ok.ru/profile/700000203/photo/880000000000015',
      'ok:photo/880000000000015#1700000000978',
      SEND.ok,
    ],
    ['a comment under a video of OK', 'https://ok.ru/video/990000000000016', 'ok:video/990000000000016#1700000000979', SEND.ok],
    ['comments in Telegram A', 'https://web.telegram.org/a/#-1001900000101_42_thread', 'tg:-1001900000101/42', '.send'],
  ])('%s', async (_, url, ref, button) => {
    const page = await watching(url, ref);
    const citizen = await authorOf(page, ref);
    const outcome = await page.evaluate(([r, t]) => window.vovremya.insert(r, t, { override: true }), [ref, ANSWER] as const);
    expect(outcome.ok).toBe(true);
    const scope = ref.startsWith('vk:wall') && !url.includes('/wall') ? `[data-post-id="${/-\d+_\d+/.exec(ref)?.[0]}"] ` : '';
    expect((await told(page)).filter(({ reply }) => saysTheSame(ANSWER, reply.text, citizen))).toEqual([]);

    await page.locator(`${scope}${button}`).first().click();

    const own = async () => (await told(page)).filter(({ reply }) => saysTheSame(ANSWER, reply.text, citizen));
    await expect.poll(async () => (await own()).length, { interval: 30 }).toBe(1);
    const [seen] = await own();
    expect(seen?.afterFrames).toBeLessThan(FRAMES_A_SECOND);
    expect(seen?.reply).toMatchObject({ network: ref.startsWith('tg') ? 'telegram' : ref.slice(0, 2), channel: 'comment' });
    expect(seen?.reply.permalink).toMatch(/^https:/);
  });
});

describe('a reply sent elsewhere is recognised at the next visit on', () => {
  test.each([
    ['m.vk.com', 'vk', '-900000101_4127', 'https://m.vk.com/wall-900000101_4127', 'vk:wall-900000101_4127', null],
    [
      'a board of VK',
      'vk',
      '-900000101_53647274',
      'https://vk.com/topic-900000101_53647274',
      'vk:topic-900000101_53647274?post=6041',
      6041,
    ],
    [
      'm.ok.ru',
      'ok',
      '156000000000405',
      'https://m.ok.ru/group/70000000000101/topic/156000000000405',
      'ok:topic/156000000000405',
      null,
    ],
    [
      'a discussion of OK',
      'ok',
      '156000000000405',
      'https://ok.ru/discussions/1/70000000000101/156000000000405',
      'ok:topic/156000000000405',
      null,
    ],
  ] as const)('%s', async (_, id, post, url, ref, answers) => {
    const answered = here.network.state.post(id, post)?.comments.find((one) => one.id === answers);
    const greeting = answered ? `${answered.author.name.split(' ')[0]}, ` : '';
    here.network.state.addComment(id, post, { text: `${greeting}${ANSWER}`, answers, as: 'community' });

    const page = await watching(url, ref);
    const citizen = await authorOf(page, ref);

    await expect
      .poll(async () => (await told(page)).filter(({ reply }) => saysTheSame(ANSWER, reply.text, citizen)).length)
      .toBe(1);
  });
});
