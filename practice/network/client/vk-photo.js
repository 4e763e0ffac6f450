import { vkDate } from './dates.js';
import { h, picture } from './dom.js';
import { authorLink, face, showPlace } from './places.js';
import { createReplies } from './vk-classic-replies.js';

// The photo layer keeps the classic markup; written after what tools of 2018 to 2026 read there.

const root = document.getElementById('spa_root');
const id = /photo(-?\d+_\d+)/.exec(`${new URLSearchParams(location.search).get('z') ?? ''} ${location.pathname}`)?.[1];

showPlace(root, id, (post) => {
  const date = h('span', { class: 'rel_date', time: String(Math.floor(post.at / 1000)) }, vkDate(post.at, post.frame.now));
  const info = h(
    'div',
    { class: 'pv_author_info' },
    h('div', { id: 'pv_author_name' }, authorLink(post.author, {})),
    h('div', { class: 'pv_date_info_wrap' }, h('span', { id: 'pv_date_info' }, date)),
  );
  const replies = createReplies();
  const comments = h('div', { id: 'pv_comments' }, replies.node);
  replies.fill(Object.assign(post, { mark: 'photo', address: `/photo${post.id}` }));
  const column = h(
    'div',
    { id: 'pv_narrow_column_wrap', class: 'pv_narrow_column_cont wall_module' },
    h('div', { class: 'pv_author_block' }, face(post.author, { class: 'pv_author_img fl_l' }), info),
    h('div', { id: 'pv_desc' }, post.text),
    comments,
  );
  return h('div', { id: 'pv_box' }, h('div', { id: 'pv_photo' }, post.picture ? picture(post.picture) : null), column);
});
