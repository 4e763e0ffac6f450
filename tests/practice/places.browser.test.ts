import { expect, test } from 'vitest';
import { inBrowsers, type VisitedPage } from '../sites/support/both-browsers.ts';

const POST = '-900000101_4127';
const WALL = `vk:wall${POST}`;
const PHOTO = 'vk:photo-900000101_457239017';
const VIDEO = 'vk:video-900000101_456270337';
const TOPIC = 'vk:topic-900000101_53647274';
const OK_STATUS = 'ok:status/155000000000077';
const OK_PHOTO = 'ok:photo/880000000000015';
const OK_VIDEO = 'ok:video/990000000000016';
const OK_TOPIC = 'ok:topic/156000000000405';
const CHANNEL = 'tg:-1001900000101';
const ON_WALL = [WALL, `${WALL}?reply=4128`, `${WALL}?reply=4129`];
const ON_PHOTO = [PHOTO, `${PHOTO}?reply=6021`, `${PHOTO}?reply=6022`];
const ON_CHANNEL = ['42', '43', '44'].map((id) => `${CHANNEL}/${id}`);

const vk = (path: string) => `https://vk.com/${path}`;
const ok = (path: string) => `https://ok.ru/${path}`;

/** Every layout: what is shown, its address, the layout it must be known by, some of the messages on it. */
const LAYOUTS: [string, string, string, string[]][] = [
  ['the feed of VK', vk('feed'), 'redesign', ON_WALL],
  ['a wall of VK', 'https://vk.ru/lebedinoe_okrug', 'redesign', ON_WALL],
  ['a post of VK', vk(`wall${POST}`), 'redesign', ON_WALL],
  ['a post over a wall of VK', vk(`lebedinoe_okrug?w=wall${POST}`), 'redesign', ON_WALL],
  ['the classic feed of VK', vk('feed?layout=classic'), 'classic', ON_WALL],
  ['a classic wall of VK', vk('lebedinoe_okrug?layout=classic'), 'classic', ON_WALL],
  ['a classic post of VK', vk(`wall${POST}?layout=classic`), 'classic', ON_WALL],
  ['a classic post over a wall of VK', vk(`lebedinoe_okrug?layout=classic&w=wall${POST}`), 'classic', ON_WALL],
  ['a photo of VK', vk('photo-900000101_457239017'), 'photo', ON_PHOTO],
  [
    'a photo over a wall of VK',
    'https://vk.ru/lebedinoe_okrug?z=photo-900000101_457239017%2Falbum-900000101_00',
    'photo',
    ON_PHOTO,
  ],
  ['a video of VK', vk('video-900000101_456270337'), 'redesign', [`${VIDEO}?reply=6031`]],
  ['a video over a classic page of VK', vk('video?z=video-900000101_456270337'), 'classic', [`${VIDEO}?reply=6031`]],
  ['a board of VK', vk('topic-900000101_53647274'), 'board', [`${TOPIC}?post=6041`, `${TOPIC}?post=6042`]],
  ['a wall of m.vk.com', 'https://m.vk.com/lebedinoe_okrug', 'mobile', [WALL]],
  ['a post of m.vk.com', `https://m.vk.com/wall${POST}`, 'mobile', ON_WALL],
  ['the feed of OK', ok('group/70000000000101'), 'feed', [OK_TOPIC]],
  ['a topic over the feed of OK', ok('group/70000000000101/topic/156000000000405'), 'topic', [OK_TOPIC]],
  ['a note of OK', ok('profile/700000211/statuses/155000000000077'), 'topic', [OK_STATUS, `${OK_STATUS}#1700000000977`]],
  ['a photo of OK', ok('profile/700000203/photo/880000000000015'), 'comments', [`${OK_PHOTO}#1700000000978`]],
  ['a video of OK', ok('video/990000000000016'), 'comments', [`${OK_VIDEO}#1700000000979`]],
  ['a discussion of OK', ok('discussions/1/70000000000101/156000000000405'), 'topic', [OK_TOPIC]],
  ['a topic of m.ok.ru', 'https://m.ok.ru/group/70000000000101/topic/156000000000405', 'mobile', [OK_TOPIC]],
  ['a channel in Telegram K', 'https://web.telegram.org/k/#-1001900000101', 'k', [`${CHANNEL}/42`]],
  ['comments in Telegram K', 'https://web.telegram.org/k/#-1001900000101_42_thread', 'k', ON_CHANNEL],
  ['a channel in Telegram A', 'https://web.telegram.org/a/#-1001900000101', 'a', [`${CHANNEL}/42`]],
  ['comments in Telegram A', 'https://web.telegram.org/a/#-1001900000101_42_thread', 'a', ON_CHANNEL],
];

const inBoth = inBrowsers();

const read = (of: VisitedPage) => of.evaluate(() => window.vovremya.messages());

test.each(LAYOUTS)(
  'every message is read, with nothing amiss, on %s',
  inBoth(async (here, _, url, layout, refs) => {
    const page = await here.open(url);

    await expect.poll(async () => (await read(page)).map(({ ref }) => ref)).toEqual(expect.arrayContaining(refs));
    for (const message of await read(page)) {
      expect([message.text, message.postedAt], message.ref).not.toContain(null);
      expect(message.text === '', message.ref).toBe(message.deleted);
    }
    expect(await page.evaluate(() => window.vovremya.health())).toMatchObject({ layout, verdict: 'ok' });
  }),
);

test(
  'every message is read on the managers’ list of comments of VK',
  inBoth(async (here) => {
    const page = await here.open('https://vk.com/lebedinoe_okrug?act=comments');
    const posts = here.network.state.posts('vk');
    const wanted = posts.flatMap(({ id, comments }) => comments.map((one) => `vk:wall${id}?reply=${one.id}`));

    await expect.poll(async () => (await read(page)).map(({ ref }) => ref).sort()).toEqual(wanted.sort());
  }),
);

test(
  'nothing on the list of discussions of OK is taken for a message and it is said when nothing there names the topic',
  inBoth(async (here) => {
    const page = await here.open('https://ok.ru/discussions');

    await expect.poll(async () => (await page.evaluate(() => window.vovremya.health())).verdict).toBe('off');
    expect(await read(page)).toEqual([]);
  }),
);
