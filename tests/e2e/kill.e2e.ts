import { afterEach, expect, test } from 'vitest';
import { chromiumWall, connectChromium } from '../../practice/browser/desk.ts';
import { chromiumScreen } from '../../practice/browser/screen.ts';
import { until } from '../../practice/until.ts';
import { createWorld, type World } from '../../practice/world.ts';
import { loseDatabases, sitDown, TUESDAY, writeReply } from './stage.ts';

/** Three messages of the practice stories that the roads and utilities people are drafting replies to. */
const SNOW = { url: 'https://vk.com/wall-900000101_4121', snippet: 'Переулок Зелёный' };
const ICE = { url: 'https://vk.com/wall-900000101_4041', snippet: 'Тротуар вдоль Набережной' };
const BUS = { url: 'https://vk.com/wall-900000101_4109', snippet: 'Сегодня ждали 40 минут' };
const REPLY = 'Здравствуйте! Трактор придёт сегодня до 16:00.';

let world: World;

afterEach(() => world.close());

/** Cases of the texts that a device sent, in the order of their taking effect; the stories and the server's own notes come from none. */
async function submissions(): Promise<string[]> {
  const rows = await world.server.rows<{ case: string }>(
    `select case_id as case from event
     where payload::json ->> 'device' is not null and payload::json -> 'event' ->> 'type' = 'draft.submitted' order by seq`,
  );
  return rows.map((row) => row.case);
}

test('one submission takes effect when the server is killed between the click and the answer', async () => {
  world = await createWorld({ at: TUESDAY, accounts: true, stories: true });
  const executor = await sitDown(world, 'roads', SNOW.url);
  const moments = [
    { message: SNOW, afterMs: null },
    { message: ICE, afterMs: 0 },
    { message: BUS, afterMs: 60 },
  ];

  for (const [index, { message, afterMs }] of moments.entries()) {
    await writeReply(executor, message, REPLY);
    const panel = await executor.wall.panel();
    // Frozen first, the server has the command in its ears but gives no answer; else it dies somewhere on the way.
    if (afterMs === null) world.server.freeze();
    await panel.press('Отправить на согласование');
    await panel.reads('на согласовании');
    await executor.page.waitForTimeout(afterMs ?? 500);
    await world.server.kill();
    await world.server.restart();
    await executor.page.reload();
    await executor.wall.chipSays(message.snippet, /^на согласовании(?!.*не отправлено)/, 90_000);

    expect(await submissions()).toHaveLength(index + 1);
  }
  expect(new Set(await submissions()).size).toBe(moments.length);
});

test('nothing is lost and nothing is doubled when the browser is killed with an unsent command and an unsent text', async () => {
  world = await createWorld({ at: TUESDAY, accounts: true, stories: true });
  const executor = await sitDown(world, 'roads', SNOW.url);
  await world.server.kill();
  await writeReply(executor, SNOW, REPLY);
  await (await executor.wall.panel()).press('Отправить на согласование');
  await executor.wall.chipSays(SNOW.snippet, 'не отправлено');
  await writeReply(executor, ICE, 'Здравствуйте! Песок завезём');

  await executor.chromium.kill();
  await world.server.restart();
  const again = await world.chromium('roads');
  const page = await again.open(ICE.url);
  const wall = chromiumWall(page);
  await wall.pressChip(ICE.snippet);
  const panel = await wall.panel();

  await panel.reads('Восстановлен ваш текст');
  expect(await panel.value('Проект ответа')).toBe('Здравствуйте! Песок завезём');
  await page.goto(SNOW.url);
  await wall.chipSays(SNOW.snippet, /^на согласовании(?!.*не отправлено)/, 90_000);
  expect(await submissions()).toHaveLength(1);
});

test('what was not sent is told of and sent after the sign-in when the browser has lost the storage of the extension', async () => {
  world = await createWorld({ at: TUESDAY, accounts: true, stories: true });
  const executor = await sitDown(world, 'roads', SNOW.url);
  await world.server.kill();
  await writeReply(executor, SNOW, REPLY);
  await (await executor.wall.panel()).press('Отправить на согласование');
  await executor.wall.chipSays(SNOW.snippet, 'не отправлено');

  await loseDatabases(executor.chromium);
  await world.server.restart();
  const again = await world.chromium('roads');
  const popup = await again.extensionPage('popup.html');
  await chromiumScreen(popup).reads('восстановлено из запасной копии, действий: 1');
  await popup.close();
  await connectChromium(again, world.server, 'roads', 'password');

  await until(async () => (await submissions()).length === 1, 'the submission to arrive');
});

test('what was done while the server was away arrives once and in order when it is back', async () => {
  world = await createWorld({ at: TUESDAY, accounts: true, stories: true });
  const executor = await sitDown(world, 'roads', SNOW.url);
  await world.server.kill();
  const order = [BUS, SNOW, ICE];
  for (const message of order) {
    await writeReply(executor, message, REPLY);
    await (await executor.wall.panel()).press('Отправить на согласование');
    await executor.wall.chipSays(message.snippet, 'не отправлено');
  }

  await world.server.restart();
  await executor.page.reload();
  await executor.wall.chipSays(ICE.snippet, /^на согласовании(?!.*не отправлено)/, 90_000);

  const cases = await world.server.rows<{ id: string; message: string }>('select id, message_ref as message from case_row');
  const messages = (await submissions()).map((id) => cases.find((one) => one.id === id)?.message);
  expect(messages).toEqual(['vk:wall-900000101_4109?reply=4110', 'vk:wall-900000101_4121?reply=4122', 'vk:wall-900000101_4041']);
});
