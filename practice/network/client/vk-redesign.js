import { avatar, h, link } from './dom.js';
import { startVk } from './vk-app.js';
import { createCard } from './vk-redesign-card.js';

// The markup follows what is publicly known of VK's redesign of 2024–26; nothing of VK's own is copied.

const list = h('main', { class: 'feed', 'data-testid': 'feed-items', role: 'feed' });
const owner = h('section', { class: 'cover' });
const brand = h('a', { class: 'brand', href: link('/') }, 'В');
const menu = ['Профиль', 'Лента', 'Мессенджер', 'Сообщества', 'Управление'].map((item) =>
  h('span', { class: 'side-item' }, item),
);
document
  .getElementById('spa_root')
  .append(
    h('header', { class: 'top' }, brand, h('div', { class: 'search' }, 'Поиск')),
    h('div', { class: 'columns' }, h('nav', { class: 'side' }, menu), h('div', { class: 'column' }, owner, list)),
  );

startVk({
  list,
  createCard,
  makeLayer(content, close) {
    const button = h('button', { class: 'layer-close', 'aria-label': 'Закрыть', onclick: close }, '×');
    return h('div', { id: 'post-layer', class: 'layer' }, h('div', { class: 'layer-box' }, button, content));
  },
  drawOwner(community) {
    if (owner.childElementCount > 0) return;
    const title = h('div', {}, h('h1', {}, community.name), h('p', {}, 'Официальная страница · учебное сообщество'));
    owner.append(h('div', { class: 'cover-picture' }), h('div', { class: 'cover-line' }, avatar(community, 'avatar-big'), title));
  },
});
