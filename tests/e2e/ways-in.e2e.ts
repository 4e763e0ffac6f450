import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumScreen } from '../../practice/browser/screen.ts';
import { until } from '../../practice/until.ts';
import { createWorld, type World } from '../../practice/world.ts';
import { type Desk, PIT, sitDown, TUESDAY, VK_WALL } from './stage.ts';

const COMMENT = 'Подтверждаю, третью неделю так';

let world: World;
let curator: Desk;
let executor: Desk;

beforeAll(async () => {
  world = await createWorld({ at: TUESDAY, accounts: true, stories: true });
  curator = await sitDown(world, 'curator', VK_WALL);
  executor = await sitDown(world, 'utilities', VK_WALL);
});

afterAll(() => world.close());

test('the message under the pointer is read when the shortcut is pressed', async () => {
  await curator.wall.chipSays(PIT.snippet, '＋');
  await curator.page.getByText(PIT.snippet).hover();
  await curator.chromium.events.shortcut('mark-message', curator.page);

  await (await curator.wall.panel()).reads(PIT.snippet);
});

test('the comment that was right-clicked is read when the context menu’s item is chosen', async () => {
  await curator.page.getByText(COMMENT).click({ button: 'right' });
  await curator.chromium.events.menuItem('mark-message', curator.page);

  const panel = await curator.wall.panel();
  await panel.reads('комментарий');
  await panel.reads(COMMENT);
});

test('the badge counts the executor’s open work and the popup opens the most urgent one’s message', async () => {
  const popup = await executor.chromium.extensionPage('popup.html');
  const screen = chromiumScreen(popup);
  await screen.reads('На Речной, 5 тоже ржавая');
  const items = await popup.locator('.work-item').allInnerTexts();
  const badge = await executor.chromium.events.badge();

  expect(badge).toEqual({ text: String(items.length), title: expect.stringContaining(`${items.length}`) });
  await popup.locator('.work-item').first().click();

  const message = executor.page.getByText('На Речной, 5 тоже ржавая');
  await until(async () => (await executor.page.evaluate(() => document.visibilityState)) === 'visible', 'the wall in front');
  await until(async () => isInView(await message.boundingBox(), 800), 'the message in view');
});

function isInView(box: { y: number; height: number } | null, height: number): boolean {
  return box !== null && box.y >= 0 && box.y + box.height <= height;
}
