import { expect, test } from 'vitest';
import { pngOf } from '../support/pictures.ts';
import { inBrowsers, type VisitedPage as Page, type Visits } from './support/both-browsers.ts';
import type { InPage } from './support/in-page.ts';

const REPLY = 'Здравствуйте!\nЯму оградили, асфальт уложат до 13 марта.';
const POST = 'vk:wall-900000101_4127';
const POST_ID = '-900000101_4127';
const WALL = 'https://vk.com/lebedinoe_okrug';
const OK_TOPIC = 'ok:topic/156000000000405';
const CARD = `[data-post-id="${POST_ID}"]`;

const inBoth = inBrowsers();
/** Firefox hands a page no files that a script pastes. */
const inChromium = inBrowsers('chromium');
const inFirefox = inBrowsers('firefox');

const base64 = (shade: number) => pngOf(shade).toString('base64');

function insert(page: Page, ref = POST): ReturnType<InPage['insert']> {
  return page.evaluate(([r, t]) => window.vovremya.insert(r, t), [ref, REPLY] as const);
}

async function attach(page: Page, shade: number, at: number, options: Parameters<InPage['attach']>[4] = {}, ref = POST) {
  const asked = [ref, REPLY, base64(shade), at, options] as const;
  return (await page.evaluate(([r, t, b, n, o]) => window.vovremya.attach(r, t, b, n, o), asked)).attached;
}

const shown = (page: Page) =>
  page.evaluate((css) => document.querySelectorAll(css).length, `${CARD} [data-testid="comment-input-attachments"] img`);
const aMoment = () => new Promise((done) => setTimeout(done, 500));

async function open(here: Visits, url: string, ref = POST): Promise<Page> {
  const page = await here.open(url);
  await expect.poll(async () => (await page.evaluate(() => window.vovremya.messages())).map((one) => one.ref)).toContain(ref);
  return page;
}

test(
  'pictures stand beside the text one after another and go out with it when the editor takes pasted files',
  inChromium(async (here) => {
    const page = await open(here, WALL);
    expect(await insert(page)).toMatchObject({ ok: true });

    expect([await attach(page, 1, 0), await attach(page, 2, 1)]).toEqual([1, 2]);
    expect(here.network.state.post('vk', POST_ID)?.comments.some(({ text }) => text === REPLY)).toBe(false);
    await page.click(`${CARD} [data-testid="send-comment"]`);

    await expect
      .poll(() => here.network.state.post('vk', POST_ID)?.comments.at(-1))
      .toMatchObject({ text: REPLY, pictures: [1, 2].map((shade) => `data:image/png;base64,${base64(shade)}`) });
  }),
);

test(
  'nothing is put in twice when the pictures are there already',
  inChromium(async (here) => {
    const page = await open(here, WALL);
    await insert(page);
    await attach(page, 1, 0);

    expect(await attach(page, 1, 0)).toBe(1);
    expect(await attach(page, 3, 2)).toBe(1);
    await aMoment();
    expect(await shown(page)).toBe(1);
  }),
);

test(
  'no picture goes beside a text that is not the approved one, is somebody else’s, or of a box that is not open',
  inBoth(async (here) => {
    const page = await open(here, WALL);
    expect(await attach(page, 1, 0)).toBeNull();
    await insert(page);

    const other = { account: 'https://vk.com/another' };
    expect(await attach(page, 1, 0, { ...other, confirmed: false })).toBeNull();
    await page.click(`${CARD} [data-testid="content-editable-input"]`);
    await page.press('End', 'Control');
    await page.type(' Дописано.');
    expect(await attach(page, 1, 0)).toBeNull();
    await page.press('a', 'Control');
    await page.press('Delete');
    expect(await attach(page, 1, 0)).toBeNull();

    await aMoment();
    expect(await shown(page)).toBe(0);
  }),
);

async function seesNone(here: Visits, url: string): Promise<void> {
  const page = await open(here, url);
  expect(await insert(page)).toMatchObject({ ok: true });

  expect(await attach(page, 1, 0)).toBe(0);
  await page.click(`${CARD} [data-testid="send-comment"]`);

  await expect.poll(() => here.network.state.post('vk', POST_ID)?.comments.at(-1)).toMatchObject({ text: REPLY, pictures: [] });
}

test('it is said that no picture is seen, and the text stays, when the editor or the browser hands on pasted words only', async () => {
  const wordsOnly = inChromium((here) => seesNone(here, `${WALL}?editor=native`));
  const noFiles = inFirefox((here) => seesNone(here, WALL));

  await Promise.all([wordsOnly(), noFiles()]);
}, 30_000);

test(
  'nothing is pasted where a page does not show what is attached',
  inBoth(async (here) => {
    const page = await open(here, 'https://ok.ru/group/70000000000101', OK_TOPIC);
    await page.evaluate(() =>
      document.addEventListener('paste', (event) => {
        if (event.clipboardData?.files.length) Object.assign(globalThis, { pastedFile: true });
      }),
    );
    expect(await insert(page, OK_TOPIC)).toMatchObject({ ok: true });

    expect(await attach(page, 1, 0, {}, OK_TOPIC)).toBeNull();
    expect(await page.evaluate(() => 'pastedFile' in globalThis)).toBe(false);
  }),
);
