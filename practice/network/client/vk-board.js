import { vkDate } from './dates.js';
import { h, lines, link } from './dom.js';
import { authorLink, createBox, showPlace } from './places.js';

// A topic of a board; written after what parsers of 2018 to 2026 read there. The first comment opens the topic.

const root = document.getElementById('spa_root');
const id = /topic(-?\d+_\d+)/.exec(location.pathname)?.[1];

showPlace(root, id, (post) => {
  const rows = h('div', { id: 'bt_rows' });
  const send = h('button', { class: 'flat_button addpost_button' }, 'Отправить');
  const box = createBox({ post, button: send, attributes: { class: 'reply_field submit_post_field', id: 'bpe_text' }, fill });
  function fill() {
    rows.replaceChildren(...post.comments.map((comment) => rowOf(comment, post, box)));
  }
  fill();
  const field = h('div', { class: 'reply_field_wrap' }, box.node, send);
  return h('div', { class: 'page_block' }, h('h2', { class: 'bt_header' }, post.text), rows, field);
});

function rowOf(comment, post, box) {
  const group = post.id.split('_')[0];
  const key = `${group}_${comment.id}`;
  const date = h(
    'a',
    { class: 'bp_date', href: link(`/topic${post.id}?post=${comment.id}`) },
    vkDate(comment.at, post.frame.now),
  );
  const wrap = h('div', { class: 'bp_author_wrap' }, authorLink(comment.author, { class: 'bp_author' }), ' ', date);
  const text = h('div', { class: 'bp_text' }, ...wordsOf(comment, post));
  const answer = h('a', { class: 'reply_link', role: 'link', tabindex: '0', onclick: () => box.turn(comment) }, 'Ответить');
  const content = h('div', { class: 'bp_content', id: `bp_data${key}` }, text);
  const info = h('div', { class: 'bp_info' }, wrap, content, h('div', { class: 'bp_bottom' }, answer));
  return h('div', { class: 'bp_post clear_fix', id: `post${key}` }, info, h('div', { class: 'bp_deleted_text' }));
}

/** The name at the beginning is a link to the comment it answers. */
function wordsOf(comment, post) {
  const answered = post.comments.find(({ id: other }) => other === comment.answers);
  const name = answered?.author.name.split(' ')[0];
  if (!name || !comment.text.startsWith(`${name},`)) return lines(comment.text);
  const mention = { class: 'mem_link', mention: `bp${post.id.split('_')[0]}_${answered.id}`, href: link(answered.author.href) };
  return [h('a', mention, name), ...lines(comment.text.slice(name.length))];
}
