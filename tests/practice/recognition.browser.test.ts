import { describe, expect, test } from 'vitest';
import { saysTheSame } from '../../lib/background/published-replies.ts';
import { inBrowsers, type VisitedPage, type Visits } from '../sites/support/both-browsers.ts';

const ANSWER =
  'Здравствуйте!\n\nПодвоз воды — до 1 июня 👍🏽, «ёлочки» и "лапки"\nhttps://example.org/works?id=5&street=sadovaya';
const POST = '-900000101_4127';
const WALL = `vk:wall${POST}`;
const TALKED = '-900000101_4121';
const ON_PHOTO = '-900000101_457239017';
const PHOTO = `vk:photo${ON_PHOTO}`;
const OVER_WALL = `photo${ON_PHOTO}%2Falbum-900000101_00`;
const ON_VIDEO = '-900000101_456270337';
const VIDEO_COMMENT = `vk:video${ON_VIDEO}?reply=6031`;
const ON_BOARD = '-900000101_53647274';
const BOARD_COMMENT = `vk:topic${ON_BOARD}?post=6041`;
const OK_TOPIC = 'ok:topic/156000000000405';
const SEND = { vk: '[data-testid="send-comment"]', classic: '.reply_send_button', ok: '[data-l="t,submit"]' };
/** A browser that has nothing else to do draws so many. */
const FRAMES_A_SECOND = 60;

const vk = (path: string) => `https://vk.com/${path}`;
const ok = (path: string) => `https://ok.ru/${path}`;
const under = (post: string, button: string) => `[data-post-id="${post}"] ${button}`;

/**
 * Everywhere a reply can be written: what is answered and where, under which thing of the practice network, which of its comments, and the
 * page's own button.
 */
const PLACES: [string, string, string, string, number | null, string][] = [
  ['the feed of VK', vk('feed'), WALL, POST, null, under(POST, SEND.vk)],
  ['a wall of VK', vk('lebedinoe_okrug'), WALL, POST, null, under(POST, SEND.vk)],
  ['a comment on a wall of VK', vk('lebedinoe_okrug'), `vk:wall${TALKED}?reply=4122`, TALKED, 4122, under(TALKED, SEND.vk)],
  ['a reply in a thread of VK', vk(`wall${TALKED}`), `vk:wall${TALKED}?reply=4125`, TALKED, 4125, SEND.vk],
  ['a post of VK', `https://vk.ru/wall${POST}`, WALL, POST, null, SEND.vk],
  ['a post over a wall of VK', vk(`lebedinoe_okrug?w=wall${POST}`), WALL, POST, null, `#post-layer ${SEND.vk}`],
  ['a video of VK', vk(`video${ON_VIDEO}`), VIDEO_COMMENT, ON_VIDEO, 6031, SEND.vk],
  ['the classic feed of VK', vk('feed?layout=classic'), WALL, POST, null, under(POST, SEND.classic)],
  ['a classic wall of VK', vk('lebedinoe_okrug?layout=classic'), WALL, POST, null, under(POST, SEND.classic)],
  ['a classic post of VK', vk(`wall${POST}?layout=classic`), WALL, POST, null, SEND.classic],
  [
    'a comment on a classic post of VK',
    vk(`wall${TALKED}?layout=classic`),
    `vk:wall${TALKED}?reply=4122`,
    TALKED,
    4122,
    SEND.classic,
  ],
  [
    'a classic post over a wall of VK',
    vk(`lebedinoe_okrug?layout=classic&w=wall${POST}`),
    `${WALL}?reply=4128`,
    POST,
    4128,
    `#wl_post ${SEND.classic}`,
  ],
  ['a photo of VK', vk(`photo${ON_PHOTO}`), PHOTO, ON_PHOTO, null, SEND.classic],
  ['a comment under a photo of VK', vk(`photo${ON_PHOTO}`), `${PHOTO}?reply=6021`, ON_PHOTO, 6021, SEND.classic],
  ['a photo over a wall of VK', vk(`lebedinoe_okrug?z=${OVER_WALL}`), `${PHOTO}?reply=6021`, ON_PHOTO, 6021, SEND.classic],
  ['a video over a classic page of VK', vk(`video?z=video${ON_VIDEO}`), VIDEO_COMMENT, ON_VIDEO, 6031, SEND.classic],
  ['a board of VK', vk(`topic${ON_BOARD}`), BOARD_COMMENT, ON_BOARD, 6041, '.addpost_button'],
  ['the feed of OK', ok('group/70000000000101'), OK_TOPIC, '156000000000405', null, SEND.ok],
  ['a topic of OK', ok('group/70000000000101/topic/156000000000405'), OK_TOPIC, '156000000000405', null, SEND.ok],
  [
    'a comment under a topic of OK',
    ok('group/70000000000101/topic/156000000000405'),
    `${OK_TOPIC}#1700000000881`,
    '156000000000405',
    1_700_000_000_881,
    SEND.ok,
  ],
  [
    'a note of OK',
    ok('profile/700000211/statuses/155000000000077'),
    'ok:status/155000000000077',
    '155000000000077',
    null,
    SEND.ok,
  ],
  [
    'a comment under a photo of OK',
    ok('profile/700000203/photo/880000000000015'),
    'ok:photo/880000000000015#1700000000978',
    '880000000000015',
    1_700_000_000_978,
    SEND.ok,
  ],
  [
    'a comment under a video of OK',
    ok('video/990000000000016'),
    'ok:video/990000000000016#1700000000979',
    '990000000000016',
    1_700_000_000_979,
    SEND.ok,
  ],
  ['a discussion of OK', ok('discussions/1/70000000000101/156000000000405'), OK_TOPIC, '156000000000405', null, SEND.ok],
  [
    'comments in Telegram K',
    'https://web.telegram.org/k/#-1001900000101_42_thread',
    'tg:-1001900000101/42',
    '42',
    null,
    '.btn-send',
  ],
  ['comments in Telegram A', 'https://web.telegram.org/a/#-1001900000101_42_thread', 'tg:-1001900000101/42', '42', null, '.send'],
];

