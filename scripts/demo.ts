import { parseArgs } from 'node:util';
import { connectChromium, withoutUndo } from '../practice/browser/desk.ts';
import { practiceNow } from '../practice/seed/clock.ts';
import { OFFICE, type OfficeKey, PRACTICE_PASSWORD } from '../practice/seed/office.ts';
import { createWorld, type World } from '../practice/world.ts';
import { loadLibrary } from '../server/library.ts';
import { defaultSchedule } from '../server/setup.ts';
import { ensureBrowser } from './support/browsers.ts';
import { buildExtensionIfStale } from './support/extension.ts';
import { Problem, print, runTask } from './support/terminal.ts';
import { playTour } from './support/tour.ts';

const WALL = 'https://vk.com/lebedinoe_okrug';

await runTask(async () => {
  const tour = options();
  print('Браузер…');
  await ensureBrowser('chromium', print);
  print('Сборка расширения…');
  print((await buildExtensionIfStale('chrome')) ?? '✓ уже собрано');
  print('Сервер на своём PostgreSQL и учебные данные…');
  const at = clock();
  const world = await createWorld({ at, accounts: true, stories: true });
  try {
    print(`✓ ${world.server.url}`);
    introduce(world);
    if (tour === null) await stay(world);
    else await playTour(world, tour, print);
  } finally {
    await world.close();
  }
});

/** Folder of the pictures, null when there is a screen to sit at. */
function options(): string | null {
  const { values } = parse();
  if (values.tour !== undefined) return values.tour;
  const hasScreen = process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
  if (hasScreen) return null;
  print('Экрана нет: показ пройдёт сам, снимки лягут в папку tour.');
  return 'tour';
}

function parse() {
  try {
    return parseArgs({ options: { tour: { type: 'string' } } });
  } catch {
    throw new Problem('Так: npm run demo или npm run demo -- --tour ПАПКА');
  }
}

/** Practice needs a working day with hours left in it; when there is none now, it takes place on the last one. */
function clock(): number {
  const { profiles, calendar } = loadLibrary();
  const zone = profiles[0]?.zone ?? 'Europe/Moscow';
  const now = Date.now();
  const at = practiceNow(now, defaultSchedule(zone), calendar);
  const day = new Intl.DateTimeFormat('ru', {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
  });
  if (at !== now) print(`✓ Сейчас не середина рабочего дня, поэтому учебные часы показывают: ${day.format(at)}.`);
  return at;
}

function introduce({ server }: World): void {
  print(`\nЛюди учебного округа (вход на ${server.url}/sign-in, пароль у всех «${PRACTICE_PASSWORD}»):`);
  for (const { name, email, titleRu } of Object.values(OFFICE)) print(`  ${email.padEnd(26)} ${name}, ${titleRu}`);
  print('');
}

/** Two windows side by side, until both are closed. */
async function stay(world: World): Promise<void> {
  const desks: [OfficeKey, { x: number; y: number }][] = [
    ['curator', { x: 0, y: 0 }],
    ['utilities', { x: 700, y: 40 }],
  ];
  const windows = [];
  for (const [who, position] of desks) {
    const chromium = await world.chromium(who, { headless: false, position, size: { width: 1240, height: 860 } });
    await connectChromium(chromium, world.server, who, 'password');
    await withoutUndo(chromium);
    await chromium.open(WALL);
    print(`✓ Окно: ${OFFICE[who].name}, ${OFFICE[who].titleRu}`);
    windows.push(chromium);
  }
  print('Нажмите «＋» у записи. Показ закончится, когда оба окна закроются (или Ctrl+C).');
  await Promise.all(windows.map(({ gone }) => gone));
}
