import type { BrowserContext, Page, Worker } from 'playwright-core';
import { until } from '../until.ts';

/** What only the browser's own frame can say: its menus and shortcuts are out of a script's reach, so their events are fired in the worker. */
export interface ExtensionEvents {
  shortcut(command: string, page: Page): Promise<void>;
  menuItem(id: string, page: Page): Promise<void>;
  badge(): Promise<{ text: string; title: string }>;
  /** Ends the worker as the browser does when memory is short; the next event starts another. */
  killWorker(): Promise<void>;
  /** Puts a new copy of the extension in the place of the running one, as an update does. */
  update(): Promise<void>;
}

interface Fired {
  api: 'commands' | 'contextMenus';
  argument: unknown;
}

export function extensionEvents(context: BrowserContext, extensionId: string): ExtensionEvents {
  const worker = () =>
    until<Worker | undefined>(
      () => context.serviceWorkers().find((one) => one.url().includes(extensionId)),
      'the extension’s worker',
    );
  const fire = async (fired: Fired, page: Page) => {
    await page.bringToFront();
    await (await worker()).evaluate(dispatch, fired);
  };
  return {
    shortcut: (command, page) => fire({ api: 'commands', argument: command }, page),
    menuItem: async (id, page) => {
      const chosen = { menuItemId: id, pageUrl: page.url(), selectionText: await page.evaluate(() => String(getSelection())) };
      await fire({ api: 'contextMenus', argument: chosen }, page);
    },
    badge: async () => (await worker()).evaluate(readBadge),
    async update() {
      const old = await worker();
      const gone = new Promise((done) => old.once('close', done));
      await old.evaluate(reload).catch(() => undefined);
      await gone;
    },
    async killWorker() {
      const session = await context.browser()?.newBrowserCDPSession();
      const { targetInfos } = (await session?.send('Target.getTargets')) ?? { targetInfos: [] };
      const found = targetInfos.find(({ type, url }) => type === 'service_worker' && url.includes(extensionId));
      if (!session || !found) throw new Error('the extension has no worker to kill');
      await session.send('Target.closeTarget', { targetId: found.targetId });
      await session.detach();
    },
  };
}

/** Runs in the worker: as the browser does, with the tab in front. */
async function dispatch({ api, argument }: Fired): Promise<void> {
  const { chrome } = globalThis as unknown as {
    chrome: Record<string, Record<string, { dispatch(...args: unknown[]): void }>> & {
      tabs: { query(filter: object): Promise<unknown[]> };
    };
  };
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  const event = api === 'commands' ? 'onCommand' : 'onClicked';
  chrome[api]?.[event]?.dispatch(argument, tab);
}

/** Runs in the worker, and ends it. */
function reload(): void {
  (globalThis as unknown as { chrome: { runtime: { reload(): void } } }).chrome.runtime.reload();
}

/** Runs in the worker. */
async function readBadge(): Promise<{ text: string; title: string }> {
  const { chrome } = globalThis as unknown as {
    chrome: { action: Record<'getBadgeText' | 'getTitle', (of: object) => Promise<string>> };
  };
  return { text: await chrome.action.getBadgeText({}), title: await chrome.action.getTitle({}) };
}
