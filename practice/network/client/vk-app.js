import { ask, base, currentPath, h, link, pause } from './dom.js';
import { createFeed } from './feed.js';

/**
 * Navigation of both VK layouts: the wall, a post's own page and the layer over the wall, by `pushState` without a reload.
 * The wall's first card is used again for a post's own page.
 */
export function startVk({ list, createCard, makeLayer, drawOwner }) {
  const spare = [];
  let layer = null;
  let shown = null;
  const load = async (offset, limit) => {
    const page = await ask('posts', { offset, limit });
    drawOwner(page.owner);
    for (const post of page.posts) post.frame = page;
    return page;
  };
  const feed = createFeed({ list, load, card: () => spare.pop() ?? createCard() });

  async function route() {
    const { over, own } = addressed();
    layer?.remove();
    layer = null;
    if (own) return showPost(own);
    if (over) await showLayer(over);
    if (shown === 'wall') return;
    shown = 'wall';
    feed.mount();
  }

  async function showPost(id) {
    const answer = await ask('post', { id });
    feed.unmount();
    shown = 'post';
    drawOwner(answer.owner);
    if (!answer.ok) return list.replaceChildren(gone());
    if (feed.cards.length === 0 && spare.length === 0) spare.push(createCard());
    const card = feed.cards[0] ?? spare[0];
    list.replaceChildren(card.node);
    card.fill({ ...answer.post, frame: answer }, { ownPage: true });
    scrollTo(0, 0);
    revealReply();
  }

  async function showLayer(id) {
    const answer = await ask('post', { id });
    const card = createCard();
    layer = makeLayer(answer.ok ? card.node : gone(), () => history.back());
    document.body.append(layer);
    if (answer.ok) card.fill({ ...answer.post, frame: answer }, { ownPage: true });
  }

  document.addEventListener('click', (event) => followInside(event, route));
  addEventListener('popstate', route);
  route();
}

function addressed() {
  return {
    over: /^wall(-?\d+_\d+)$/.exec(new URLSearchParams(location.search).get('w') ?? '')?.[1],
    own: /^\/wall(-?\d+_\d+)$/.exec(currentPath())?.[1],
  };
}

function followInside(event, route) {
  const anchor = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!anchor || event.ctrlKey || event.metaKey || event.button !== 0) return;
  const url = new URL(anchor.href);
  const path = url.pathname.slice(base.length);
  if (url.origin !== location.origin || !/^\/(wall-?\d+_\d+|lebedinoe_okrug)$/.test(path)) return;
  event.preventDefault();
  history.pushState(null, '', link(path + url.search));
  route();
}

async function revealReply() {
  const reply = new URLSearchParams(location.search).get('reply');
  if (!reply) return;
  await pause(400);
  document.querySelector(`[id$="_${CSS.escape(reply)}"]`)?.scrollIntoView({ block: 'center' });
}

function gone() {
  return h('div', { class: 'notice' }, 'Запись удалена или скрыта');
}
