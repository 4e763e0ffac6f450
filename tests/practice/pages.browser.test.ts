import { expect, test } from 'vitest';
import { inBrowsers, type VisitedPage, type Visits } from '../sites/support/both-browsers.ts';

const WALL = 'https://vk.com/lebedinoe_okrug';
const GROUP = 'https://ok.ru/group/70000000000101';

const inBoth = inBrowsers();

const FIRST = '[data-mark="first"]';

async function open(here: Visits, url: string): Promise<VisitedPage> {
  const page = await here.open(url);
  await expect.poll(() => count(page, '[data-testid="post-header"], .post_header, .feed-header')).toBeGreaterThan(0);
  return page;
}
const count = (page: VisitedPage, selector: string) => page.evaluate((css) => document.querySelectorAll(css).length, selector);
const attribute = (page: VisitedPage, selector: string, name: string) =>
  page.evaluate(([css, asked]) => document.querySelector(css)?.getAttribute(asked) ?? null, [selector, name] as const);
const address = async (page: VisitedPage) => new URL(await page.evaluate(() => location.href));

test.each([
  ['redesign', WALL, 'redesign'],
  ['classic', `${WALL}?layout=classic`, 'classic'],
  ['OK', GROUP, 'feed'],
])(
  'every message of the state is read with nothing amiss when the whole %s feed was scrolled through',
  inBoth(async (here, _, url, layout) => {
    const page = await open(here, url);
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
          await page.wheel(700);
          return [...seen].sort();
        },
        { timeout: 20_000 },
      )
      .toEqual(wanted.sort());

    expect(await page.evaluate(() => window.vovremya.health())).toMatchObject({ layout, expected: true, verdict: 'ok' });
    expect(page.problems).toEqual([]);
  }),
);

test(
  'a node is given to another post when the wall is scrolled far',
  inBoth(async (here) => {
    const page = await open(here, WALL);
    await page.evaluate(() => document.querySelector('[data-testid="post"]')?.setAttribute('data-mark', 'first'));
    const first = await attribute(page, FIRST, 'data-post-id');

    await expect
      .poll(async () => {
        await page.wheel(700);
        return attribute(page, FIRST, 'data-post-id');
      })
      .not.toBe(first);

    await expect
      .poll(async () => {
        await page.wheel(-900);
        return count(page, `[data-post-id="${first}"]`);
      })
      .toBe(1);
  }),
);

test(
  'the same node shows the post on its own page when its date is pressed, without a reload',
  inBoth(async (here) => {
    const page = await open(here, WALL);
    await page.evaluate(() => document.querySelector('[data-testid="post"]')?.setAttribute('data-mark', 'first'));

    await page.click('[data-post-id="-900000101_4121"] [data-testid="post_date_block_preview"]');
    await expect.poll(() => count(page, '[data-testid="post"]')).toBe(1);

    expect((await address(page)).pathname).toBe('/wall-900000101_4121');
    expect(await attribute(page, FIRST, 'data-post-id')).toBe('-900000101_4121');
    expect(await attribute(page, '[data-testid="post_date_block_preview"]', 'href')).toBeNull();
    await page.goBack();
    await expect.poll(() => count(page, '[data-testid="post"]')).toBeGreaterThan(3);
  }),
);

test(
  'the layer lies over the wall and goes when its picture is opened and the person goes back',
  inBoth(async (here) => {
    const page = await open(here, WALL);

    await page.click('[data-post-id="-900000101_4127"] [data-testid="primary-attachment-photo"]');
    await expect.poll(() => count(page, '#post-layer [data-testid="post-header"]')).toBe(1);

    expect((await address(page)).searchParams.get('w')).toBe('wall-900000101_4127');
    await page.goBack();
    await expect.poll(() => count(page, '#post-layer')).toBe(0);
  }),
);

test(
  'text put past the events of the editor is lost and cannot be sent',
  inBoth(async (here) => {
    const page = await open(here, WALL);
    await page.click('.composer-fake');

    const kept = await page.evaluate(async () => {
      const box = document.querySelector('[data-testid="content-editable-input"]');
      if (box) box.textContent = 'мимо событий';
      await new Promise((done) => setTimeout(done, 50));
      return box?.textContent;
    });

    expect(kept).toBe('');
    expect(await page.evaluate(() => document.querySelector<HTMLButtonElement>('[data-testid="send-comment"]')?.disabled)).toBe(
      true,
    );
  }),
);

test(
  'six hundred messages are found in a few frames when they come at once',
  inBoth(async (here) => {
    const page = await open(here, WALL);

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
  }),
);
