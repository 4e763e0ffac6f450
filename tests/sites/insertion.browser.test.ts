import { describe, expect, test } from 'vitest';
import { inBrowsers, type VisitedPage as Page, type Visits } from './support/both-browsers.ts';
import type { InPage } from './support/in-page.ts';
import { openWithCode, visitEach } from './support/practice-browser.ts';

const REPLY = [
  'Здравствуйте, Ольга! 👋',
  '',
  'Яму огородили сегодня, асфальт уложат до 28 ноября ✅',
  'Ход работ: https://example.org/works?id=5&street=sadovaya',
  '— Администрация округа 🇷🇺👨‍👩‍👧',
].join('\n');
const POST = 'vk:wall-900000101_4127';
const COMMENT = 'vk:wall-900000101_4121?reply=4122';
const IN_THREAD = 'vk:wall-900000101_4121?reply=4125';
const WALL = 'https://vk.com/lebedinoe_okrug';
const OK_GROUP = 'https://ok.ru/group/70000000000101';
const OK_TOPIC = 'ok:topic/156000000000405';
const OK_COMMENT = 'ok:topic/156000000000405#1700000000881';

const WRITTEN = '[data-testid="content-editable-input"]';

const inBoth = inBrowsers();

type Outcome = Awaited<ReturnType<InPage['insert']>>;
function insert(
  page: Pick<Page, 'evaluate'>,
  ref: string,
  text = REPLY,
  options: Parameters<InPage['insert']>[2] = {},
): Promise<Outcome> {
  return page.evaluate(([r, t, o]) => window.vovremya.insert(r, t, o), [ref, text, options] as const);
}
function hold(page: Page, ref: string): Promise<boolean> {
  return page.evaluate((r) => window.vovremya.hold(r), ref);
}
function insertHeld(page: Page, ref: string, text = REPLY): Promise<Outcome> {
  return page.evaluate(([r, t]) => window.vovremya.insertHeld(r, t), [ref, text] as const);
}
function commentsOf({ network }: Visits, id: string, site: 'vk' | 'ok' = 'vk') {
  return network.state.post(site, id)?.comments ?? [];
}
async function open(here: Visits, url: string): Promise<Page> {
  const page = await here.open(url);
  const drawn = '[data-testid="post-header"], .post_header, .feed-header, .mlr_top, .notice';
  await expect.poll(() => has(page, drawn)).toBe(true);
  return page;
}
const has = (page: Page, selector: string) => page.evaluate((css) => document.querySelector(css) !== null, selector);
const shown = (page: Page, selector: string) =>
  page.evaluate((css) => document.querySelector(css)?.textContent ?? null, selector);
const messages = (page: Page) => page.evaluate(() => window.vovremya.messages());
const aMoment = () => new Promise((done) => setTimeout(done, 300));

