import type { MessageRef } from '../../lib/domain/ids.ts';
import { createChip } from '../../lib/overlay/chip.ts';
import { createOverlay } from '../../lib/overlay/runtime.ts';
import type { ChipSaid } from '../../lib/protocol/messages.ts';
import { siteFor } from '../../lib/sites/index.ts';

/** What the bench calls inside the page: ways of marking the posts of a feed. */

let framesToChip: number[] | null = null;

/** From now on, for each answer, the frames are counted until every post that was asked about shows its chip; not while time is measured. */
export function countFrames(): void {
  framesToChip = [];
}

export function framesCounted(): number[] {
  return framesToChip ?? [];
}

function frame(): Promise<unknown> {
  return new Promise(requestAnimationFrame);
}

function said(ref: MessageRef): ChipSaid {
  return { ref, kind: 'none', text: '＋', label: 'Завести инцидент', level: 'calm', isFollowed: false };
}

/** The answer of a background that is never busy; its timers are the page's only ones. */
async function answer(refs: MessageRef[]): Promise<ChipSaid[]> {
  await new Promise((resolve) => setTimeout(resolve, 5));
  if (framesToChip) void countUntilChips(refs, framesToChip);
  return refs.map(said);
}

async function countUntilChips(refs: MessageRef[], counted: number[]): Promise<void> {
  const posts = refs.map((ref) => document.querySelector(`[data-post-id="${ref.slice('vk:wall'.length)}"]`));
  for (let frames = 1; frames < 10; frames++) {
    await frame();
    if (posts.every((one) => !one?.isConnected || one.querySelector('vovremya-chip'))) {
      counted.push(frames);
      return;
    }
  }
  counted.push(10);
}

/** Ours: the runtime of the content script with the real site. */
export function startOwn(): void {
  const site = siteFor(new URL(location.href));
  if (!site) throw new Error('no site');
  createOverlay({
    site,
    doc: document,
    lang: 'ru',
    now: () => Date.now(),
    isValid: () => true,
    showPanel: () => undefined,
    background: { chips: answer, openPanel: async () => ({ panelUrl: '' }), repliesSeen: async () => undefined },
  });
}

/** The least that puts the same chips: added posts only, one question a frame, no layouts of other years, nothing checked again. */
export function startBare(): void {
  let added: Element[] = [];
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) if ((node as Element).matches?.('[data-testid="post"]')) added.push(node as Element);
    }
    if (added.length > 0) requestAnimationFrame(flush);
  });
  observer.observe(document.documentElement, { childList: true, subtree: true });

  function flush(): void {
    const posts = added;
    added = [];
    if (posts.length > 0) void put(posts);
  }
}

/** What most public extensions do: look through the whole page now and again. */
export function startRescan(): void {
  const marked = new WeakSet<Element>();
  setInterval(() => {
    const posts = [...document.querySelectorAll('[data-testid="post"]')].filter((one) => !marked.has(one));
    for (const one of posts) marked.add(one);
    if (posts.length > 0) void put(posts);
  }, 500);
}

async function put(posts: Element[]): Promise<void> {
  const refs = posts.map((one) => `vk:wall${one.getAttribute('data-post-id')}` as MessageRef);
  const facts = await answer(refs);
  const theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  for (const [index, one] of posts.entries()) {
    const date = one.querySelector('[data-testid="post_date_block_preview"]');
    const fact = facts[index];
    if (!date || !fact) continue;
    const chip = createChip(document, () => undefined);
    chip.show(fact, { theme, now: Date.now() });
    date.after(chip.host);
  }
}
