import { browser } from './webext.ts';

export interface MenuItem {
  id: string;
  title: string;
  /** Where it is offered: anywhere on these pages, or on a selected text only. */
  on: 'page' | 'selection';
  pages: string[];
}

export interface MenuChoice {
  id: string;
  tabId: number | null;
  /** Address of the page, by the browser's word. */
  address: string | null;
  selected: string;
}

/** Must be called when the extension is installed; the browser keeps the items over worker restarts. */
export async function createMenuItems(items: MenuItem[]): Promise<void> {
  await browser.contextMenus.removeAll();
  for (const { id, title, on, pages } of items) {
    const contexts = on === 'selection' ? (['selection'] as const) : (['page', 'selection', 'link', 'image', 'video'] as const);
    browser.contextMenus.create({ id, title, contexts: [...contexts], documentUrlPatterns: pages });
  }
}

export function onMenuItem(listener: (choice: MenuChoice) => void): void {
  browser.contextMenus.onClicked.addListener((info, tab) => {
    const { menuItemId, pageUrl, selectionText } = info;
    listener({ id: String(menuItemId), tabId: tab?.id ?? null, address: pageUrl ?? null, selected: selectionText ?? '' });
  });
}
