import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { MOST_COUNTED } from '../lib/background/work-desk.ts';
import { WORKS_LISTED } from '../lib/pages/work.ts';
import { bundled, openExtension } from './support/extension-page.ts';
import type { FirstLoad } from './support/first-load-page.ts';
import { layDownCases } from './support/many-cases.ts';
import { openOffice, openPlace } from './support/offices.ts';
import type { BenchSection } from './support/section.ts';
import { startServerChild } from './support/server-child.ts';

declare global {
  var firstLoad: FirstLoad;
}

const CASES = 50_000;
const ACTS = 5;
const MB = 1024 * 1024;

const WORKER_MB = 100;
const SERVER_MB = 400;

interface Heap {
  heap: number;
  uncollected: number;
}
type Measured<Name extends keyof FirstLoad> = Awaited<ReturnType<FirstLoad[Name]>> & Heap;

/**
 * A new device of an executor reads everything, all of it open and his: the extension's own sync and store over the real server, into
 * IndexedDB of a real browser. Then its worker starts with all that, and once more as another version of the extension.
 */
export async function bench(): Promise<BenchSection> {
  const place = await openPlace();
  const server = await startServerChild(place.databaseUrl);
  const program = await bundled(fileURLToPath(new URL('support/first-load-page.ts', import.meta.url)));
  const { context, url, close } = await openExtension(program);
  try {
    const office = await openOffice(place, 0);
    await layDownCases(place, office, { cases: CASES - 1, acts: ACTS, ofBody: 1 });
    const connection = { server: server.url, token: office.executorToken };
    const inPage = <R extends object>(work: (page: Page) => Promise<R>) => measured(context, url, work);
    const first = await inPage((page) => page.evaluate((to) => firstLoad.sync(to), connection));
    const memory = server.memory();
    const again = await inPage((page) => page.evaluate((to) => firstLoad.sync(to), connection));
    const started = await inPage((page) => page.evaluate(() => firstLoad.start('bench')));
    const all = await inPage((page) => page.evaluate(() => firstLoad.lookAtAll('bench')));
    const anew = await inPage((page) => page.evaluate(() => firstLoad.deriveAnew('bench, updated')));
    return sectionOf({ first, again, started, all, anew, memory });
  } finally {
    await close();
    await server.stop();
    await place.close();
  }
}

/** In a page of its own, with nothing in its memory; the heap once its garbage is collected, and as it was before. */
async function measured<R extends object>(
  context: BrowserContext,
  url: string,
  work: (page: Page) => Promise<R>,
): Promise<R & Heap> {
  const page = await context.newPage();
  await page.goto(url);
  const result = await work(page);
  const devtools = await context.newCDPSession(page);
  const { usedSize: uncollected } = await devtools.send('Runtime.getHeapUsage');
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize: heap } = await devtools.send('Runtime.getHeapUsage');
  await page.close();
  return { ...result, heap, uncollected };
}

interface Found {
  first: Measured<'sync'>;
  again: Measured<'sync'>;
  started: Measured<'start'>;
  all: Measured<'lookAtAll'>;
  anew: Measured<'deriveAnew'>;
  /** Of the server after the first load, MB. */
  memory: number;
}

const seconds = (ms: number) => (ms / 1000).toFixed(ms < 1_000 ? 2 : 1);

function sectionOf({ first, again, started, all, anew, memory }: Found): BenchSection {
  const heaps = ({ heap, uncollected }: Heap) => [(heap / MB).toFixed(1), (uncollected / MB).toFixed(1)];
  const load = (what: string, one: Measured<'sync'>) => [
    what,
    seconds(one.ms),
    `${seconds(one.longestSilence)} (${one.told} words)`,
    ...heaps(one),
    (one.usage / MB).toFixed(0),
  ];
  const count = CASES.toLocaleString('en');
  return {
    title: 'First load',
    about: [
      `${count} cases of one tenant, all open and all of them one executor's work, into a new device: the extension's sync and store in the page`,
      'of an extension in Chromium, IndexedDB on the disk, the server over HTTP. Then the same device once more, with everything there. Then what its worker does',
      'when it is started with all that, in a new page: the chip of a post and, at the same time, the number on the badge; then the first items of',
      'the work list. Beside it, what it would take to look at every case. At last as after an update of the extension, when what cases are found by',
      `is derived anew. Memory is the JavaScript heap, after its garbage was collected and before. The server held ${memory} MB after the first load.`,
      `Each case has come through ${ACTS} acts.`,
    ],
    columns: [
      'what',
      'seconds',
      'longest wait for a word or a chip, s',
      'memory, MB',
      'before collecting, MB',
      'on the disk, MB',
    ],
    rows: [
      load(`first load, ${Math.round((CASES / first.ms) * 1000)} cases/s`, first),
      load('nothing new', again),
      ['worker’s start, until a chip', seconds(started.chipMs), seconds(started.chipMs), ...heaps(started), ''],
      ['worker’s start, until the badge', seconds(started.badgeMs), '', '', '', ''],
      [`the first ${started.listed} of the work list`, seconds(started.listMs), '', '', '', ''],
      ['every case looked at', seconds(all.ms), '', ...heaps(all), ''],
      ['derived anew', seconds(anew.ms), seconds(anew.longestWait), ...heaps(anew), ''],
    ],
    bars: [
      {
        promise: `all ${count} cases are there, in the browser's database`,
        holds: first.outcome === 'done' && first.stored === CASES && !first.memoryOnly,
      },
      { promise: 'a device that has them all is told that nothing is new within a second', holds: again.ms <= 1_000 },
      {
        promise: 'a chip is there within half a second of the worker’s start, though all are open and his',
        holds: started.kind === 'case' && started.chipMs <= 500 && (started.open ?? 0) > MOST_COUNTED && all.open === CASES,
      },
      {
        promise: 'the badge is there within a second, the first items of the work list within another',
        holds: started.badgeMs <= 1_000 && started.listMs <= 1_000 && started.listed === WORKS_LISTED && started.more === true,
      },
      {
        promise: 'while all is derived anew no chip is waited for longer than half a second',
        holds: anew.longestWait <= 500 && (anew.open ?? 0) > MOST_COUNTED,
      },
      {
        promise: `the worker holds at most ${WORKER_MB} MB`,
        holds: [first, started, anew].every((one) => one.uncollected <= WORKER_MB * MB),
      },
      { promise: `the server holds at most ${SERVER_MB} MB`, holds: memory <= SERVER_MB },
    ],
  };
}
