import { watch } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'wxt';
import { createWorld, type World } from '../practice/world.ts';
import { serveGallery } from '../tests/gallery/gallery-server.ts';
import { ensureBrowser } from './support/browsers.ts';
import { DEV_EXTENSION } from './support/extension.ts';
import { hasScreen, introduce, practiceClock } from './support/practice.ts';
import { ROOT } from './support/processes.ts';
import { print, runTask } from './support/terminal.ts';

/** What the server's process has read; a change there starts it anew on the same data. */
const OF_SERVER = ['server', 'lib/domain', 'lib/protocol', 'regulations', 'calendars'];
const SETTLE_MS = 200;

/** `npm run dev`: extension, server and gallery, each following its sources, until Ctrl+C. */
await runTask(async () => {
  const chromium = hasScreen() ? await ensureBrowser('chromium', print) : null;
  const world = await createWorld({ at: practiceClock(), accounts: true, stories: true });
  const closing: (() => Promise<unknown>)[] = [world.close];
  try {
    print(`✓ server     ${world.server.url} (practice data, follows ${OF_SERVER.join(', ')})`);
    closing.push(restartOnChange(world));
    const gallery = await serveGallery({ live: true });
    closing.push(gallery.close);
    print(`✓ gallery    ${gallery.url()}`);
    const extension = await createServer({ root: ROOT, browser: 'chrome' });
    await extension.start();
    closing.push(() => extension.stop());
    print(`✓ extension  ${DEV_EXTENSION}`);
    print(
      `✓ networks   ${world.network.url}/vk.com/lebedinoe_okrug · …/ok.ru/group/70000000000101 (pages alone; the extension sees them at their own addresses)`,
    );
    introduce(world);
    if (chromium) await openBrowser(world);
    else print('No screen here: load the extension into a browser of your own. Ctrl+C ends everything.');
    await asked();
  } finally {
    for (const close of closing.reverse()) await close();
  }
});

async function openBrowser(world: World): Promise<void> {
  const { open } = await world.chromium('dev', { headless: false, extension: DEV_EXTENSION });
  await open('https://vk.com/lebedinoe_okrug');
  print('A browser is open on the practice pages. Ctrl+C ends everything.');
}

function restartOnChange({ server }: World): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let restarting = Promise.resolve();
  const restart = async () => {
    await server.restart().then(
      () => print('✓ server started anew'),
      (error: Error) => print(`✗ ${error.message}`),
    );
  };
  const watchers = OF_SERVER.map((folder) =>
    watch(join(ROOT, folder), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        restarting = restarting.then(restart);
      }, SETTLE_MS);
    }),
  );
  return async () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
    await restarting;
  };
}

function asked(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => done());
  });
}
