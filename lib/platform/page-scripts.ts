import { browser } from './webext.ts';

/** Brings one of the extension's own scripts into a tab's page, beside the content script and apart from the page's own code. */
export async function bringScript(tabId: number, file: string): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId, frameIds: [0] }, files: [file] });
}
