import { ask, avatar, base, currentPath, h, link } from './dom.js';
import { createFeed } from './feed.js';
import { createFeedItem } from './ok-feed-item.js';
import { createTopic } from './ok-topic.js';

// The markup follows what is publicly known of OK's groups, topics and comments; nothing of OK's own is copied.

const list = h('div', { class: 'feed-list' });
const owner = h('div', { class: 'group-head' });
const menu = ['Лента', 'Темы', 'Фото', 'Участники', 'Обсуждения'].map((item) => h('span', { class: 'nav-side_i' }, item));
const main = h(
  'div',
  { class: 'layout' },
  h('nav', { class: 'nav-side' }, menu),
  h('div', { class: 'layout_main' }, owner, list),
);
document
  .getElementById('hook_Block_Main')
  .append(h('header', { class: 'toolbar' }, h('a', { href: link('/') }, 'Учебные ОК')), main);

let group = null;
let order = [];
let layer = null;
let mounted = false;
const feed = createFeed({
  list,
  async load(offset, limit) {
    const page = await ask('posts', { offset, limit });
    drawGroup(page.owner);
    order = [...order, ...page.posts.map(({ id }) => id)];
    for (const post of page.posts) post.frame = page;
    return page;
  },
  card: () => createFeedItem((id) => go(`${groupPath()}/topic/${id}`)),
});

async function route() {
  const id = /\/topic\/(\d+)$/.exec(currentPath())?.[1];
  if (id) await showTopic(id);
  else closeLayer();
  if (!mounted) feed.mount();
  mounted = true;
}

/** A topic lies over the feed; the next topic is drawn into the same layer, only the address changes. */
async function showTopic(id) {
  const answer = await ask('post', { id });
  drawGroup(answer.owner);
  layer ??= openLayer();
  if (!answer.ok) {
    layer.topic.vanish();
    return;
  }
  layer.topic.fill({ ...answer.post, frame: answer });
}

function openLayer() {
  const topic = createTopic();
  const close = h('button', { class: 'media-layer_close_ico', 'aria-label': 'Закрыть', onclick: () => go(groupPath()) }, '×');
  const next = h('button', { class: 'arw__next', 'aria-label': 'Следующая тема', onclick: showNext }, '›');
  const node = h('div', { class: 'media-layer' }, h('div', { class: 'media-layer_box' }, close, next, topic.node));
  document.body.append(node);
  return { node, topic };
}

function showNext() {
  const id = /\/topic\/(\d+)$/.exec(currentPath())?.[1];
  const following = order[order.indexOf(id) + 1] ?? order[0];
  if (following) go(`${groupPath()}/topic/${following}`);
}

function closeLayer() {
  layer?.node.remove();
  layer = null;
}

function groupPath() {
  return group?.href ?? /^\/group\/\d+/.exec(currentPath())?.[0] ?? '/';
}

function go(path) {
  history.pushState(null, '', link(path));
  route();
}

function drawGroup(community) {
  if (group) return;
  group = community;
  const title = h('div', {}, h('h1', {}, community.name), h('p', {}, 'Официальная группа · учебная'));
  owner.append(avatar(community, 'avatar-group'), title);
}

document.addEventListener('click', (event) => {
  const anchor = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!anchor || event.ctrlKey || event.metaKey) return;
  const url = new URL(anchor.href);
  const path = url.pathname.slice(base.length);
  if (url.origin !== location.origin || !/^\/group\/\d+(\/topic\/\d+)?$/.test(path)) return;
  event.preventDefault();
  go(path);
});
addEventListener('popstate', route);
route();