const inBoth = inBrowsers();

const messages = (page: VisitedPage) => page.evaluate(() => window.vovremya.messages());

/** The reply that was told of and says the same as the answer; before it is sent there is none. */
async function recognised(page: VisitedPage, ref: string) {
  const citizen = (await messages(page)).find((one) => one.ref === ref)?.authorName ?? '';
  const told = await page.evaluate(() => window.vovremya.told());
  return told.filter(({ reply }) => saysTheSame(ANSWER, reply.text, citizen));
}

async function watch(page: VisitedPage, ref: string): Promise<void> {
  await expect.poll(async () => (await messages(page)).map((one) => one.ref)).toContain(ref);
  await page.evaluate((wanted) => window.vovremya.watch(wanted), ref);
}

function insert(page: VisitedPage, ref: string) {
  return page.evaluate(([r, t]) => window.vovremya.insert(r, t, { override: true }), [ref, ANSWER] as const);
}

function commentsOf(here: Visits, ref: string, id: string) {
  const site = ref.startsWith('ok') ? 'ok' : ref.startsWith('tg') ? 'telegram' : 'vk';
  return here.network.state.post(site, id)?.comments ?? [];
}

async function expectRecognised(page: VisitedPage, ref: string): Promise<void> {
  await expect.poll(async () => (await recognised(page, ref)).length, { interval: 30 }).toBe(1);
  const [seen] = await recognised(page, ref);
  expect(seen?.afterFrames).toBeLessThan(FRAMES_A_SECOND);
  expect(seen?.reply).toMatchObject({ network: ref.startsWith('tg') ? 'telegram' : ref.slice(0, 2), channel: 'comment' });
  expect(seen?.reply.permalink).toMatch(/^https:/);
}

describe('a reply just sent is recognised by the page’s change alone, within a second, on', () => {
  test.each(PLACES)(
    '%s',
    inBoth(async (here, _, url, ref, id, answers, button) => {
      const page = await here.open(url);
      await watch(page, ref);
      const before = commentsOf(here, ref, id).length;

      expect((await insert(page, ref)).ok).toBe(true);
      // Insertion fills the box, looks at it for a while, and sends nothing.
      expect(commentsOf(here, ref, id)).toHaveLength(before);
      expect(await recognised(page, ref)).toEqual([]);

      await page.click(button);

      await expectRecognised(page, ref);
      expect(commentsOf(here, ref, id)).toHaveLength(before + 1);
      expect(commentsOf(here, ref, id).at(-1)).toMatchObject({ answers, text: expect.stringMatching(/street=sadovaya$/) });
    }),
  );

  test(
    'a post of m.vk.com, which is loaded anew after sending',
    inBoth(async (here) => {
      const page = await here.open(`https://m.vk.com/wall${POST}`);
      await watch(page, WALL);
      const before = commentsOf(here, WALL, POST).length;

      expect((await insert(page, WALL)).ok).toBe(true);
      expect(commentsOf(here, WALL, POST)).toHaveLength(before);
      await page.clickThrough('.create_post [type="submit"]');
      await watch(page, WALL);

      await expectRecognised(page, WALL);
      expect(commentsOf(here, WALL, POST).at(-1)).toMatchObject({ text: ANSWER, answers: null });
    }),
  );
});

describe('a reply sent elsewhere is recognised at the next visit on', () => {
  test.each([
    ['m.vk.com', 'vk', POST, `https://m.vk.com/wall${POST}`, WALL, null],
    ['a board of VK', 'vk', ON_BOARD, vk(`topic${ON_BOARD}`), BOARD_COMMENT, 6041],
    ['m.ok.ru', 'ok', '156000000000405', 'https://m.ok.ru/group/70000000000101/topic/156000000000405', OK_TOPIC, null],
    ['a discussion of OK', 'ok', '156000000000405', ok('discussions/1/70000000000101/156000000000405'), OK_TOPIC, null],
  ] as const)(
    '%s',
    inBoth(async (here, _, site, id, url, ref, answers) => {
      const answered = here.network.state.post(site, id)?.comments.find((one) => one.id === answers);
      const greeting = answered ? `${answered.author.name.split(' ')[0]}, ` : '';
      here.network.state.addComment(site, id, { text: `${greeting}${ANSWER}`, answers, as: 'community' });

      const page = await here.open(url);
      await watch(page, ref);

      await expect.poll(async () => (await recognised(page, ref)).length).toBe(1);
    }),
  );
});

test(
  'nothing is written for a comment of m.vk.com, nor for its post once the form was turned to a comment',
  inBoth(async (here) => {
    const page = await here.open(`https://m.vk.com/wall${POST}`);
    const comment = `${WALL}?reply=4128`;
    await expect.poll(async () => (await messages(page)).map((one) => one.ref)).toContain(comment);

    for (const ref of [comment, WALL]) expect(await insert(page, ref)).toEqual({ ok: false, reason: 'composer-not-found' });
    expect(await page.evaluate(() => document.querySelector('textarea')?.value)).not.toContain('Здравствуйте');
  }),
);
