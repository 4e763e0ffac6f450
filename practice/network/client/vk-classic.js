import { avatar, h, link } from './dom.js';
import { startVk } from './vk-app.js';
import { createCard } from './vk-classic-card.js';

// The markup follows a page of August 2021 that was saved and published; nothing of VK's own is copied.

const list = h('div', { id: 'page_wall_posts', class: 'page_wall_posts' });
const owner = h('div', { class: 'page_block page_top' });
const menu = ['Моя страница', 'Новости', 'Сообщения', 'Сообщества', 'Управление'].map((item) =>
  h('span', { class: 'left_row' }, item),
);
document
  .getElementById('spa_root')
  .append(
    h('div', { id: 'page_header' }, h('a', { class: 'top_logo', href: link('/') }, 'Учебный ВК')),
    h('div', { id: 'page_layout' }, h('div', { id: 'side_bar' }, menu), h('div', { id: 'page_body' }, owner, list)),
  );

startVk({
  list,
  createCard,
  makeLayer(content, close) {
    const button = h('button', { class: 'wk_close', 'aria-label': 'Закрыть', onclick: close }, '×');
    return h(
      'div',
      { id: 'wk_layer_wrap' },
      h('div', { id: 'wk_content' }, button, h('div', { id: 'wl_post', class: 'wl_post' }, content)),
    );
  },
  drawOwner(community) {
    if (owner.childElementCount > 0) return;
    owner.append(
      avatar(community, 'avatar_page'),
      h('div', {}, h('h2', { class: 'page_name' }, community.name), 'учебное сообщество'),
    );
  },
});
