import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium } from 'playwright-core';
import { build } from 'vite';
import type { Connection } from '../lib/sync/http.ts';
import { ensureBrowser } from '../scripts/support/browsers.ts';
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

type Loaded = Awaited<ReturnType<FirstLoad['sync']>> & { heap: number };

/** A new device reads everything: the extension's own sync and store over the real server, into IndexedDB of a real browser. */
export async function bench(): Promise<BenchSection> {
  const place = await openPlace();
  const server = await startServerChild(place.databaseUrl);
  const pages = await servePage();
  const browser = await chromium.launch({
    executablePath: await ensureBrowser('chromium', () => undefined),
    // The page is not the extension's own, which the server would answer.
    args: ['--no-sandbox', '--disable-web-security'],
  });
  try {
    const office = await openOffice(place, 2);
    await layDownCases(place, office, { cases: CASES - 1, acts: ACTS, ofBody: 100 });
    const connection = { server: server.url, token: office.tokens[0] ?? '' };
    const context = await browser.newContext();
    const first = await syncIn(context, pages.url, connection);
    const again = await syncIn(context, pages.url, connection);
    return sectionOf(first, again, server.memory());
  } finally {
    await browser.close();
    pages.close();
    await server.stop();
    await place.close();
  }
}

async function syncIn(context: BrowserContext, url: string, connection: Connection): Promise<Loaded> {
  const page = await context.newPage();
  await page.goto(url);
  const loaded = await page.evaluate((to) => firstLoad.sync(to), connection);
  const devtools = await context.newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize: heap } = await devtools.send('Runtime.getHeapUsage');
  await page.close();
  return { ...loaded, heap };
}

async function servePage(): Promise<{ url: string; close(): void }> {
  const entry = fileURLToPath(new URL('support/first-load-page.ts', import.meta.url));
  const lib = { entry, formats: ['iife' as const], name: 'firstLoadBundle', fileName: 'page' };
  const result = await build({ configFile: false, logLevel: 'silent', build: { write: false, lib } });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('nothing was bundled');
  const script = output.output[0].code;
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<script src="/page.js"></script>');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}

function sectionOf(first: Loaded, again: Loaded, memory: number): BenchSection {
  const row = (what: string, { ms, told, longestSilence, heap, usage }: Loaded) => [
    what,
    (ms / 1000).toFixed(1),
    String(told),
    (longestSilence / 1000).toFixed(1),
    (heap / MB).toFixed(1),
    (usage / MB).toFixed(0),
  ];
  return {
    title: 'First load',
    about: [
      `${CASES.toLocaleString('en')} cases of one tenant into a new device: the extension's sync and store in a page of Chromium, IndexedDB on the disk, the server over HTTP.`,
      'Then the same device once more, with everything there. Memory is the JavaScript heap after its garbage was collected; the server held',
      `${memory} MB at the end. Each case has come through ${ACTS} acts.`,
    ],
    columns: ['what', 'seconds', 'progress told', 'longest silence, s', 'memory, MB', 'on the disk, MB'],
    rows: [row(`first load, ${Math.round((CASES / first.ms) * 1000)} cases/s`, first), row('nothing new', again)],
    bars: [
      {
        promise: `all ${CASES.toLocaleString('en')} cases are there, in the browser's database`,
        holds: first.outcome === 'done' && first.stored === CASES && !first.memoryOnly,
      },
      { promise: 'a device that has them all is told that nothing is new within a second', holds: again.ms <= 1_000 },
    ],
  };
}
