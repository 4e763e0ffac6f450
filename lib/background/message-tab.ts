import type { MessageRef } from '../domain/ids.ts';
import { tellTab } from '../platform/messaging.ts';
import { hostMatches } from '../platform/senders.ts';
import { activateTab, isTabLoaded, networkTabs, openTab } from '../platform/tabs.ts';

const LOAD_PATIENCE_MS = 20_000;
/** Networks draw messages after the page is loaded; what has not come by then is not there. */
const DRAW_PATIENCE_MS = 5_000;
const LOOK_EVERY_MS = 300;

/** The tab that shows the message, in front of the person and scrolled to it; null when it is on no page that could be opened. */
export async function bringUpMessage(hosts: string[], ref: MessageRef, permalink: string): Promise<number | null> {
  const tabs = await networkTabs(hosts);
  // The tab in front first: the person is most likely looking at the message.
  for (const { id } of tabs.sort((a, b) => Number(b.active) - Number(a.active))) {
    if (!(await shows(id, ref))) continue;
    await activateTab(id);
    await shows(id, ref);
    return id;
  }
  if (!hostMatches(permalink, hosts)) return null;
  const opened = await openTab(permalink);
  return opened !== null && (await appears(opened, ref)) ? opened : null;
}

async function appears(tabId: number, ref: MessageRef): Promise<boolean> {
  let left = LOAD_PATIENCE_MS;
  let isLoaded = false;
  while (left > 0) {
    if (await shows(tabId, ref)) return true;
    if (!isLoaded && (await isTabLoaded(tabId))) {
      isLoaded = true;
      left = Math.min(left, DRAW_PATIENCE_MS);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    left -= LOOK_EVERY_MS;
  }
  return false;
}

async function shows(tabId: number, ref: MessageRef): Promise<boolean> {
  try {
    return (await tellTab(tabId, 'tab/scroll-to', { ref })).ok;
  } catch {
    return false;
  }
}
