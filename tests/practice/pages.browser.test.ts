import { expect, test } from 'vitest';
import { openWithCode, visitEach } from '../sites/support/practice-browser.ts';

const WALL = 'https://vk.com/lebedinoe_okrug';
const GROUP = 'https://ok.ru/group/70000000000101';

const here = visitEach();

test.each([
  ['redesign', WALL, 'redesign'],
  ['classic', `${WALL}?layout=classic`, 'classic'],
  ['OK', GROUP, 'feed'],
])(
  'every message of the state is read with nothing amiss when the whole %s feed was scrolled through',
  async (_, url, layout) => {
    const page = await openWithCode(here.context, url);
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    const site = url === GROUP ? 'ok' : 'vk';
    const wanted = here.network.state.posts(site).flatMap(({ id, comments }) => {
      const ref = site === 'vk' ? `vk:wall${id}` : `ok:topic/${id}`;
      return [ref, ...(site === 'vk' ? comments.map((comment) => `${ref}?reply=${comment.id}`) : [])];
    });

    const seen = new Set<string>();
    await expect
      .poll(
        async () => {
          for (const { ref } of await page.evaluate(() => window.vovremya.messages())) seen.add(ref);
          await page.mouse.wheel(0, 700);
          return [...seen].sort();
        },
        { timeout: 20_000 },
      )
      .toEqual(wanted.sort());

    expect(await page.evaluate(() => window.vovremya.health())).toMatchObject({ layout, expected: true, verdict: 'ok' });
    expect(problems).toEqual([]);
  },
);

test('a node is given to another post when the wall is scrolled far', async () => {
  const page = await openWithCode(here.context, WALL);
  await page.evaluate(() => document.querySelector('[data-testid="post"]')?.setAttribute('data-mark', 'first'));
  const first = await page.getAttribute('[data-mark="first"]', 'data-post-id');

  await expect
    .poll(async () => {
      await page.mouse.wheel(0, 700);
      return page.getAttribute('[data-mark="first"]', 'data-post-id');
    })
    .not.toBe(first);

  await expect
    .poll(async () => {
      await page.mouse.wheel(0, -900);
      return page.locator(`[data-post-id="${first}"]`).count();
    })
    .toBe(1);
});

test('the same node shows the post on its own page when its date is pressed, without a reload', async () => {
  const page = await openWithCode(here.context, WALL);
  await page.evaluate(() => document.querySelector('[data-testid="post"]')?.setAttribute('data-mark', 'first'));

  await page.click('[data-post-id="-900000101_4121"] [data-testid="post_date_block_preview"]');
  await page.waitForFunction(() => document.querySelectorAll('[data-testid="post"]').length === 1);

  expect(new URL(page.url()).pathname).toBe('/wall-900000101_4121');
  expect(await page.getAttribute('[data-mark="first"]', 'data-post-id')).toBe('-900000101_4121');
  expect(await page.locator('[data-testid="post_date_block_preview"]').getAttribute('href')).toBeNull();
  await page.goBack();
  await expect.poll(() => page.locator('[data-testid="post"]').count()).toBeGreaterThan(3);
});

test('the layer lies over the wall and goes when its picture is opened and the person goes back', async () => {
  const page = await openWithCode(here.context, WALL);

  await page.click('[data-post-id="-900000101_4127"] [data-testid="primary-attachment-photo"]');
  await page.waitForSelector('#post-layer [data-testid="post-header"]');

  expect(new URL(page.url()).searchParams.get('w')).toBe('wall-900000101_4127');
  await page.goBack();
  await expect.poll(() => page.locator('#post-layer').count()).toBe(0);
});

test('text put past the events of the editor is lost and cannot be sent', async () => {
  const page = await openWithCode(here.context, WALL);
  await page.locator('.composer-fake').first().click();

  const kept = await page.evaluate(async () => {
    const box = document.querySelector('[data-testid="content-editable-input"]');
    if (box) box.textContent = 'мимо событий';
    await new Promise((done) => setTimeout(done, 50));
    return box?.textContent;
  });

  expect(kept).toBe('');
  expect(await page.locator('[data-testid="send-comment"]').isDisabled()).toBe(true);
});

test('six hundred messages are found in a few frames when they come at once', async () => {
  const page = await openWithCode(here.context, WALL);

  const milliseconds = await page.evaluate(() => {
    const feed = document.createElement('div');
    const model = document.querySelector('[data-testid="post"]');
    for (let index = 0; index < 600 && model; index += 1) {
      const copy = model.cloneNode(true) as Element;
      copy.setAttribute('data-post-id', `-1_${index + 1}`);
      feed.append(copy);
    }
    document.body.append(feed);
    const started = performance.now();
    const { length } = window.vovremya.messages();
    return length > 600 ? performance.now() - started : Number.POSITIVE_INFINITY;
  });

  expect(milliseconds).toBeLessThan(2_000);
});
