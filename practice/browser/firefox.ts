import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer, { type Browser, type HTTPRequest, type Page } from 'puppeteer-core';
import { PRACTICE_ADDRESSES } from '../network/intercept.ts';
import type { PracticeNetwork } from '../network/server.ts';
import { until } from '../until.ts';
import { PRACTICE_ZONE } from './chromium.ts';

export interface FirefoxOptions {
  executable: string;
  /** Folder of the built extension. */
  extension: string;
  profileDir: string;
  network: PracticeNetwork;
}

/** Firefox by WebDriver BiDi, the extension installed for this run, the practice networks at their own addresses. */
export interface Firefox {
  browser: Browser;
  open(url: string): Promise<Page>;
  extensionPage(path: string): Promise<Page>;
  /** The panel of a network's page, in a tab of its own: automation does not reach into the docked one. */
  panelOf(page: Page): Promise<Page>;
  close(): Promise<void>;
}

/** Fixed, so that pages of the extension have an address known beforehand. */
const INTERNAL_ID = '0f3c2d1e-5a4b-4c6d-8e7f-9a0b1c2d3e4f';

export async function launchFirefox({ executable, extension, profileDir, network }: FirefoxOptions): Promise<Firefox> {
  mkdirSync(profileDir, { recursive: true });
  const id = extensionIdOf(extension);
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: executable,
    userDataDir: profileDir,
    headless: true,
    env: { ...process.env, TZ: PRACTICE_ZONE },
    // Pages of an extension are closed to automation otherwise.
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [id]: INTERNAL_ID }),
      'intl.locale.requested': 'ru',
      'intl.accept_languages': 'ru',
    },
  });
  await browser.installExtension(extension);
  const open = async (url: string) => {
    const page = await newTab(browser);
    await page.setRequestInterception(true);
    page.on('request', (request) => void answer(request, network));
    await page.goto(url);
    return page;
  };
  const extensionPage = async (path: string) => {
    const page = await newTab(browser);
    const url = `moz-extension://${INTERNAL_ID}/${path}`;
    // The tab changes its process on the way and the event of its arrival is lost: ask until it is there.
    void page.goto(url).catch(() => undefined);
    await until(
      async () => (await page.evaluate(() => `${document.readyState} ${location.href}`).catch(() => '')) === `complete ${url}`,
    );
    return page;
  };
  return {
    browser,
    open,
    extensionPage,
    async panelOf(page) {
      const options = await extensionPage('options.html');
      const tab = await options.evaluate(tabShowing, page.url());
      await options.close();
      return extensionPage(`panel.html?tab=${tab}`);
    },
    close: () => browser.close().catch(() => undefined),
  };
}

async function newTab(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 800 });
  return page;
}

async function answer(request: HTTPRequest, network: PracticeNetwork): Promise<void> {
  if (!PRACTICE_ADDRESSES.test(request.url())) return request.continue();
  const body = (await request.fetchPostData()) ?? '';
  await request.respond(await network.answer({ method: request.method(), url: request.url(), body }));
}

function extensionIdOf(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  return manifest.browser_specific_settings.gecko.id;
}

/** Runs in a page of the extension. */
async function tabShowing(url: string): Promise<number | undefined> {
  const { browser } = globalThis as unknown as {
    browser: { tabs: { query(filter: object): Promise<{ id: number; url?: string }[]> } };
  };
  return (await browser.tabs.query({})).find((tab) => tab.url === url)?.id;
}
