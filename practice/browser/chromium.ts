import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { kill, sleepUntilWoken, start, stop } from '../../scripts/support/processes.ts';
import { Problem } from '../../scripts/support/terminal.ts';
import { routeToPractice } from '../network/intercept.ts';
import type { PracticeNetwork } from '../network/server.ts';
import { type ExtensionEvents, extensionEvents } from './extension-events.ts';

/** Where the practice okrug lies: pages show times as its people see them. */
export const PRACTICE_ZONE = 'Asia/Yekaterinburg';

export interface ChromiumOptions {
  executable: string;
  /** Folder of the built extension. */
  extension: string;
  profileDir: string;
  network: PracticeNetwork;
  headless?: boolean;
  size?: { width: number; height: number };
  position?: { x: number; y: number };
}

/** A browser with a profile of its own, the extension in it and the practice networks at their own addresses. */
export interface Chromium {
  context: BrowserContext;
  extensionId: string;
  profileDir: string;
  /** Resolves when the browser is gone, however it went. */
  gone: Promise<void>;
  open(url: string): Promise<Page>;
  extensionPage(path: string): Promise<Page>;
  events: ExtensionEvents;
  close(): Promise<void>;
  /** The machine sleeps; what is returned wakes it. */
  sleep(): () => void;
  /** SIGKILL, as when the power goes. */
  kill(): Promise<void>;
}

/** Without it an unpacked extension that reloads itself, as at an update, stays away. */
function preferDeveloperMode(folder: string): void {
  const file = join(folder, 'Preferences');
  if (existsSync(file)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify({ extensions: { ui: { developer_mode: true } } }));
}

export async function launchChromium(options: ChromiumOptions): Promise<Chromium> {
  const { profileDir, extension, network } = options;
  mkdirSync(profileDir, { recursive: true });
  preferDeveloperMode(join(profileDir, 'Default'));
  const portFile = join(profileDir, 'DevToolsActivePort');
  rmSync(portFile, { force: true });
  // What a killed browser left behind would keep the next one from starting.
  for (const lock of ['SingletonLock', 'SingletonCookie', 'SingletonSocket']) rmSync(join(profileDir, lock), { force: true });
  const child = start(options.executable, flags(options), {
    stdio: 'ignore',
    env: { ...process.env, LANGUAGE: 'ru', TZ: PRACTICE_ZONE },
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const endpoint = await Promise.race([endpointFrom(portFile), gone.then(() => null)]);
  if (!endpoint) throw new Problem(`${options.executable} ended before it was ready.`);
  const browser = await chromium.connectOverCDP(endpoint);
  const context = browser.contexts()[0];
  if (!context) throw new Error('the browser has no default context');
  await routeToPractice(context, network);
  const extensionId = idOf(extension);
  const open = async (url: string) => {
    const page = await context.newPage();
    await page.goto(url);
    return page;
  };
  return {
    context,
    extensionId,
    profileDir,
    gone,
    open,
    extensionPage: (path) => open(`chrome-extension://${extensionId}/${path}`),
    events: extensionEvents(context, extensionId),
    async close() {
      await browser.close().catch(() => undefined);
      await stop(child);
    },
    sleep: () => sleepUntilWoken(child),
    async kill() {
      kill(child);
      await gone;
      await browser.close().catch(() => undefined);
    },
  };
}

function flags({
  profileDir,
  extension,
  headless = true,
  size = { width: 1280, height: 800 },
  position,
}: ChromiumOptions): string[] {
  return [
    `--user-data-dir=${profileDir}`,
    `--load-extension=${extension}`,
    `--disable-extensions-except=${extension}`,
    '--remote-debugging-port=0',
    '--remote-allow-origins=*',
    '--disable-features=DisableLoadExtensionCommandLineSwitch,Translate,MediaRouter,OptimizationHints',
    '--disable-background-networking',
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-sync',
    '--hide-crash-restore-bubble',
    '--no-default-browser-check',
    '--no-first-run',
    '--password-store=basic',
    '--lang=ru',
    '--accept-lang=ru',
    `--window-size=${size.width},${size.height}`,
    ...(position ? [`--window-position=${position.x},${position.y}`] : []),
    ...(headless ? ['--headless=new', '--hide-scrollbars', '--force-color-profile=srgb'] : []),
    // Chromium refuses its sandbox to root; a person's own browser keeps it.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    'about:blank',
  ];
}

/** Chromium derives the id of an unpacked extension from its folder. */
function idOf(folder: string): string {
  const hex = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  return [...hex].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}

async function endpointFrom(portFile: string): Promise<string> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    try {
      const [port, path] = readFileSync(portFile, 'utf8').split('\n');
      if (port && path) return `ws://127.0.0.1:${port}${path}`;
    } catch {
      // Not written yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Problem('The browser did not open its debugging port within 30 s.');
}
