import { browser } from './webext.ts';

/** Must be called when the extension is installed; the browser keeps the item over worker restarts. */
export async function createMenuItem(id: string, title: string, hosts: string[]): Promise<void> {
  await browser.contextMenus.removeAll();
  browser.contextMenus.create({
    id,
    title,
    contexts: ['page', 'selection', 'link', 'image', 'video'],
    documentUrlPatterns: hosts,
  });
}

export function onMenuItem(listener: (id: string, tabId: number | null) => void): void {
  browser.contextMenus.onClicked.addListener((info, tab) => listener(String(info.menuItemId), tab?.id ?? null));
}