describe('VK, redesign', () => {
  test(
    'lines, emoji and links arrive whole and nothing is sent when a post is answered',
    inBoth(async (here) => {
      const page = await open(here, WALL);
      const before = commentsOf(here, '-900000101_4127').length;

      const outcome = await insert(page, POST);
      await aMoment();

      expect(outcome).toEqual({ ok: true, strategy: 'insert-text' });
      expect(commentsOf(here, '-900000101_4127')).toHaveLength(before);
      await page.click(`[data-post-id="-900000101_4127"] [data-testid="send-comment"]`);
      await expect.poll(() => commentsOf(here, '-900000101_4127').length).toBe(before + 1);
      expect(commentsOf(here, '-900000101_4127').at(-1)).toMatchObject({ text: REPLY, answers: null });
    }),
  );

  test.each([
    ['a comment', COMMENT, 4122],
    ['a reply in its thread', IN_THREAD, 4125],
  ])(
    'the reply goes under %s when that is the message',
    inBoth(async (here, _, ref, id) => {
      const page = await open(here, WALL);

      const outcome = await insert(page, ref);
      await page.click(`[data-post-id="-900000101_4121"] [data-testid="send-comment"]`);

      expect(outcome).toEqual({ ok: true, strategy: 'insert-text' });
      await expect.poll(() => commentsOf(here, '-900000101_4121').at(-1)?.answers).toBe(id);
      expect(commentsOf(here, '-900000101_4121').at(-1)?.text.endsWith(REPLY)).toBe(true);
    }),
  );

  test(
    'the box answers the post again when a comment was being answered',
    inBoth(async (here) => {
      const page = await open(here, WALL);
      await hold(page, COMMENT);

      const outcome = await insert(page, 'vk:wall-900000101_4121');
      await page.click(`[data-post-id="-900000101_4121"] [data-testid="send-comment"]`);

      expect(outcome.ok).toBe(true);
      await expect.poll(() => commentsOf(here, '-900000101_4121').at(-1)).toMatchObject({ text: REPLY, answers: null });
    }),
  );

  test(
    "the network's greeting tells whom the box answers when the line that says it is not recognised",
    inBoth(async (here) => {
      const page = await open(here, WALL);
      await hold(page, COMMENT);
      await page.evaluate(() => document.querySelector('.composer-target')?.setAttribute('class', 'vkit-OaLCik'));

      const outcome = await insertHeld(page, COMMENT);
      await page.click(`[data-post-id="-900000101_4121"] [data-testid="send-comment"]`);

      expect(outcome.ok).toBe(true);
      await expect.poll(() => commentsOf(here, '-900000101_4121').at(-1)?.answers).toBe(4122);
    }),
  );

  test(
    'nothing is written when the person turns the box to another comment in between',
    inBoth(async (here) => {
      const page = await open(here, WALL);
      await hold(page, COMMENT);

      await page.click('[id="-900000101_4123"] [data-testid="comment-reply"]');

      expect(await insertHeld(page, COMMENT)).toEqual({ ok: false, reason: 'composer-not-found' });
      await expect.poll(() => shown(page, WRITTEN)).toBe('Дарья, ');
    }),
  );

  test(
    'nothing is written when the box says another name than that of the comment',
    inBoth(async (here) => {
      const page = await open(here, WALL);
      await hold(page, COMMENT);
      await page.evaluate(() => document.querySelector('.composer-target span')?.replaceChildren('ответ Дарье'));

      expect(await insertHeld(page, COMMENT)).toEqual({ ok: false, reason: 'composer-not-found' });
    }),
  );

  test(
    'nothing is written when the node was given to another post in between',
    inBoth(async (here) => {
      const page = await open(here, WALL);
      await hold(page, POST);

      await page.click('[data-post-id="-900000101_4121"] [data-testid="post_date_block_preview"]');
      await expect.poll(() => page.evaluate(() => document.querySelectorAll('[data-testid="post"]').length)).toBe(1);

      expect(await insertHeld(page, POST)).toEqual({ ok: false, reason: 'composer-not-found' });
      expect(await insert(page, POST)).toEqual({ ok: false, reason: 'message-not-found' });
    }),
  );

  test(
    'a person is asked who speaks when the page does not say',
    inBoth(async (here) => {
      const page = await open(here, WALL);

      const outcome = await insert(page, POST, REPLY, { confirmed: false });

      expect(outcome).toEqual({ ok: false, reason: 'identity-unknown', identity: { kind: 'unknown' } });
      expect(await shown(page, WRITTEN)).toBe('');
    }),
  );

  test(
    "a person's own words stay when the box is not empty",
    inBoth(async (here) => {
      const page = await open(here, WALL);
      await page.click('.composer-fake');
      await page.type('Уточните, пожалуйста, адрес');

      const outcome = await insert(page, POST);

      expect(outcome).toEqual({ ok: false, reason: 'composer-not-empty' });
      expect(await shown(page, WRITTEN)).toBe('Уточните, пожалуйста, адрес');
    }),
  );

  test(
    'a second press changes nothing when the text is already there',
    inBoth(async (here) => {
      const page = await open(here, WALL);
      await insert(page, POST);

      expect((await insert(page, POST)).ok).toBe(true);

      const text = await shown(page, WRITTEN);
      expect(text?.split('Здравствуйте').length).toBe(2);
    }),
  );

  test(
    'the message is not found when it vanished from the network',
    inBoth(async (here) => {
      here.network.state.remove(POST);
      const page = await open(here, 'https://vk.com/wall-900000101_4127');

      expect(await insert(page, POST)).toEqual({ ok: false, reason: 'message-not-found' });
    }),
  );

  test(
    'a text is taken by a paste event when the editor takes long texts in no other way',
    inBoth(async (here) => {
      const page = await open(here, `${WALL}?editor=paste`);

      const outcome = await insert(page, POST);
      await page.click(`[data-post-id="-900000101_4127"] [data-testid="send-comment"]`);

      expect(outcome).toEqual({ ok: true, strategy: 'paste' });
      await expect.poll(() => commentsOf(here, '-900000101_4127').at(-1)?.text).toBe(REPLY);
    }),
  );

  test(
    'the outcome says so when the clipboard is refused too',
    inBoth(async (here) => {
      const page = await open(here, `${WALL}?editor=closed`);
      await page.evaluate(() => {
        navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
      });

      expect(await insert(page, POST)).toEqual({ ok: false, reason: 'not-accepted' });
    }),
  );

  test(
    'a sent reply gets an id and an address and others see it when they reload',
    inBoth(async (here) => {
      const other = await open(here, WALL);
      const page = await open(here, WALL);
      await insert(page, POST);

      await page.click(`[data-post-id="-900000101_4127"] [data-testid="send-comment"]`);
      const sent = async () => (await messages(page)).find(({ text }) => text === REPLY);
      await expect.poll(async () => (await sent()) !== undefined).toBe(true);

      const reply = await sent();
      expect(reply).toMatchObject({ parentRef: POST, authorUrl: 'https://vk.com/lebedinoe_okrug' });
      expect(reply?.permalink).toBe(`https://vk.com/wall-900000101_4127?reply=${reply?.ref.split('reply=')[1]}`);
      expect((await messages(other)).some(({ ref }) => ref === reply?.ref)).toBe(false);
      const reloaded = await open(here, WALL);
      expect((await messages(reloaded)).some(({ ref }) => ref === reply?.ref)).toBe(true);
    }),
  );
});

