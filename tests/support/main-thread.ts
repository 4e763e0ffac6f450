import type { Page } from 'playwright-core';

interface ProfileNode {
  id: number;
  callFrame: { url: string };
  children?: number[];
}

/**
 * The part of the main thread's time, 0–1, that went by in functions of an extension or in what they called, while `work` went on in a page
 * of Chromium.
 */
export async function shareOfExtension(page: Page, work: () => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: 500 });
  await session.send('Profiler.start');
  await work();
  const { profile } = await session.send('Profiler.stop');
  await session.detach();
  const {
    nodes,
    samples = [],
    timeDeltas = [],
  } = profile as {
    nodes: ProfileNode[];
    samples?: number[];
    timeDeltas?: number[];
  };
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const own = new Set<number>();
  const take = (id: number) => {
    own.add(id);
    for (const child of byId.get(id)?.children ?? []) take(child);
  };
  for (const { id, callFrame } of nodes) if (callFrame.url.startsWith('chrome-extension:')) take(id);
  const sum = (which: (id: number) => boolean) =>
    samples.reduce((total, id, at) => total + (which(id) ? (timeDeltas[at] ?? 0) : 0), 0);
  return sum((id) => own.has(id)) / sum(() => true);
}
