import { type CDPSession, chromium, type Page } from 'playwright-core';
import { connectChromium } from '../practice/browser/desk.ts';
import { createWorld } from '../practice/world.ts';
import { ensureBrowser } from '../scripts/support/browsers.ts';
import { bundled } from '../tests/support/bundled.ts';
import { times } from './support/rate.ts';
import type { BenchSection } from './support/section.ts';

const POSTS = 5_000;
const EARLY = 1_000;
const ROUNDS = 3;
const FEED = 'https://vk.com/feed';
const BLANK = `<!doctype html><html lang="ru"><meta charset="utf-8"><title>Новости</title><style>
  #feed { width: 550px; margin: auto; font: 14px/1.4 sans-serif } article { margin: 12px 0; padding: 12px; border: 1px solid #ddd; border-radius: 12px }
  [data-testid=post-header], [data-testid=post_footer], .tools { display: flex; gap: 8px } .grid { display: grid; grid-template-columns: repeat(3, 1fr); gap: 4px }
  .tile { position: relative; display: block } .frame { height: 90px; background: linear-gradient(#cde, #9ab) } .shade { position: absolute; inset: 0; opacity: 0.1; background: #000 }
  svg { width: 20px; height: 20px; fill: none; stroke: currentColor } button { border: 0; background: none }</style>
  <body><div id="feed"></div></body></html>`;
const AT = Date.parse('2026-03-10T10:20:00+05:00');

/** How the posts of the page get their marks. */
const WAYS = ['none', 'own', 'bare', 'rescan', 'extension'] as const;
type Way = (typeof WAYS)[number];

interface Run {
  /** Main-thread time of the page's tasks, in seconds. */
  task: number;
  longTasks: number[];
  framesToChip: number[];
  marks: number;
  /** Bytes of heap and nodes, rubbish collected, early and at the end. */
  early: { heap: number; nodes: number };
  end: { heap: number; nodes: number };
}

/** A feed of five thousand posts scrolled in Chromium without the extension, with it, and beside two other ways of marking posts. */
export async function bench(): Promise<BenchSection> {
  const code = await bundled('support/feed-in-page.ts', import.meta.url);
  const world = await createWorld({ at: AT, accounts: true, stories: false });
  const executablePath = await ensureBrowser('chromium', () => undefined);
  const plain = await chromium.launch({ executablePath, args: ['--no-sandbox', '--js-flags=--expose-gc'] });
  try {
    const signedIn = await world.chromium('curator', { size: { width: 1280, height: 900 } });
    await connectChromium(signedIn, world.server, 'curator', 'password');
    const runs = new Map<Way, Run[]>(WAYS.map((way) => [way, []]));
    for (let round = 0; round < ROUNDS; round++) {
      for (const way of WAYS) {
        const page = await (way === 'extension'
          ? signedIn.context.newPage()
          : plain.newPage({ viewport: { width: 1280, height: 900 } }));
        runs.get(way)?.push(await measure(page, way, code));
        await page.close();
      }
    }
    return sectionOf(runs);
  } finally {
    await plain.close();
    await world.close();
  }
}

async function measure(page: Page, way: Way, code: string): Promise<Run> {
  await page.route(FEED, (route) => route.fulfill({ contentType: 'text/html', body: BLANK }));
  await page.goto(FEED);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  await page.evaluate(code);
  if (way === 'own' || way === 'bare' || way === 'rescan')
    await page.evaluate(`inPage.start${way[0]?.toUpperCase()}${way.slice(1)}()`);
  await page.evaluate(`inPage.scroll(200)`);
  const before = await taskTime(cdp);
  await page.evaluate(`inPage.scroll(${EARLY - 200})`);
  const mid = await taskTime(cdp);
  const early = await kept(cdp);
  const again = await taskTime(cdp);
  await page.evaluate(`inPage.scroll(${POSTS - EARLY})`);
  const task = (await taskTime(cdp)) - again + mid - before;
  const measured = (await page.evaluate('inPage.measured()')) as Pick<Run, 'longTasks' | 'framesToChip' | 'marks'>;
  return { task, early, end: await kept(cdp), ...measured };
}

async function taskTime(cdp: CDPSession): Promise<number> {
  return await metric(cdp, 'TaskDuration');
}

async function metric(cdp: CDPSession, wanted: string): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
}

async function kept(cdp: CDPSession): Promise<Run['end']> {
  await cdp.send('HeapProfiler.collectGarbage');
  return { heap: await metric(cdp, 'JSHeapUsedSize'), nodes: await metric(cdp, 'Nodes') };
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function sectionOf(runs: Map<Way, Run[]>): BenchSection {
  const of = (way: Way) => runs.get(way) ?? [];
  /** Round by round, so that what else the machine did weighs on both sides. */
  const paired = (way: Way, value: (run: Run, index: number) => number) => median(of(way).map(value));
  const none = of('none');
  const added = (way: Way) => paired(way, (run, index) => run.task - (none[index]?.task ?? 0));
  const whole = (way: Way) => paired(way, (run, index) => run.task / (none[index]?.task ?? 1));
  const growth = (way: Way) => paired(way, ({ early, end }) => end.heap / early.heap);
  const nodes = (way: Way) => paired(way, ({ early, end }) => end.nodes / early.nodes);
  const long = (way: Way) => median(of(way).map((run, index) => run.longTasks.length - (none[index]?.longTasks.length ?? 0)));
  const frames = of('own').flatMap(({ framesToChip }) => framesToChip);
  const late = frames.filter((count) => count > 1).length / frames.length;
  const own = added('own') / added('bare');
  return {
    title: 'A feed scrolled',
    about: [
      `${POSTS.toLocaleString('en')} posts of VK’s redesign, ten a frame, two hundred kept on the page, medians of ${ROUNDS} rounds in turns. «Added» is main-thread`,
      'time above that of the same page alone, against the least script that puts the same chips. «Extension» is the built one, signed in, with',
      'its background; «own» is its content runtime alone with a background that is never busy; «rescan» looks through the page twice a second.',
    ],
    columns: [
      'way',
      'whole task time, to the page alone',
      'added, to the bare script',
      'long tasks more',
      'heap, end to 1,000 posts',
      'nodes, end to 1,000 posts',
    ],
    rows: WAYS.map((way) => [
      way === 'none' ? 'the page alone' : way,
      times(whole(way)),
      way === 'none' ? '' : times(added(way) / added('bare')),
      String(long(way)),
      times(growth(way)),
      times(nodes(way)),
    ]),
    bars: [
      { promise: 'content runtime at most 2× the bare script', holds: own <= 2 },
      { promise: 'the page’s whole task time with the extension at most 1.10×', holds: whole('extension') <= 1.1 },
      { promise: 'a chip is shown within one frame of the answer (99 of 100 answers)', holds: late <= 0.01 },
      { promise: 'no added long task', holds: long('extension') <= 0 && long('own') <= 0 },
      { promise: 'memory flat: at most 1.1× between 1,000 and 5,000 posts', holds: growth('own') <= 1.1 && nodes('own') <= 1.1 },
    ],
  };
}
