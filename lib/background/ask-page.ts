import type { MessageRef } from '../domain/ids.ts';
import type { SeenMessage } from '../domain/messages/seen.ts';
import { tellTab } from '../platform/messaging.ts';
import { bringScript } from '../platform/page-scripts.ts';
import { tabInView } from '../platform/tabs.ts';

/** The message as the page in the tab shows it now; null when it does not. Fails when the tab has no page that answers. */
export async function reread(tabId: number, ref: MessageRef): Promise<SeenMessage | null> {
  return await tellTab(tabId, 'tab/reread', { ref });
}

/** Does the page in the tab say in words that what its address led to is not there? */
async function saysGone(tabId: number): Promise<boolean> {
  await bringScript(tabId, 'insertion.js');
  return (await tellTab(tabId, 'tab/says-gone', null)).isGone;
}

export const pageInTab = { tabInView, reread, saysGone };
