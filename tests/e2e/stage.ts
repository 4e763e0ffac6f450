import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Chromium } from '../../practice/browser/chromium.ts';
import { chromiumWall, connectChromium, type Way, withoutUndo } from '../../practice/browser/desk.ts';
import type { Screen } from '../../practice/browser/screen.ts';
import { chromiumScreen } from '../../practice/browser/screen.ts';
import type { Wall } from '../../practice/browser/wall.ts';
import type { Job } from '../../practice/job.ts';
import { type OfficeKey, PRACTICE_PASSWORD } from '../../practice/seed/office.ts';
import type { World } from '../../practice/world.ts';

/** A Tuesday: two hours and twenty minutes worked, the whole procedure still fits in. */
export const TUESDAY = Date.parse('2026-03-10T10:20:00+05:00');
export const VK_WALL = 'https://vk.com/lebedinoe_okrug';
export const OK_GROUP = 'https://ok.ru/group/70000000000101';

export interface Desk {
  chromium: Chromium;
  page: Page;
  wall: Wall;
}

/** A person signed in, with a page of a network open. */
export async function sitDown(world: World, who: OfficeKey, url: string, way: Way = 'password'): Promise<Desk> {
  const chromium = await world.chromium(who);
  await connectChromium(chromium, world.server, who, way);
  await withoutUndo(chromium);
  const page = await chromium.open(url);
  return { chromium, page, wall: chromiumWall(page) };
}

/** The server is told by its page that this browser may do nothing any more. */
export async function disconnect({ chromium }: Desk, world: World): Promise<void> {
  const account = await chromium.open(`${world.server.url}/`);
  await account.getByRole('link', { name: /^Отключить/ }).click();
  await chromiumScreen(account).fill('Ваш пароль', PRACTICE_PASSWORD);
  await chromiumScreen(account).press('Отключить');
  await account.getByText('Пока нет ни одного.').waitFor();
  await account.close();
}

/** The pit on Sadovaya: a job that touches every stage. */
export const PIT: Omit<Job, 'curator' | 'executor'> = {
  snippet: 'На ул. Садовой у дома 14',
  topic: 'Дороги',
  location: 'Посёлок Лебединое',
  body: 'roads',
  first: 'Здравствуйте! Меры приняты.',
  recommendations: 'Скажите, что именно сделано и когда закончат.',
  second: 'Здравствуйте! Яму оградили сегодня утром, засыплют и заасфальтируют до пятницы 13 марта.\nСпасибо, что сообщили! 🚧',
  step: async () => undefined,
};

/** Said by the browser to a page that is seen again; automation holds every page for seen and says nothing. */
export async function seeAgain(page: Page): Promise<void> {
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
}

/** The executor writes a reply in the panel; on this device it is kept then. */
export async function writeReply({ page, wall }: Desk, message: { url: string; snippet: string }, text: string): Promise<Screen> {
  await page.goto(message.url);
  await wall.pressChip(message.snippet);
  const panel = await wall.panel();
  await panel.reads(message.snippet);
  await panel.fill('Проект ответа', text);
  await panel.reads('сохранено');
  return panel;
}

/** The browser is gone at once, and with it the databases of the extension. */
export async function loseDatabases(chromium: Chromium): Promise<void> {
  await chromium.kill();
  const databases = join(chromium.profileDir, 'Default', 'IndexedDB');
  const lost = readdirSync(databases).filter((name) => name.startsWith('chrome-extension'));
  if (lost.length === 0) throw new Error('the extension has no database to lose');
  for (const name of lost) rmSync(join(databases, name), { recursive: true });
}

interface EventRow {
  type: string;
  case: string;
}

/** What happened, in the order of the tenant's sequence. */
export async function eventTypes(world: World): Promise<string[]> {
  return (await events(world)).map(({ type }) => type);
}

/** What people brought about, in order: the server's own notes of limits and duties come when they come. */
export function events(world: World): Promise<EventRow[]> {
  return world.server.rows<EventRow>(
    `select type, case_id as case from (select payload::json -> 'event' ->> 'type' as type, case_id, seq from event) as told
     where type not like 'duty.%' and type not in ('clock.reached', 'violation.noted') order by seq`,
  );
}

export const WHOLE_STORY = [
  'message.detected',
  'message.classified',
  'case.routed',
  'assignment.received',
  'draft.submitted',
  'draft.returned',
  'draft.submitted',
  'draft.approved',
  'reply.published',
  'proof.attached',
];
