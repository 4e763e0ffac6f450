import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumScreen } from '../../practice/browser/screen.ts';
import { until } from '../../practice/until.ts';
import { createWorld, type World } from '../../practice/world.ts';
import { type Desk, events, seeAgain, sitDown, TUESDAY } from './stage.ts';

/** Containers on Lesnaya: answered last week. */
const ANSWERED = { id: '-900000101_4102', url: 'https://vk.com/wall-900000101_4102', snippet: 'на Лесной' };
/** Snow at the station: in work. */
const IN_WORK = { id: '-900000101_4041', url: 'https://vk.com/wall-900000101_4041' };

let world: World;
let utilities: Desk;

beforeAll(async () => {
  world = await createWorld({ at: TUESDAY, accounts: true, stories: true });
  utilities = await sitDown(world, 'utilities', ANSWERED.url);
  await utilities.wall.chipSays(ANSWERED.snippet, /^ответ размещён$/);
});

afterAll(() => world.close());

function filedReply(): { id: number; ref: string; text: string } {
  const found = world.network.state.post('vk', ANSWERED.id)?.comments.find(({ author }) => author.community);
  if (!found) throw new Error('no reply is filed');
  return { id: found.id, ref: `vk:wall${ANSWERED.id}?reply=${found.id}`, text: found.text };
}

async function caseOf(ref: string): Promise<string> {
  const [row] = await world.server.rows<{ id: string }>(`select id from case_row where message_ref = '${ref}'`);
  return row?.id ?? '';
}

test('an edited reply is noticed on a later visit, shown word by word, and not told again when it was read', async () => {
  const { ref, text } = filedReply();
  world.network.state.edit(ref, text.replace('до 11:00', 'до 14:00'));
  await utilities.wall.reload();

  await utilities.wall.chipSays(ANSWERED.snippet, 'ответ изменён');
  await utilities.wall.pressChip(ANSWERED.snippet);
  const panel = await utilities.wall.panel();
  await panel.reads('Размещённый ответ изменён в сети');
  await panel.press('Понятно');
  await panel.forgets('Размещённый ответ изменён в сети');
  await utilities.wall.chipSays(ANSWERED.snippet, /^ответ размещён$/);
  await utilities.wall.reload();
  await utilities.wall.chipSays(ANSWERED.snippet, /^ответ размещён$/);
});

test('what somebody asks on below the reply is a new question', async () => {
  const { id } = filedReply();
  world.network.state.addComment('vk', ANSWERED.id, { text: 'А на Садовой когда?', answers: id, as: 'person' });
  await utilities.wall.reload();

  await utilities.wall.chipSays(ANSWERED.snippet, 'новый вопрос');
  await utilities.wall.pressChip(ANSWERED.snippet);
  const panel = await utilities.wall.panel();
  await panel.reads('Под ответом новый вопрос');
  await panel.reads('А на Садовой когда?');
});

test('a reply that is deleted, or no longer at its own address, is told of', async () => {
  const { id, ref } = filedReply();
  world.network.state.remove(ref);
  await utilities.wall.goto(`${ANSWERED.url}?layout=classic`);
  await utilities.wall.chipSays(ANSWERED.snippet, 'ответ удалён');

  const comments = world.network.state.post('vk', ANSWERED.id)?.comments ?? [];
  comments.splice(0, comments.length, ...comments.filter((one) => one.id !== id && one.thread !== id));
  await utilities.wall.goto(`${ANSWERED.url}?reply=${id}`);
  await utilities.wall.chipSays(ANSWERED.snippet, 'ответ');
  await until(async () => {
    await seeAgain(utilities.page);
    return (await utilities.wall.chip(ANSWERED.snippet))?.text.includes('ответа не видно') || null;
  }, 'the missing reply to be noticed');
});

test('a message that is gone is noticed at its address, and its handling ends when the curator accepts', async () => {
  const roads = await sitDown(world, 'roads', 'https://vk.com/lebedinoe_okrug');
  const caseId = await caseOf(`vk:wall${IN_WORK.id}`);
  const before = (await events(world)).length;
  world.network.state.remove(`vk:wall${IN_WORK.id}`);
  await roads.wall.goto(IN_WORK.url);
  await roads.wall.reads('Запись удалена или скрыта');
  const panel = chromiumScreen(await roads.chromium.extensionPage(`panel.html?case=${caseId}`));
  await panel.reads('Сообщения больше нет?');
  await roads.page.bringToFront();
  await until(async () => {
    await seeAgain(roads.page);
    return (await panel.text()).includes('по его адресу его нет') || null;
  }, 'the message to be noticed as gone');
  await panel.press('Запросить прекращение: сообщения нет');
  await panel.fill('Что видно на странице', 'Запись удалена или скрыта');
  await panel.press('Запросить прекращение');
  await panel.reads('Решает куратор');

  const curator = await sitDown(world, 'curator', 'https://vk.com/lebedinoe_okrug');
  const theirs = chromiumScreen(await curator.chromium.extensionPage(`panel.html?case=${caseId}`));
  await theirs.reads('Запрошено прекращение работы: сообщения больше нет');
  await theirs.press('Прекратить работу');
  await panel.forgets('Решает куратор');

  const happened = (await events(world)).slice(before).map(({ type }) => type);
  expect(happened).toEqual(['termination.requested', 'case.terminated']);
});
