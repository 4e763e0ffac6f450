import { type Page as ChromiumPage, chromium } from 'playwright-core';
import puppeteer, { type Page as FirefoxPage, type HTTPRequest } from 'puppeteer-core';
import { PRACTICE_ADDRESSES, routeToPractice } from '../../../practice/network/intercept.ts';
import type { PracticeNetwork } from '../../../practice/network/server.ts';
import { type BrowserKind, ensureBrowser } from '../../../scripts/support/browsers.ts';
import { codeUnderTest } from './practice-browser.ts';

/** What a test needs of a browser's page, the same in both. */
export interface VisitedPage {
  evaluate: ChromiumPage['evaluate'];
  /** A person's click on the first that matches. */
  click(selector: string): Promise<void>;
  close(): Promise<void>;
}

/** A browser that sees the practice networks at the networks' own addresses. */
export interface Visitor {
  /** Opens a page with the code under test in it. */
  open(network: PracticeNetwork, url: string): Promise<VisitedPage>;
  close(): Promise<void>;
}

export async function startVisitor(kind: BrowserKind): Promise<Visitor> {
  const executablePath = await ensureBrowser(kind, () => undefined);
  return kind === 'chromium' ? inChromium(executablePath) : inFirefox(executablePath);
}

async function inChromium(executablePath: string): Promise<Visitor> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  return {
    async open(network, url) {
      const context = await browser.newContext({ viewport: { width: 1100, height: 1000 } });
      await routeToPractice(context, network);
      const page = await context.newPage();
      await page.goto(url);
      await page.evaluate(await codeUnderTest());
      return visited(
        page,
        (selector) => page.locator(selector).first().click(),
        () => context.close(),
      );
    },
    close: () => browser.close(),
  };
}

async function inFirefox(executablePath: string): Promise<Visitor> {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
  return {
    async open(network, url) {
      const page = await browser.newPage();
      await page.setViewport({ width: 1100, height: 1000 });
      await page.setRequestInterception(true);
      page.on('request', (request) => void answer(network, request));
      await page.goto(url);
      await page.evaluate(await codeUnderTest());
      return visited(
        page,
        (selector) => page.click(selector),
        () => page.close(),
      );
    },
    close: () => browser.close(),
  };
}

function visited(page: ChromiumPage | FirefoxPage, click: VisitedPage['click'], close: VisitedPage['close']): VisitedPage {
  return { evaluate: page.evaluate.bind(page) as ChromiumPage['evaluate'], click, close };
}

async function answer(network: PracticeNetwork, request: HTTPRequest): Promise<void> {
  if (!PRACTICE_ADDRESSES.test(request.url())) return request.continue();
  const body = request.method() === 'POST' ? ((await request.fetchPostData()) ?? '') : '';
  await request.respond(await network.answer({ method: request.method(), url: request.url(), body }));
}
