import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { until } from '../../practice/until.ts';
import { createWorld, type World } from '../../practice/world.ts';
import { type Desk, events, sitDown, TUESDAY } from './stage.ts';

/** A text that the utilities people have approved. */
const RUST = { url: 'https://vk.com/wall-900000101_4115', snippet: 'На Речной, 5 тоже ржавая' };

let world: World;
let utilities: Desk;

beforeAll(async () => {
  world = await createWorld({ at: TUESDAY, accounts: true, stories: true });
  utilities = await sitDown(world, 'utilities', RUST.url);
});

afterAll(() => world.close());

async function newEvents(since: number): Promise<string[]> {
  return (await events(world)).slice(since).map(({ type }) => type);
}

test('the curator sends a message on when its executor says with a reason that it is not theirs', async () => {
  const lamp = { url: 'https://vk.com/wall-900000101_4127', snippet: 'И фонарь там же не горит' };
  const curator = await sitDown(world, 'curator', lamp.url);
  const roads = await sitDown(world, 'roads', lamp.url);
  await utilities.page.goto(lamp.url);
  const before = (await events(world)).length;
  await curator.wall.pressChip(lamp.snippet);
  const panel = await curator.wall.panel();
  await panel.fill('Тема', 'Освещение');
  await panel.fill('Место', 'Посёлок Лебединое');
  await panel.press('Отдел дорог и транспорта');
  await panel.press('Отправить исполнителю');
  await roads.wall.chipSays(lamp.snippet, 'готовится ответ');
  await roads.wall.pressChip(lamp.snippet);
  const theirs = await roads.wall.panel();
  await theirs.press('Не наше');
  await theirs.press('Вернуть куратору');
  await theirs.reads('Заполните');
  await theirs.fill('Почему это не ваш вопрос и чей он', 'Фонари обслуживает отдел ЖКХ.');
  await theirs.press('Вернуть куратору');

  await panel.reads('Фонари обслуживает отдел ЖКХ.');
  await panel.press('Отдел ЖКХ и благоустройства');
  await panel.press('Направить другому');

  await utilities.wall.chipSays(lamp.snippet, /готовится ответ · осталось/);
  expect(await newEvents(before)).toEqual([
    'message.detected',
    'message.classified',
    'case.routed',
    'assignment.received',
    'competence.refused',
    'case.rerouted',
    'assignment.received',
  ]);
});

test('the case closes by a link given by hand when the reply was not recognised', async () => {
  await utilities.page.goto(RUST.url);
  await utilities.wall.pressChip(RUST.snippet);
  const panel = await utilities.wall.panel();
  const before = (await events(world)).length;
  await panel.press('Ответ не распознан? Добавьте ссылку');
  await panel.fill('Ссылка на размещённый ответ', 'https://ok.ru/group/1/topic/2');
  await panel.press('Приложить ссылку');
  await panel.reads('Нужна ссылка на ответ в сети «ВКонтакте»');
  expect(await newEvents(before)).toEqual([]);

  await panel.fill('Ссылка на размещённый ответ', `${RUST.url}?reply=9001`);
  await panel.press('Приложить ссылку');

  await utilities.wall.chipSays(RUST.snippet, /^ответ размещён(?!.*не отправлено)/);
  expect(await newEvents(before)).toContain('proof.attached');
});

test('in whose name a reply goes out is asked once a page where the page does not show it', async () => {
  const own = await createWorld({ at: TUESDAY, accounts: true, stories: true });
  onTestFinished(() => own.close());
  const { page, wall } = await sitDown(own, 'utilities', RUST.url);
  await wall.pressChip(RUST.snippet);
  let panel = await wall.panel();
  await panel.press('Вставить ответ');
  await panel.reads('От чьего имени уйдёт ответ');
  await panel.press('Имя верное, вставить');
  await panel.reads('Текст в поле ответа');

  const box = page.locator('[contenteditable="true"]').filter({ hasText: 'Бригада промывает сети' });
  await box.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await until(async () => (await box.count()) === 0, 'the person to empty the box');
  await panel.press('Вставить ещё раз');
  await until(async () => (await box.count()) === 1, 'the text to stand in the box again');
  const words = await panel.text();
  await page.reload();
  await wall.pressChip(RUST.snippet);
  panel = await wall.panel();
  await panel.press('Вставить ещё раз');
  await panel.reads('От чьего имени уйдёт ответ');

  expect(words).not.toContain('От чьего имени уйдёт ответ');
});
