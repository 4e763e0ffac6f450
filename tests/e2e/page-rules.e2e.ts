import { readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';
import type { Download } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { siteFor } from '../../lib/sites/index.ts';
import { readingOf } from '../../lib/sites/reading.ts';
import { chromiumScreen } from '../../practice/browser/screen.ts';
import { until } from '../../practice/until.ts';
import { createWorld, type World } from '../../practice/world.ts';
import { type Desk, PIT, sitDown, TUESDAY, VK_WALL } from './stage.ts';

let world: World;
let curator: Desk;

beforeAll(async () => {
  world = await createWorld({ at: TUESDAY, accounts: true, stories: false });
  curator = await sitDown(world, 'curator', VK_WALL);
});

afterAll(() => world.close());

/** As an administrator’s page leaves it. */
async function putInForce(revision: number, selectors: object | null, off: string[]): Promise<void> {
  const file = selectors === null ? 'null' : `'${JSON.stringify({ network: 'vk', roles: selectors })}'`;
  await world.server.rows(
    `insert into page_rules (tenant_id, network, revision, selectors, switched_off, made_by, made_at)
     select tenant_id, 'vk', ${revision}, ${file}, '{${off.join()}}', id, 0 from person limit 1 returning revision`,
  );
}

/** Puts the page before the person again: what the server says anew is asked for then. */
async function comeBack(): Promise<void> {
  await curator.page.reload();
}

test('the server’s signed word switches the marks off and on and says how posts are found', async () => {
  const chips = () => curator.page.locator('vovremya-chip').count();
  await until(async () => (await chips()) > 0, 'the chips as built');

  await putInForce(1, null, ['marks']);
  await until(async () => {
    await comeBack();
    await curator.page.waitForTimeout(1_500);
    return (await chips()) === 0;
  }, 'no chip while marks are off');

  const never = [{ css: '.nobody-has-this', layout: 'new', surety: 'inventory', seen: '2026-11' }];
  const broken = [{ css: ':::', layout: 'new', surety: 'inventory', seen: '2026-11' }, ...never];
  await putInForce(2, { post: never, comment: broken }, []);
  await until(async () => {
    await comeBack();
    await curator.page.waitForTimeout(1_500);
    const found = await curator.page.locator('vovremya-chip').count();
    return found > 0 && (await curator.page.locator('[data-testid="post-header"] + vovremya-chip').count()) === 0;
  }, 'no post found by the delivered selectors, replies in threads still found by the built-in ones');

  await putInForce(3, null, []);
  await until(async () => {
    await comeBack();
    await curator.page.waitForTimeout(1_500);
    return (await curator.page.locator('[data-testid="post-header"] + vovremya-chip').count()) > 0;
  }, 'posts found as built again');
});

test('a page is checked in the settings and its skeleton is saved as a test that reads the same', async () => {
  const options = await curator.chromium.extensionPage('options.html');
  const screen = chromiumScreen(options);
  await screen.press('Показать открытые страницы');
  await screen.press('Проверить эту страницу');
  await screen.reads('Страница читается.');

  const files: Download[] = [];
  options.on('download', (download) => files.push(download));
  await screen.press('Сохранить скелет страницы');
  await until(() => files.length === 2, 'two files');
  const [html = '', json = '{}'] = await Promise.all(files.map(async (file) => readFileSync(await file.path(), 'utf8')));
  const expected = JSON.parse(json);

  expect(files.map((file) => file.suggestedFilename())).toEqual(['2026-03-10-redesign.html', '2026-03-10-redesign.json']);
  expect(expected.messages.length).toBeGreaterThan(10);
  expect(`${html}${json}`).not.toMatch(/Садовая|Лебедин|vovremya-chip|900000101/);
  expect(html).not.toContain(PIT.snippet.slice(0, 10));
  const url = new URL(expected.url);
  const { window } = new JSDOM(html, { url: url.href });
  const page = { doc: window.document, url, now: Date.parse(expected.now), zone: expected.zone };
  const { url: _, now: __, zone: ___, ...written } = expected;
  expect(readingOf(siteFor(url), page)).toEqual(written);
});
