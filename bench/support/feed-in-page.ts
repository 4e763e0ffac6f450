import type { MessageRef } from '../../lib/domain/ids.ts';
import { createChip } from '../../lib/overlay/chip.ts';
import { createOverlay } from '../../lib/overlay/runtime.ts';
import type { ChipSaid } from '../../lib/protocol/messages.ts';
import { siteFor } from '../../lib/sites/index.ts';

/** What the bench calls inside the page: a feed that grows and forgets, and the ways of marking its posts. */

/** Posts that stay on the page, as the networks' own lists keep them. */
const KEPT = 200;
const A_FRAME = 10;
const WORDS = 'Третий день не вывозят мусор с площадки у дома. Контейнеры полные, пакеты уже на дороге 😡 Когда приедет машина? ';

let last = 0;
const framesToChip: number[] = [];
const longTasks: number[] = [];

new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longTasks.push(duration);
}).observe({ type: 'longtask' });

/** So many further posts come in, ten a frame, the page scrolls on and old ones go; then everything that waits is let come. */
export async function scroll(posts: number): Promise<void> {
  const feed = document.getElementById('feed') as HTMLElement;
  for (let done = 0; done < posts; done += A_FRAME) {
    for (let index = 0; index < A_FRAME; index++) feed.append(post(++last));
    while (feed.childElementCount > KEPT) feed.firstElementChild?.remove();
    scrollTo(0, document.documentElement.scrollHeight);
    await frame();
  }
  for (let index = 0; index < 30; index++) await frame();
}

export function measured() {
  return { longTasks, framesToChip, marks: document.querySelectorAll('vovremya-chip').length };
}

function frame(): Promise<unknown> {
  return new Promise(requestAnimationFrame);
}

/** The redesign's post as it is drawn in full: header, text, media, footer, with as many elements as a saved post of VK has (180). */
function post(id: number): HTMLElement {
  const ref = `-900000101_${id}`;
  return h('article', { 'data-testid': 'post', 'data-post-id': ref, 'data-post-nesting-lvl': '0' }, [
    h('div', { 'data-testid': 'post-header' }, [
      h('a', { 'data-testid': 'post-header-avatar', href: '/club1' }, [h('img', { alt: '' })]),
      h('div', {}, [
        h('a', { 'data-testid': 'post-header-title', href: '/club1' }, ['Подслушано Лебединое']),
        h('a', { 'data-testid': 'post_date_block_preview', href: `/wall${ref}` }, ['сегодня в 10:05']),
      ]),
      h('button', { 'data-testid': 'post_context_menu_toggle' }, ['···']),
    ]),
    h('div', { 'data-testid': 'post-content-container' }, [
      h('div', { 'data-testid': 'showmoretext' }, [h('div', { 'data-testid': 'showmoretext-in' }, [WORDS.repeat(3)])]),
      h('div', {}, [h('a', { 'data-testid': 'primary-attachment-photo', href: `/feed?w=wall${ref}` }, [h('span', {}, [])])]),
    ]),
    h(
      'div',
      { class: 'grid' },
      Array.from({ length: 6 }, (_, index) => picture(`${ref}_${index}`)),
    ),
    h(
      'div',
      { 'data-testid': 'post_footer' },
      ['like', 'comment', 'share'].map((name) => {
        return h('button', { 'data-testid': `post_footer_action_${name}` }, [icon(), h('span', {}, ['12'])]);
      }),
    ),
  ]);
}

function picture(id: string): HTMLElement {
  const tools = ['heart', 'save', 'more'].map((name) => h('button', { class: `tool ${name}` }, [icon(), h('span', {}, [name])]));
  return h('a', { href: `/photo${id}`, class: 'tile' }, [
    h('div', { class: 'frame' }, [h('div', { class: 'shade' }, []), h('img', { alt: '' })]),
    h('div', { class: 'tools' }, tools),
    h('div', { class: 'caption' }, [h('span', {}, ['Фотография']), h('span', {}, ['12 минут назад'])]),
  ]);
}

function icon(): Node {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  for (const d of ['M4 4h16v16H4z', 'M8 12h8']) {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

function h(name: string, attributes: Record<string, string>, children: (Node | string)[] = []): HTMLElement {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

function said(ref: MessageRef): ChipSaid {
  return { ref, kind: 'none', text: '＋', label: 'Завести инцидент', level: 'calm', awaitsPublication: false };
}

/** The answer of a background that is never busy; counts the frames until every post asked about shows its chip. */
async function answer(refs: MessageRef[]): Promise<ChipSaid[]> {
  await new Promise((resolve) => setTimeout(resolve, 5));
  void countFrames(refs);
  return refs.map(said);
}

async function countFrames(refs: MessageRef[]): Promise<void> {
  const posts = refs.map((ref) => document.querySelector(`[data-post-id="${ref.slice('vk:wall'.length)}"]`));
  for (let frames = 1; frames < 10; frames++) {
    await frame();
    if (posts.every((one) => !one?.isConnected || one.querySelector('vovremya-chip'))) {
      framesToChip.push(frames);
      return;
    }
  }
  framesToChip.push(10);
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
