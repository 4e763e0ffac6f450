import type { Page } from 'playwright-core';
import type { Page as FirefoxPage } from 'puppeteer-core';
import { OFFICE, type OfficeKey, PRACTICE_PASSWORD } from '../seed/office.ts';
import type { ServerProcess } from '../server-process.ts';
import { until } from '../until.ts';
import { chromiumChips, firefoxChips } from './chips.ts';
import type { Chromium } from './chromium.ts';
import type { Firefox } from './firefox.ts';
import { chromiumScreen, firefoxScreen, type Screen } from './screen.ts';
import { createWall, type Wall } from './wall.ts';

export type Way = 'invitation' | 'password';

/** Makes the account on the server's page, or signs in there. The screen shows a page of the server. */
export async function enterServer(screen: Screen, who: OfficeKey, way: Way): Promise<void> {
  await screen.fill('Электронная почта', OFFICE[who].email);
  await screen.fill('Пароль', PRACTICE_PASSWORD);
  if (way === 'password') return screen.press('Войти');
  await screen.fill('Пароль ещё раз', PRACTICE_PASSWORD);
  await screen.press('Создать учётную запись');
}

/** Connects the extension through the real pages: the browser's web-auth window and the server's sign-in. */
export async function connectChromium(chromium: Chromium, server: ServerProcess, who: OfficeKey, way: Way): Promise<void> {
  if (way === 'invitation') {
    const page = await chromium.open(await server.invite(who));
    await enterServer(chromiumScreen(page), who, way);
    await chromiumScreen(page).reads('Подключённые браузеры');
    await page.close();
  }
  const options = await chromium.extensionPage('options.html');
  const screen = chromiumScreen(options);
  await screen.fill('Адрес сервера', server.url);
  const [window] = await Promise.all([chromium.context.waitForEvent('page'), screen.press('Подключить')]);
  const signIn = chromiumScreen(window);
  if (way === 'password') await enterServer(signIn, who, way);
  await signIn.press('Подключить расширение');
  await screen.reads('Вы вошли');
  await screen.reads(OFFICE[who].name);
  await options.close();
}

export function chromiumWall(page: Page): Wall {
  return createWall({
    evaluate: (run, argument) => page.evaluate(run as never, argument) as never,
    click: (x, y) => page.mouse.click(x, y),
    chips: () => chromiumChips(page),
    goto: (url) => page.goto(url),
    reload: () => page.reload(),
    async panel() {
      const frame = await until(() => page.frames().find((one) => one.url().includes('/panel.html')), 'the docked panel');
      return chromiumScreen(page, frame);
    },
  });
}

/** The way without the web-auth window: it is closed, and the code of the server's page is typed by hand. */
export async function connectFirefox(firefox: Firefox, server: ServerProcess, who: OfficeKey): Promise<void> {
  const options = await firefox.extensionPage('options.html');
  const screen = firefoxScreen(options);
  await screen.fill('Адрес сервера', server.url);
  const before = new Set(await firefox.browser.pages());
  await screen.press('Подключить');
  // Shut when the server's page can be seen in it, as a person would.
  const isSignIn = (page: FirefoxPage) => !before.has(page) && page.url().startsWith(server.url);
  const window = await until(async () => (await firefox.browser.pages()).find(isSignIn), 'the sign-in window');
  await window.close();
  await screen.reads('Открыть страницу с кодом');
  const address = await options.evaluate(() => document.querySelector<HTMLAnchorElement>('a[href*="/connect"]')?.href ?? '');
  const page = await firefox.open(address);
  const site = firefoxScreen(page);
  await enterServer(site, who, 'password');
  await site.press('Подключить расширение');
  const code = await until(async () => /\b[0-9A-Z]{5}-[0-9A-Z]{5}\b/.exec(await site.text())?.[0], 'the code');
  await screen.fill('Код со страницы сервера', code);
  await screen.press('Подтвердить код');
  await screen.reads('Вы вошли');
  await page.close();
  await options.close();
}

export function firefoxWall(firefox: Firefox, page: FirefoxPage): Wall {
  let panelTab: Screen | null = null;
  return createWall({
    evaluate: (run, argument) => page.evaluate(run as never, argument as never) as never,
    async click(x, y) {
      await page.bringToFront();
      await page.mouse.click(x, y);
    },
    async chips() {
      await page.bringToFront();
      return firefoxChips(firefox.browser, page);
    },
    goto: (url) => page.goto(url),
    reload: () => page.reload(),
    async panel() {
      panelTab ??= firefoxScreen(await firefox.panelOf(page));
      return panelTab;
    },
  });
}

/** Commands leave at once: nobody here waits to take one back. */
export async function withoutUndo(chromium: Chromium): Promise<void> {
  const page = await chromium.extensionPage('options.html');
  await page.evaluate(dropUndo);
  await page.close();
}

/** Runs in a page of the extension. */
function dropUndo(): Promise<void> {
  const { chrome } = globalThis as unknown as { chrome: { storage: { local: { set(items: object): Promise<void> } } } };
  return chrome.storage.local.set({ undoMs: 0 });
}
