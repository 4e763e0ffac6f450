import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { chromiumWall, connectChromium, withoutUndo } from '../../practice/browser/desk.ts';
import { wholeJob } from '../../practice/job.ts';
import { OFFICE, type OfficeKey } from '../../practice/seed/office.ts';
import type { World } from '../../practice/world.ts';

const WALL = 'https://vk.com/lebedinoe_okrug';
const SIZE = { width: 1280, height: 900 };

/** Plays the whole job in two profiles and takes a picture of each step. */
export async function playTour(world: World, folder: string, print: (line: string) => void): Promise<void> {
  const target = resolve(folder);
  mkdirSync(target, { recursive: true });
  const [curator, executor] = await Promise.all([
    world.chromium('curator', { size: SIZE }),
    world.chromium('utilities', { size: SIZE }),
  ]);
  await connectChromium(curator, world.server, 'curator', 'password');
  await connectChromium(executor, world.server, 'utilities', 'password');
  await withoutUndo(curator);
  await withoutUndo(executor);

  let number = 0;
  const picture = async (title: string, who: OfficeKey, page: Page) => {
    number += 1;
    // Smooth scrolling and the page's own late parts come to rest.
    await page.waitForTimeout(500);
    const name = `${String(number).padStart(2, '0')}-${who === 'curator' ? 'curator' : 'executor'}.png`;
    writeFileSync(join(target, name), await page.screenshot());
    print(`${String(number).padStart(2, '0')} · ${OFFICE[who].name} · ${title} → ${join(folder, name)}`);
  };

  const late = await curator.open('https://vk.com/wall-900000101_4041');
  await chromiumWall(late).chipSays('Тротуар вдоль Набережной', 'просрочено');
  await picture('Срок прошёл: другой цвет, другая форма и слова', 'curator', late);
  await late.close();

  const clocks = await executor.open('https://vk.com/wall-900000101_4115');
  await chromiumWall(clocks).chipSays('Второй день в кранах', 'осталось');
  await picture('Запись, по которой идёт срок: стадия, остаток рабочего времени, до какого часа, пункт', 'utilities', clocks);
  await clocks.close();

  const work = await executor.extensionPage('popup.html');
  await work.setViewportSize({ width: 420, height: 620 });
  await work.waitForTimeout(500);
  await picture('Моя работа, по остатку времени', 'utilities', work);
  await work.close();

  const pages = { curator: await curator.open(WALL), executor: await executor.open(WALL) };
  await wholeJob({
    curator: chromiumWall(pages.curator),
    executor: chromiumWall(pages.executor),
    snippet: 'На ул. Садовой у дома 14',
    topic: 'Дороги',
    location: 'Посёлок Лебединое',
    body: 'utilities',
    first: 'Здравствуйте! Меры приняты.',
    recommendations: 'Скажите, что именно сделано и когда закончат.',
    second: `Здравствуйте! Яму оградили сегодня утром, засыплют и заасфальтируют до ${inThreeDays(world.now())}. Спасибо, что сообщили! 🚧`,
    step: (title, who) => picture(title, who === 'curator' ? 'curator' : 'utilities', pages[who]),
  });
}

function inThreeDays(now: number): string {
  return new Intl.DateTimeFormat('ru', { timeZone: 'Asia/Yekaterinburg', day: 'numeric', month: 'long' }).format(
    now + 3 * 86_400_000,
  );
}
