import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { routeToPractice } from '../../../practice/network/intercept.ts';
import { type PracticeNetwork, startPracticeNetwork } from '../../../practice/network/server.ts';
import { ensureBrowser } from '../../../scripts/support/browsers.ts';
import { bundled } from '../../support/bundled.ts';

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await ensureBrowser('chromium', () => undefined), args: ['--no-sandbox'] });
}

/** One visitor of the practice networks: a browser context that sees them at the networks' own addresses. */
async function visit(browser: Browser, network: PracticeNetwork): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1100, height: 1000 }, timezoneId: 'Asia/Yekaterinburg' });
  await routeToPractice(context, network);
  return context;
}

interface Visit {
  browser: Browser;
  network: PracticeNetwork;
  context: BrowserContext;
}

/** For the tests of a file: one browser, and for each test practice networks of its own with one visitor. There when a test begins. */
export function visitEach(): Visit {
  const here = {} as Visit;
  beforeAll(async () => {
    here.browser = await launchBrowser();
  });
  afterAll(() => here.browser.close());
  beforeEach(async () => {
    here.network = await startPracticeNetwork({ now: () => Date.now() });
    here.context = await visit(here.browser, here.network);
  });
  afterEach(async () => {
    await here.context.close();
    await here.network.close();
  });
  return here;
}

let bundle: Promise<string> | undefined;

/** The code under test as one script. */
export function codeUnderTest(): Promise<string> {
  bundle ??= bundled('in-page.ts', import.meta.url);
  return bundle;
}

/** Opens a practice page and puts the code under test into it. */
export async function openWithCode(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForSelector('[data-testid="post-header"], .post_header, .feed-header, .mlr_top, .notice');
  await page.evaluate(await codeUnderTest());
  return page;
}
