import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectChromium } from '../practice/browser/desk.ts';
import { createWorld, type World } from '../practice/world.ts';
import { ensureBrowser } from '../scripts/support/browsers.ts';
import { buildExtensionIfStale } from '../scripts/support/extension.ts';
import { print } from '../scripts/support/terminal.ts';
import { bundleScripts, type Run, scrolled, WAYS, type Way } from './support/scrolled.ts';
import type { BenchSection } from './support/section.ts';
import { within } from './support/within.ts';

const POSTS = 5_000;
const ROUNDS = 3;
/** Of the ways that only measure a script, so many posts. */
const OF_A_SCRIPT = 1_500;
const WARM_UP = 200;
const TRACED = 800;
const AT = Date.parse('2026-03-10T10:20:00+05:00');
const SIZE = { width: 900, height: 700 };
const TITLES: Record<Way, string> = {
  none: 'the page alone',
  extension: 'the extension as built, signed in',
  rescan: 'a look through the page twice a second',
  bare: 'the least script',
  own: 'the extension’s part in the page alone',
};

/** A feed of five thousand posts scrolled in Chromium without the extension, with it, and beside two other ways of marking posts. */
export async function bench(): Promise<BenchSection> {
  const scripts = await bundleScripts();
  await ensureBrowser('chromium', print);
  await buildExtensionIfStale('chrome');
  const nothing = emptyExtension();
  const world = await within(60_000, 'start of the server', createWorld({ at: AT, accounts: true, stories: false }));
  try {
    const [plain, signedIn] = await within(60_000, 'start of the browsers', twoBrowsers(world, nothing));
    await within(90_000, 'sign-in', connectChromium(signedIn, world.server, 'curator', 'password'));
    const runs = new Map<Way, Run[]>(WAYS.map((way) => [way, []]));
    for (let round = 1; round <= ROUNDS; round += 1) {
      for (const way of WAYS) {
        const begun = performance.now();
        const { context } = way === 'extension' ? signedIn : plain;
        const page = await within(20_000, `${way}, a new page`, context.newPage());
        runs.get(way)?.push(await scrolled(page, way, scripts, lengthsOf(way)));
        await within(20_000, `${way}, end of the page`, page.close());
        print(`  round ${round} of ${ROUNDS}, ${TITLES[way]}: ${Math.round((performance.now() - begun) / 1000)} s`);
      }
    }
    return sectionOf(runs);
  } finally {
    await world.close();
    rmSync(nothing, { recursive: true });
  }
}

/** The page alone is measured in a browser like the other, with an extension that does nothing. */
async function twoBrowsers(world: World, nothing: string) {
  return [
    await world.chromium('plain', { size: SIZE, extension: nothing }),
    await world.chromium('curator', { size: SIZE }),
  ] as const;
}

function emptyExtension(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vovremya-nothing-'));
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ manifest_version: 3, name: 'Nothing', version: '1' }));
  return folder;
}

function lengthsOf(way: Way) {
  const posts = isScript(way) ? OF_A_SCRIPT : POSTS;
  return { warmUp: WARM_UP, traced: TRACED, rest: posts - WARM_UP - TRACED };
}

function isScript(way: Way): boolean {
  return way !== 'none' && way !== 'extension';
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function sectionOf(runs: Map<Way, Run[]>): BenchSection {
  const of = (way: Way) => runs.get(way) ?? [];
  const none = of('none');
  const perPost = (way: Way, { task }: Run) => task / lengthsOf(way).rest;
  const ofWay = (way: Way, value: (run: Run) => number) => median(of(way).map(value));
  /** Round by round, so that what else the machine did weighs on both sides. */
  const whole = (way: Way) => median(of(way).map((run, round) => perPost(way, run) / perPost('none', none[round] as Run)));
  const script = (way: Way) => ofWay(way, (run) => (run.script / TRACED) * 1000);
  const more = (way: Way) => median(of(way).map((run, round) => run.longTasks - (none[round]?.longTasks ?? 0)));
  const growth = (way: Way) => ofWay(way, ({ early, end }) => end.heap / early.heap);
  const nodes = (way: Way) => ofWay(way, ({ early, end }) => end.nodes / early.nodes);
  const fromTo = (way: Way, said: (kept: Run['end']) => string) => {
    const run = of(way).toSorted((a, b) => a.end.heap - b.end.heap)[Math.floor(of(way).length / 2)] as Run;
    return `${said(run.early)}, ${said(run.end)}`;
  };
  const frames = of('own').flatMap(({ framesToChip }) => framesToChip);
  const late = frames.filter((count) => count > 1).length;
  return {
    title: 'A feed scrolled',
    about: [
      `${POSTS.toLocaleString('en')} posts of VK’s redesign, 180 elements each, ten a frame, forty kept on the page: medians of ${ROUNDS} rounds, in turns. All times are`,
      'processor time of the page’s main thread. «The least script» puts the same chips on added posts and knows one layout. It, «a look»',
      `and «the extension’s part» have a background that answers after 5 ms, and scroll ${OF_A_SCRIPT.toLocaleString('en')} posts. Script time and long tasks (over 50 ms) are`,
      `of ${TRACED} posts under a trace; memory and whole time from post ${(WARM_UP + TRACED).toLocaleString('en')} on, so of few where only ${OF_A_SCRIPT.toLocaleString('en')} are scrolled. A chip was awaited after ${frames.length} answers, ${late} times for longer than a frame.`,
      'A look through the page twice a second costs less because it comes too late: most posts had come and gone in between.',
    ],
    columns: [
      'posts marked by',
      'marked before they went',
      'script, µs a post',
      'whole task time, to the page alone',
      'long tasks more',
      'heap at 1,000 posts and at the end, MB',
      'nodes then, and at the end',
    ],
    rows: WAYS.map((way) => [
      TITLES[way],
      way === 'none' ? '' : `${Math.floor(ofWay(way, ({ marked }) => marked) * 100)} %`,
      isScript(way) ? script(way).toFixed(0) : '',
      `${whole(way).toFixed(2)}×`,
      way === 'none' ? '' : String(more(way)),
      fromTo(way, ({ heap }) => (heap / 1_000_000).toFixed(2)),
      fromTo(way, (kept) => String(kept.nodes)),
    ]),
    bars: [
      { promise: 'the extension’s part takes at most 2× the least script', holds: script('own') <= 2 * script('bare') },
      { promise: 'the page’s whole task time with the extension is at most 1.10×', holds: whole('extension') <= 1.1 },
      {
        promise: 'a chip is shown within one frame of the answer (99 of 100 answers)',
        holds: frames.length > 0 && late <= frames.length / 100,
      },
      { promise: 'no added long task', holds: more('extension') <= 0 && more('own') <= 0 },
      {
        promise: 'memory is flat: at most 1.1× from 1,000 to 5,000 posts, with the extension',
        holds: growth('extension') <= 1.1 && nodes('extension') <= 1.1,
      },
    ],
  };
}
