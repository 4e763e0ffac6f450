import { parseArgs } from 'node:util';
import { connectChromium, withoutUndo } from '../practice/browser/desk.ts';
import { OFFICE, type OfficeKey } from '../practice/seed/office.ts';
import { createWorld, type World } from '../practice/world.ts';
import { ensureBrowser } from './support/browsers.ts';
import { buildExtensionIfStale } from './support/extension.ts';
import { hasScreen, introduce, practiceClock } from './support/practice.ts';
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
  const at = practiceClock();
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
  if (hasScreen()) return null;
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