describe('VK, classic', () => {
  const CLASSIC = `${WALL}?layout=classic`;
  const official = '[data-post-id="-900000101_4127"] .checkbox_official';

  test(
    'the reply is refused when the box would show a private name',
    inBoth(async (here) => {
      const page = await open(here, CLASSIC);

      const outcome = await insert(page, POST);

      expect(outcome).toEqual({
        ok: false,
        reason: 'identity-wrong',
        identity: { kind: 'known', name: 'Ирина Ветрова', url: 'https://vk.com/id700000299' },
      });
      expect(await shown(page, '.reply_field')).toBe('');
    }),
  );

  test(
    'the reply is written under a private name when an override was recorded',
    inBoth(async (here) => {
      const page = await open(here, CLASSIC);

      expect(await insert(page, POST, REPLY, { override: true })).toEqual({ ok: true, strategy: 'insert-text' });
    }),
  );

  test(
    'lines, emoji and links arrive whole when the community speaks',
    inBoth(async (here) => {
      const page = await open(here, CLASSIC);
      await hold(page, POST);
      await page.click(official);

      const outcome = await insert(page, POST, REPLY, { confirmed: false });
      await page.click(`[data-post-id="-900000101_4127"] .reply_send_button`);

      expect(outcome).toEqual({ ok: true, strategy: 'insert-text' });
      await expect
        .poll(() => commentsOf(here, '-900000101_4127').at(-1))
        .toMatchObject({
          text: REPLY,
          author: { name: 'Администрация округа Лебединое' },
        });
    }),
  );

  test(
    'the reply goes under the comment when that is the message',
    inBoth(async (here) => {
      const page = await open(here, CLASSIC);

      const outcome = await insert(page, COMMENT, REPLY, { override: true });
      await page.click(`[data-post-id="-900000101_4121"] .reply_send_button`);

      expect(outcome.ok).toBe(true);
      await expect.poll(() => commentsOf(here, '-900000101_4121').at(-1)?.answers).toBe(4122);
    }),
  );

  test(
    'a plain text field takes the text when the box is one',
    inBoth(async (here) => {
      const page = await open(here, `${CLASSIC}&editor=textarea`);

      const outcome = await insert(page, POST, REPLY, { override: true });
      await page.click(`[data-post-id="-900000101_4127"] .reply_send_button`);

      expect(outcome).toEqual({ ok: true, strategy: 'insert-text' });
      await expect.poll(() => commentsOf(here, '-900000101_4127').at(-1)?.text).toBe(REPLY);
    }),
  );

  test(
    'the value is set with its events when the browser has no editing commands',
    inBoth(async (here) => {
      const page = await open(here, `${CLASSIC}&editor=textarea`);
      await page.evaluate(() => {
        document.execCommand = () => false;
      });

      const outcome = await insert(page, POST, REPLY, { override: true });
      await page.click(`[data-post-id="-900000101_4127"] .reply_send_button`);

      expect(outcome).toEqual({ ok: true, strategy: 'native-value' });
      await expect.poll(() => commentsOf(here, '-900000101_4127').at(-1)?.text).toBe(REPLY);
    }),
  );
});

