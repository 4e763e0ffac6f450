import { afterAll, beforeAll, expect, test } from 'vitest';
import { OFFICE } from '../../practice/seed/office.ts';
import { createWorld, type World } from '../../practice/world.ts';
import { type Desk, events, sitDown, TUESDAY } from './stage.ts';

const LAMP = { url: 'https://vk.com/wall-900000101_4127', snippet: 'И фонарь там же не горит' };
const [ALEXEY, NINA] = [OFFICE.utilities.name, OFFICE.roads.name];

let world: World;
let curator: Desk;
let alexey: Desk;
let nina: Desk;

beforeAll(async () => {
  world = await createWorld({ at: TUESDAY, accounts: true, stories: true });
  // Nina helps out: both are executors of one body.
  await world.server.rows(
    `update person set body_id = (select body_id from person where name = '${ALEXEY}') where name = '${NINA}' returning id`,
  );
  curator = await sitDown(world, 'curator', LAMP.url);
  alexey = await sitDown(world, 'utilities', LAMP.url);
  nina = await sitDown(world, 'roads', LAMP.url);
});

afterAll(() => world.close());

test('two people at one case see each other, are warned before they write twice, and lose no text when they do', async () => {
  const before = (await events(world)).length;
  await curator.wall.pressChip(LAMP.snippet);
  const opening = await curator.wall.panel();
  await opening.fill('Тема', 'Освещение');
  await opening.fill('Место', 'Посёлок Лебединое');
  await opening.press('Отдел ЖКХ и благоустройства');
  await opening.press('Отправить исполнителю');
  await alexey.wall.chipSays(LAMP.snippet, 'готовится ответ');
  await alexey.wall.pressChip(LAMP.snippet);
  const his = await alexey.wall.panel();
  await his.reads(`Смотрит: ${OFFICE.curator.name}`);

  await his.fill('Проект ответа', 'Фонарь починят в среду.');
  await opening.reads(`Пишет: ${ALEXEY}…`);
  await nina.wall.chipSays(LAMP.snippet, 'готовится ответ');
  await nina.wall.pressChip(LAMP.snippet);
  const hers = await nina.wall.panel();
  await hers.reads(`Уже в работе: ${ALEXEY}`);
  await his.reads(NINA);

  await hers.fill('Проект ответа', 'Фонарь починят в четверг.');
  await his.press('Сохранить');
  await his.reads('Сохранено в инциденте');
  await hers.reads('Текст сохранён и с другого места');
  await hers.reads('Фонарь починят в среду.');
  await hers.press('Продолжить со своим');
  await hers.press('Сохранить');
  await hers.reads('Версии проекта: 2');
  await his.reads('Версии проекта: 2');

  const saved = (await events(world)).slice(before).filter(({ type }) => type === 'draft.saved');
  expect(saved).toHaveLength(2);
  const texts = await world.server.rows<{ body: string }>(
    `select body from case_text where body like 'Фонарь починят%' order by body`,
  );
  expect(texts.map(({ body }) => body)).toEqual(['Фонарь починят в среду.', 'Фонарь починят в четверг.']);
});
