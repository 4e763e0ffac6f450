import type { CDPSession, Page } from 'playwright-core';
import { bundled } from '../../tests/support/bundled.ts';
import { type Traced, traced } from './main-thread.ts';
import { within } from './within.ts';

/** How the posts of the page get their marks. */
export const WAYS = ['none', 'extension', 'rescan', 'bare', 'own'] as const;
export type Way = (typeof WAYS)[number];

/** Posts: first some to get warm, then some under a trace, then all others. */
export interface Lengths {
  warmUp: number;
  traced: number;
  rest: number;
}

export interface Run extends Traced {
  /** Processor time of the page's main thread while the rest was scrolled, in ms. */
  task: number;
  /** Share of the posts gone by that bore a chip. */
  marked: number;
  framesToChip: number[];
  /** Bytes of the heap and nodes, rubbish collected, before the rest and after it. */
  early: Kept;
  end: Kept;
}

interface Kept {
  heap: number;
  nodes: number;
}

const FEED = 'https://vk.com/feed';
const MARKS = 'https://vk.com/marks.js';
const BLANK = `<!doctype html><html lang="ru"><meta charset="utf-8"><title>Новости</title><style>
  #feed { width: 550px; margin: auto; font: 14px/1.4 sans-serif } article { margin: 12px 0; padding: 12px; border: 1px solid #ddd; border-radius: 12px }
  [data-testid=post-header], [data-testid=post_footer], .tools { display: flex; gap: 8px } .grid { display: grid; grid-template-columns: repeat(3, 1fr); gap: 4px }
  .tile { position: relative; display: block } .frame { height: 90px; background: linear-gradient(#cde, #9ab) } .shade { position: absolute; inset: 0; opacity: 0.1; background: #000 }
  svg { width: 20px; height: 20px; fill: none; stroke: currentColor } button { border: 0; background: none }</style>
  <body><div id="feed"></div></body></html>`;

export interface Scripts {
  feed: string;
  marks: string;
}

export async function bundleScripts(): Promise<Scripts> {
  const [feed, marks] = await Promise.all(['feed-in-page.ts', 'marks-in-page.ts'].map((name) => bundled(name, import.meta.url)));
  if (!feed || !marks) throw new Error('nothing was bundled');
  return { feed: feed.replace(/\binPage\b/, 'feed'), marks: `${marks.replace(/\binPage\b/, 'marks')}\n//# sourceURL=${MARKS}` };
}

/** Opens the feed in this page, marks it by one way and scrolls through it. */
export async function scrolled(page: Page, way: Way, { feed, marks }: Scripts, lengths: Lengths): Promise<Run> {
  const step = <T>(name: string, work: Promise<T>, ms = 20_000) => within(ms, `${way}, ${name}`, work);
  const scroll = (posts: number) => step(`${posts} posts`, page.evaluate(`feed.scroll(${posts})`), 30_000 + posts * 100);
  await step(
    'route',
    page.route(FEED, (route) => route.fulfill({ contentType: 'text/html', body: BLANK })),
  );
  await step('load', page.goto(FEED));
  await step('to the front', page.bringToFront());
  // Of a page nobody sees, the extension reads nothing, and no frames come.
  const seen = await step(
    'visibility',
    page.evaluate(() => document.visibilityState),
  );
  if (seen !== 'visible') throw new Error(`${way}: the page is ${seen}`);
  await step('script of the feed', page.evaluate(feed));
  if (isScripted(way)) {
    await step('script of the marks', page.evaluate(marks));
    await step('start', page.evaluate(`marks.start${way[0]?.toUpperCase()}${way.slice(1)}()`));
  }
  const cdp = await step('devtools', page.context().newCDPSession(page));
  await step('metrics', cdp.send('Performance.enable', { timeDomain: 'threadTicks' }));
  await scroll(lengths.warmUp);
  const trace = await traced(cdp, MARKS, () => scroll(lengths.traced));
  if (isScripted(way)) await page.evaluate('marks.countFrames()');
  const early = await step('memory before', kept(cdp));
  const before = await taskMs(cdp);
  await scroll(lengths.rest);
  const task = (await taskMs(cdp)) - before;
  const end = await step('memory after', kept(cdp), 60_000);
  return { ...trace, task, early, end, ...(await step('figures', figures(page, way))) };
}

function isScripted(way: Way): boolean {
  return way !== 'none' && way !== 'extension';
}

/** A way that marks nothing costs nothing: its figures would be worth nothing. */
async function figures(page: Page, way: Way): Promise<Pick<Run, 'marked' | 'framesToChip'>> {
  const { left, leftMarked, eachOnce } = (await page.evaluate('feed.marked()')) as {
    left: number;
    leftMarked: number;
    eachOnce: boolean;
  };
  if (way === 'none' ? leftMarked > 0 : !eachOnce) throw new Error(`${way}: the posts at the end bear no chip, or more than one`);
  const framesToChip = isScripted(way) ? ((await page.evaluate('marks.framesCounted()')) as number[]) : [];
  return { marked: leftMarked / left, framesToChip };
}

async function taskMs(cdp: CDPSession): Promise<number> {
  return (await metrics(cdp)).get('TaskDuration') ?? Number.NaN;
}

async function metrics(cdp: CDPSession): Promise<Map<string, number>> {
  const { metrics: list } = await cdp.send('Performance.getMetrics');
  return new Map(list.map(({ name, value }) => [name, name === 'TaskDuration' ? value * 1000 : value]));
}

async function kept(cdp: CDPSession): Promise<Kept> {
  await cdp.send('HeapProfiler.collectGarbage');
  const measured = await metrics(cdp);
  return { heap: measured.get('JSHeapUsedSize') ?? Number.NaN, nodes: measured.get('Nodes') ?? Number.NaN };
}
