import type { Wall } from './browser/wall.ts';
import { BODIES, type BodyKey } from './seed/office.ts';

/** The main job on one message, from «＋» to the filed proof, as a curator and an executor do it on their own screens. */
export interface Job {
  curator: Wall;
  executor: Wall;
  /** Words of the message. */
  snippet: string;
  topic: string;
  location: string;
  body: BodyKey;
  first: string;
  recommendations: string;
  second: string;
  /** Called when something is to be seen. */
  step(title: string, who: 'curator' | 'executor'): Promise<void>;
}

async function openCase(job: Job): Promise<void> {
  const { curator, snippet, topic, location, body, step } = job;
  await curator.chipSays(snippet, '＋');
  await step('Куратор открыл страницу: у каждого сообщения тихий «＋»', 'curator');
  await curator.pressChip(snippet);
  const panel = await curator.panel();
  await panel.reads(snippet);
  await panel.fill('Тема', topic);
  await panel.fill('Место', location);
  await panel.press(BODIES[body].title);
  await panel.reads('п. 11');
  await step('Сообщение прочитано само; куратор выбирает исполнителя и сразу видит сроки', 'curator');
  await panel.press('Отправить исполнителю');
  await panel.reads('готовится ответ');
  await curator.chipSays(snippet, 'готовится ответ');
}

async function draft(job: Job, text: string): Promise<void> {
  const { executor, snippet, step } = job;
  const panel = await executor.panel();
  await panel.fill('Проект ответа', text);
  await panel.reads('сохранено');
  await step('Исполнитель пишет проект: проверки по регламенту рядом, текст сохраняется сам', 'executor');
  await panel.press('Отправить на согласование');
  await panel.reads('на согласовании');
  await executor.chipSays(snippet, 'на согласовании');
}

async function giveBack(job: Job): Promise<void> {
  const { curator, recommendations, step, first } = job;
  const panel = await curator.panel();
  await panel.reads(first);
  await panel.press('Вернуть на доработку');
  await panel.fill('Что исправить', recommendations);
  await step('Куратор возвращает проект с рекомендациями', 'curator');
  await panel.press('Вернуть с рекомендациями');
  await panel.reads('на доработке');
}

async function approve(job: Job): Promise<void> {
  const { curator, second, step } = job;
  const panel = await curator.panel();
  await panel.reads('Что изменилось с прошлой версии');
  await panel.reads(second.slice(0, 30));
  await step('Второй проект: видно, что изменилось; куратор согласует', 'curator');
  await panel.press('Согласовать');
  await panel.reads('согласовано');
}

async function publish(job: Job): Promise<void> {
  const { executor, snippet, second, step } = job;
  const panel = await executor.panel();
  await panel.press('Вставить ответ');
  await panel.reads(/Текст в поле ответа|От чьего имени уйдёт ответ|не от официального сообщества/);
  if ((await panel.text()).includes('не от официального сообщества')) {
    await step('Ответ ушёл бы от личного имени: расширение не вставляет; автора меняют в самой сети', 'executor');
    await executor.speakForCommunity();
    await panel.press('Вставить ответ');
    await panel.reads('Текст в поле ответа');
  }
  if ((await panel.text()).includes('От чьего имени уйдёт ответ')) {
    await step('Не видно, от чьего имени уйдёт ответ: исполнитель проверяет и подтверждает', 'executor');
    await panel.press('Имя верное, вставить');
    await panel.reads('Текст в поле ответа');
  }
  await step('Согласованный текст вставлен в поле ответа самой сети', 'executor');
  await executor.pressSend();
  await executor.reads(second.slice(0, 40));
  await executor.chipSays(snippet, 'ответ размещён');
  await panel.reads('совпадает с согласованным');
  await executor.show(second.slice(0, 40));
  await step('Человек нажал «Отправить» в сети; ответ распознан, подтверждение приложено', 'executor');
}

export async function wholeJob(job: Job): Promise<void> {
  const { executor, curator, snippet, first, second, recommendations, step } = job;
  await openCase(job);
  await executor.chipSays(snippet, /готовится ответ · осталось 2 ч \d+ мин · до \d+:\d\d .+ · п\. 11/);
  await step('У исполнителя в другом браузере, без перезагрузки: стадия, остаток рабочего времени, срок, пункт', 'executor');
  await executor.pressChip(snippet);
  await draft(job, first);
  await curator.chipSays(snippet, /на согласовании · осталось/);
  await giveBack(job);
  await executor.chipSays(snippet, /на доработке · осталось/);
  await (await executor.panel()).reads(recommendations);
  await step('Рекомендации уже у исполнителя, пошёл срок доработки', 'executor');
  await draft({ ...job, step: async () => undefined }, second);
  await approve(job);
  await executor.chipSays(snippet, 'согласовано');
  await publish(job);
  await curator.chipSays(snippet, 'ответ размещён');
  const panel = await curator.panel();
  await panel.press('История');
  await panel.reads('Приложена ссылка на ответ');
  await step('История инцидента: кто, что и когда сделал', 'curator');
}
