import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumScreen } from '../../practice/browser/screen.ts';
import { until } from '../../practice/until.ts';
import { createWorld, type World } from '../../practice/world.ts';
import { shareOfExtension } from '../support/main-thread.ts';
import {
  addPopover,
  addStyle,
  COVERS,
  fakeMark,
  flood,
  forgeMessages,
  framePanel,
  patchPrototypes,
  pressMarks,
  RESTYLED,
  uncover,
  written,
} from './hostile-page.ts';
import { type Desk, sitDown, TUESDAY } from './stage.ts';

/** A text that the utilities people have approved. */
const RUST = { url: 'https://vk.com/wall-900000101_4115', snippet: 'На Речной, 5 тоже ржавая' };

let world: World;
let desk: Desk;

beforeAll(async () => {
  world = await createWorld({ at: TUESDAY, accounts: true, stories: true });
  desk = await sitDown(world, 'utilities', RUST.url);
});

afterAll(() => world.close());

async function arrive(): Promise<void> {
  await desk.page.goto(RUST.url);
  await desk.wall.chipSays(RUST.snippet, 'пора разместить');
}

function panels(): string[] {
  return desk.page.frames().flatMap((frame) => (frame.url().includes('/panel.html') ? [frame.url()] : []));
}

/** Long enough for the background to have answered whatever it would have. */
async function aWhile(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1_000));
}

test('nothing opens when the page makes up presses on the marks or sets up marks of its own', async () => {
  await arrive();
  await desk.page.evaluate(pressMarks);
  const fake = await desk.page.evaluate(fakeMark);
  await desk.page.mouse.click(fake.x, fake.y);
  await aWhile();

  expect(panels()).toEqual([]);
});

test('nothing is answered and nothing opens when the page forges messages or frames the panel', async () => {
  await arrive();
  const answers = await desk.page.evaluate(forgeMessages, desk.chromium.extensionId);
  await desk.page.evaluate(framePanel, desk.chromium.extensionId);
  await aWhile();

  expect(answers).toEqual([]);
  expect(panels()).toEqual([]);
  expect(await isInserted()).toBe(false);
});

async function openPanel() {
  await arrive();
  await desk.wall.pressChip(RUST.snippet);
  const panel = await desk.wall.panel();
  await panel.reads('Вставить ответ');
  return panel;
}

async function isInserted(): Promise<boolean> {
  return (await desk.page.evaluate(written)).includes('Бригада промывает сети');
}

test.each([...Object.entries(COVERS), ['a popover that lets presses through lies over it', null]])(
  'a press in the panel does nothing, and says so, when %s',
  async (_name, css) => {
    const panel = await openPanel();
    await (css === null ? desk.page.evaluate(addPopover) : desk.page.evaluate(addStyle, css));
    await aWhile();
    await panel.press('Вставить ответ');

    await panel.reads('Нажатие не принято');
    await aWhile();
    expect(await isInserted()).toBe(false);

    await desk.page.evaluate(uncover);
    await panel.forgets('Нажатие не принято');
    await panel.press('Вставить ответ');
    await panel.press('Имя верное, вставить');
    await until(isInserted, 'the reply in its box');
  },
);

test('who is kept from the panel goes on in a tab of its own', async () => {
  const panel = await openPanel();
  await desk.page.evaluate(addPopover);
  await aWhile();
  await panel.press('Вставить ответ');
  await panel.reads('Нажатие не принято');
  const opened = desk.page.context().waitForEvent('page');
  await panel.press('Открыть в отдельной вкладке');

  await chromiumScreen(await opened).reads('Вставить ответ');
  await (await opened).close();
});

test('the panel stays as it is when the page restyles its element', async () => {
  const panel = await openPanel();
  await desk.page.evaluate(addStyle, RESTYLED);
  await aWhile();
  const frame = await desk.page.locator('vovremya-panel').boundingBox();
  await panel.press('Вставить ответ');

  await panel.reads('Имя верное, вставить');
  expect(frame).toMatchObject({ x: 880, y: 0, width: 400 });
});

test('every message keeps its one mark and the page its time while it changes ten thousand times a second', async () => {
  await arrive();
  const marks = () => desk.page.locator('vovremya-chip').count();
  const before = await marks();
  await desk.page.evaluate(flood, 1_000);
  let changes = 0;
  const share = await shareOfExtension(desk.page, async () => {
    changes = await desk.page.evaluate(flood, 3_000);
  });

  expect(changes).toBeGreaterThan(15_000);
  // Nothing at all would be a measurement that sees nothing.
  expect(share).toBeGreaterThan(0);
  expect(share).toBeLessThan(0.05);
  await desk.wall.chipSays(RUST.snippet, 'пора разместить');
  expect(await marks()).toBe(before);
  expect(panels()).toEqual([]);
});

test('markup in a message is words in the panel', async () => {
  await arrive();
  const hostile = '<img src=x onerror="window.taken=1"><b onclick=1>жми</b>';
  await desk.page.evaluate(
    ([snippet, text]) => {
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const node = walk.currentNode;
        if (node.nodeValue?.includes(snippet as string)) node.nodeValue += text;
      }
    },
    [RUST.snippet, hostile],
  );
  await desk.wall.pressChip(RUST.snippet);
  const panel = await desk.wall.panel();
  await panel.reads('Вставить ответ');

  const frame = desk.page.frames().find((one) => one.url().includes('/panel.html'));
  expect(await frame?.locator('img[src="x"]').count()).toBe(0);
  expect(await desk.page.evaluate(() => 'taken' in window)).toBe(false);
});

test('the extension’s own work is not heard when the page has put its own hands into the language', async () => {
  await desk.page.addInitScript(patchPrototypes);
  const other = await desk.chromium.open(RUST.url);
  await other.evaluate(patchPrototypes);
  await other.reload();
  await other.evaluate(patchPrototypes);
  await until(async () => (await other.locator('vovremya-chip').count()) > 0, 'marks');

  expect(
    await other.evaluate(() => (window as never as { heard: string[] }).heard.filter((one) => one.includes('vovremya'))),
  ).toEqual([]);
  await other.close();
});
