import { browser } from './webext.ts';

export interface TabFacts {
  id: number;
  url: string | null;
  active: boolean;
}

/** Tabs of the networks; the browser shows their addresses by host permission, so no «tabs» permission is asked. */
export async function networkTabs(hosts: string[], only: { active?: boolean } = {}): Promise<TabFacts[]> {
  const tabs = await browser.tabs.query({ url: hosts, ...only });
  return tabs.flatMap((tab) => (tab.id === undefined ? [] : [{ id: tab.id, url: tab.url ?? null, active: tab.active }]));
}

async function activeTabId(): Promise<number | null> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  return tab?.id ?? null;
}

export async function openTab(url: string): Promise<number | null> {
  const tab = await browser.tabs.create({ url, active: true });
  return tab.id ?? null;
}

/**
 * A page of the extension. By its bare path: the address that `extensionUrl` gives for the panel in Chromium is made for frames in the
 * networks' pages, and a tab is refused it.
 */
export async function openOwnPage(path: string): Promise<void> {
  await openTab(`/${path}`);
}

/** False while the page is still coming, or when the tab is gone. */
export async function isTabLoaded(tabId: number): Promise<boolean> {
  const tab = await browser.tabs.get(tabId).catch(() => null);
  return tab?.status === 'complete';
}

/** Null when it is gone. `isSeen`: it has loaded, is in front in its window, and the window is not put away. */
export async function tabInView(tabId: number): Promise<{ url: string; isSeen: boolean } | null> {
  const tab = await browser.tabs.get(tabId).catch(() => null);
  if (!tab?.url) return null;
  const window = tab.windowId === undefined ? null : await browser.windows.get(tab.windowId).catch(() => null);
  return { url: tab.url, isSeen: tab.active && tab.status === 'complete' && window?.state !== 'minimized' };
}

export async function activateTab(tabId: number): Promise<void> {
  const tab = await browser.tabs.update(tabId, { active: true });
  if (tab.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
}

export function onTabShown(listener: (tabId: number) => void): void {
  browser.tabs.onActivated.addListener(({ tabId }) => listener(tabId));
  browser.windows.onFocusChanged.addListener((windowId) => {
    if (windowId !== browser.windows.WINDOW_ID_NONE) activeTabId().then((tabId) => tabId !== null && listener(tabId));
  });
}

export function onTabClosed(listener: (tabId: number) => void): void {
  browser.tabs.onRemoved.addListener((tabId) => listener(tabId));
}
