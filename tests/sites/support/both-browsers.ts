import { type Page as ChromiumPage, chromium } from 'playwright-core';
import puppeteer, { type Page as FirefoxPage, type HTTPRequest } from 'puppeteer-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { PRACTICE_ADDRESSES, routeToPractice } from '../../../practice/network/intercept.ts';
import { type PracticeNetwork, startPracticeNetwork } from '../../../practice/network/server.ts';
import { type BrowserKind, ensureBrowser } from '../../../scripts/support/browsers.ts';
import { sideBySide } from '../../support/side-by-side.ts';
import { codeUnderTest } from './practice-browser.ts';

const WINDOW = { width: 1100, height: 1000 };

/** What a test needs of a browser's page, the same in both. */
export interface VisitedPage {
  evaluate: ChromiumPage['evaluate'];
  /** A person's click on the first that matches. */
  click(selector: string): Promise<void>;
  /** The same where the press loads the page anew: waits for it and puts the code under test into it again. */
  clickThrough(selector: string): Promise<void>;
  /** A person's keys. */
  type(words: string): Promise<void>;
  press(key: 'End' | 'Delete' | 'a', held?: 'Control'): Promise<void>;
  /** Turns the wheel by so many pixels. */
  wheel(down: number): Promise<void>;
  goBack(): Promise<void>;
  /** What the page's own scripts threw. */
  problems: string[];
  close(): Promise<void>;
}

/** A browser that sees the practice networks at the networks' own addresses. */
interface Visitor {
  /** Opens a page with the code under test in it. */
  open(network: PracticeNetwork, url: string): Promise<VisitedPage>;
  close(): Promise<void>;
}

/** What a test has in one of the browsers: practice networks of its own and pages of them. */
export interface Visits {
  network: PracticeNetwork;
  open(url: string): Promise<VisitedPage>;
}

/** For the tests of a file: what a test does is done in Chromium and in Firefox side by side, or in the one that is named. */
export function inBrowsers(...kinds: BrowserKind[]) {
  const wanted: readonly BrowserKind[] = kinds.length > 0 ? kinds : ['chromium', 'firefox'];
  const visitors = new Map<BrowserKind, Visitor>();
  beforeAll(async () => {
    for (const kind of wanted) visitors.set(kind, await startVisitor(kind));
  });
  afterAll(async () => {
    for (const visitor of visitors.values()) await visitor.close();
  });
  return <Told extends unknown[]>(act: (here: Visits, ...told: Told) => Promise<void>) =>
    (...told: Told): Promise<void> =>
      sideBySide(visitors, (visitor) => visit(visitor, (here) => act(here, ...told)));
}

async function visit(visitor: Visitor, act: (here: Visits) => Promise<void>): Promise<void> {
  const network = await startPracticeNetwork({ now: () => Date.now() });
  const opened: VisitedPage[] = [];
  const open = async (url: string) => {
    const page = await visitor.open(network, url);
    opened.push(page);
    return page;
  };
  try {
    await act({ network, open });
  } finally {
    await Promise.all(opened.map((page) => page.close()));
    await network.close();
  }
}

async function startVisitor(kind: BrowserKind): Promise<Visitor> {
  const executablePath = await ensureBrowser(kind, () => undefined);
  return kind === 'chromium' ? inChromium(executablePath) : inFirefox(executablePath);
}

async function inChromium(executablePath: string): Promise<Visitor> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  return {
    async open(network, url) {
      const context = await browser.newContext({ viewport: WINDOW });
      await routeToPractice(context, network);
      const page = await context.newPage();
      await page.goto(url);
      await page.evaluate(await codeUnderTest());
      return visited(page, {
        click: (selector) => page.locator(selector).first().click(),
        wheel: (down) => page.mouse.wheel(0, down),
        close: () => context.close(),
      });
    },
    close: () => browser.close(),
  };
}

async function inFirefox(executablePath: string): Promise<Visitor> {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true, defaultViewport: WINDOW });
  return {
    async open(network, url) {
      const page = await browser.newPage();
      await page.setRequestInterception(true);
      page.on('request', (request) => void answer(network, request));
      await page.goto(url);
      await page.evaluate(await codeUnderTest());
      return visited(page, {
        click: (selector) => page.click(selector),
        wheel: (down) => page.mouse.wheel({ deltaY: down }),
        close: () => page.close(),
      });
    },
    close: () => browser.close(),
  };
}

function visited(page: ChromiumPage | FirefoxPage, own: Pick<VisitedPage, 'click' | 'wheel' | 'close'>): VisitedPage {
  const evaluate = page.evaluate.bind(page) as ChromiumPage['evaluate'];
  const problems: string[] = [];
  (page as ChromiumPage).on('pageerror', (error) => problems.push(error.message));
  return {
    ...own,
    evaluate,
    problems,
    async clickThrough(selector) {
      await own.click(selector);
      // On the way from one page to the next there is nothing to ask.
      const arrived = () => evaluate(() => !('vovremya' in window) && document.querySelector('.practice-banner') !== null);
      await expect.poll(() => arrived().catch(() => false)).toBe(true);
      await evaluate(await codeUnderTest());
    },
    type: (words) => page.keyboard.type(words),
    async press(key, held) {
      if (held) await page.keyboard.down(held);
      await page.keyboard.press(key);
      if (held) await page.keyboard.up(held);
    },
    async goBack() {
      await page.goBack();
    },
  };
}

async function answer(network: PracticeNetwork, request: HTTPRequest): Promise<void> {
  if (!PRACTICE_ADDRESSES.test(request.url())) return request.continue();
  const body = request.method() === 'POST' ? ((await request.fetchPostData()) ?? '') : '';
  await request.respond(await network.answer({ method: request.method(), url: request.url(), body }));
}
