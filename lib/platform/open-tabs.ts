import { browser } from './webext.ts';

/**
 * Puts the content scripts of this copy of the extension into pages that are open already, where `isServed` says that none answers:
 * Chromium leaves them to the copy that was there before, whose background is gone.
 */
export async function serveOpenTabs(isServed: (tabId: number) => Promise<boolean>): Promise<void> {
  for (const { matches = [], js = [] } of browser.runtime.getManifest().content_scripts ?? []) {
    const tabs = await browser.tabs.query({ url: matches, discarded: false });
    for (const { id } of tabs) {
      if (id === undefined || (await isServed(id))) continue;
      // A page of an error, or one that closes just now, takes no script.
      await browser.scripting.executeScript({ target: { tabId: id }, files: js }).catch(() => undefined);
    }
  }
}
