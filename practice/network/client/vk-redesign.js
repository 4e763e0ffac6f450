import { ask, avatar, base, currentPath, h, link, pause } from './dom.js';
import { createFeed } from './feed.js';
import { createCard } from './vk-redesign-card.js';

// The markup follows what is publicly known of VK's redesign of 2024–26; nothing of VK's own is copied.

const app = document.getElementById('spa_root');
const list = h('main', { class: 'feed', 'data-testid': 'feed-items', role: 'feed' });
const owner = h('section', { class: 'cover' });
app.append(topBar(), h('div', { class: 'columns' }, sideMenu(), h('div', { class: 'column' }, owner, list)));

const load = async (offset, limit) => {
  const page = await ask('posts', { offset, limit });
  drawOwner(page.owner);
  for (const post of page.posts) post.frame = page;
  return page;
};
const spare = [];
const feed = createFeed({ list, load, card: () => spare.pop() ?? createCard() });
let layer = null;
let shown = null;

async function route() {
  const over = /^wall(-?\d+_\d+)$/.exec(new URLSearchParams(location.search).get('w') ?? '')?.[1];
  const own = /^\/wall(-?\d+_\d+)$/.exec(currentPath())?.[1];
  layer?.remove();
  layer = null;
  if (over) return showLayer(over);
  if (own) return showPost(own);
  showWall();
}

/** The wall's first card is used again for the post's own page. */
async function showPost(id) {
  const answer = await ask('post', { id });
  feed.unmount();
  shown = 'post';
  drawOwner(answer.owner);
  if (!answer.ok) {
    list.replaceChildren(h('div', { class: 'notice' }, 'Запись удалена или скрыта'));
    return;
  }
  if (feed.cards.length === 0 && spare.length === 0) spare.push(createCard());
  const card = feed.cards[0] ?? spare[0];
  list.replaceChildren(card.node);
  card.fill({ ...answer.post, frame: answer }, { ownPage: true });
  scrollTo(0, 0);
  revealReply();
}

function showWall() {
  if (shown === 'wall') return;
  shown = 'wall';
  feed.mount();
}

async function showLayer(id) {
  const answer = await ask('post', { id });
  const card = createCard();
  const close = () => history.back();
  const content = answer.ok ? card.node : h('div', { class: 'notice' }, 'Запись удалена или скрыта');
  layer = h(
    'div',
    { id: 'post-layer', class: 'layer' },
    h(
      'div',
      { class: 'layer-box' },
      h('button', { class: 'layer-close', 'aria-label': 'Закрыть', onclick: close }, '×'),
      content,
    ),
  );
  document.body.append(layer);
  if (answer.ok) card.fill({ ...answer.post, frame: answer }, { ownPage: true });
}

async function revealReply() {
  const reply = new URLSearchParams(location.search).get('reply');
  if (!reply) return;
  await pause(400);
  document.querySelector(`[id$="_${CSS.escape(reply)}"]`)?.scrollIntoView({ block: 'center' });
}

function drawOwner(community) {
  if (owner.childElementCount > 0) return;
  owner.append(
    h('div', { class: 'cover-picture' }),
    h(
      'div',
      { class: 'cover-line' },
      avatar(community, 'avatar-big'),
      h('div', {}, h('h1', {}, community.name), h('p', {}, 'Официальная страница · учебное сообщество')),
    ),
  );
}

function topBar() {
  return h('header', { class: 'top' }, h('a', { class: 'brand', href: link('/') }, 'В'), h('div', { class: 'search' }, 'Поиск'));
}

function sideMenu() {
  const items = ['Профиль', 'Лента', 'Мессенджер', 'Сообщества', 'Управление'];
  return h(
    'nav',
    { class: 'side' },
    items.map((item) => h('span', { class: 'side-item' }, item)),
  );
}

document.addEventListener('click', (event) => {
  const anchor = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!anchor || event.ctrlKey || event.metaKey || event.button !== 0) return;
  const url = new URL(anchor.href);
  if (url.origin !== location.origin || !/^\/wall|^\/lebedinoe_okrug$/.test(url.pathname.slice(base.length))) return;
  event.preventDefault();
  history.pushState(null, '', link(url.pathname.slice(base.length) + url.search));
  route();
});
addEventListener('popstate', route);
route();