describe('OK', () => {
  test(
    'the topic is opened and its box filled when the feed shows only the topic',
    inBoth(async (here) => {
      const page = await open(here, OK_GROUP);

      const outcome = await insert(page, OK_TOPIC);
      await page.click('button[data-l="t,submit"]');

      expect(outcome).toEqual({ ok: true, strategy: 'insert-text' });
      await expect.poll(() => commentsOf(here, '156000000000405', 'ok').at(-1)).toMatchObject({ text: REPLY, answers: null });
    }),
  );

  test(
    'emoji that became pictures count as themselves when the box is read back',
    inBoth(async (here) => {
      const page = await open(here, `${OK_GROUP}/topic/156000000000405`);

      const outcome = await insert(page, OK_TOPIC, 'Спасибо 💧❄️\nПодвоз будет в 9:00 🚰');

      expect(outcome).toEqual({ ok: true, strategy: 'insert-text' });
      expect(await has(page, '.comments_add-ceditable img')).toBe(true);
    }),
  );

  test(
    'the reply names its comment when a comment is answered',
    inBoth(async (here) => {
      const page = await open(here, `${OK_GROUP}/topic/156000000000405`);

      const outcome = await insert(page, OK_COMMENT);
      await page.click('button[data-l="t,submit"]');

      expect(outcome).toEqual({ ok: true, strategy: 'insert-text' });
      await expect.poll(() => commentsOf(here, '156000000000405', 'ok').at(-1)?.answers).toBe(1_700_000_000_881);
      const added = async () => (await messages(page)).find(({ text }) => text.includes('Яму огородили'));
      await expect.poll(added).toMatchObject({ parentRef: OK_COMMENT, authorUrl: OK_GROUP });
    }),
  );

  test(
    'nothing is written when the layer was given to the next topic in between',
    inBoth(async (here) => {
      const page = await open(here, OK_GROUP);
      await hold(page, OK_TOPIC);

      await page.click('.arw__next');
      await expect.poll(() => page.evaluate(() => location.pathname)).toMatch(/398$/);
      await aMoment();

      expect(await insertHeld(page, OK_TOPIC)).toEqual({ ok: false, reason: 'composer-not-found' });
      expect(await shown(page, '.comments_add-ceditable')).toBe('');
    }),
  );

  test(
    'the person is asked who speaks when nothing was confirmed',
    inBoth(async (here) => {
      const page = await open(here, `${OK_GROUP}/topic/156000000000405`);

      expect(await insert(page, OK_TOPIC, REPLY, { confirmed: false })).toMatchObject({ ok: false, reason: 'identity-unknown' });
    }),
  );
});

// Only there can a test read the clipboard without a person's consent.
describe('VK, redesign, in Chromium', () => {
  const here = visitEach();

  test('the text waits in the clipboard when the editor takes nothing from a script', async () => {
    await here.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await openWithCode(here.context, `${WALL}?editor=closed`);

    const outcome = await insert(page, POST);

    expect(outcome).toEqual({ ok: true, strategy: 'clipboard' });
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(REPLY);
    await page.keyboard.press('Control+V');
    await page.click(`[data-post-id="-900000101_4127"] [data-testid="send-comment"]`);
    await expect.poll(() => here.network.state.post('vk', '-900000101_4127')?.comments.at(-1)?.text).toBe(REPLY);
  });
});
