import { vkDate } from './dates.js';
import { h, lines } from './dom.js';
import { authorLink, createBox, face, showPlace } from './places.js';

// Comments under a video: the id is the comment's number alone.

const root = document.getElementById('spa_root');
const id = /video(-?\d+_\d+)/.exec(location.pathname)?.[1];

showPlace(root, id, (post) => {
  const list = h('div', { class: 'comments' });
  const send = h('button', { 'data-testid': 'send-comment', 'aria-label': 'Отправить' }, '➤');
  const box = createBox({
    post,
    button: send,
    attributes: { class: 'vkitCommentInputContentEditable__input--pr4ct', 'aria-label': 'Написать комментарий...' },
    fill,
  });
  function fill() {
    list.replaceChildren(...post.comments.map((comment) => commentOf(comment, post, box)));
  }
  fill();
  const form = h('div', { class: 'vkitCommentInput__root--pr4ct composer' }, h('div', { class: 'composer-row' }, box.node, send));
  return h('main', { class: 'card' }, h('h1', {}, post.text), list, form);
});

function commentOf(comment, post, box) {
  const name = authorLink(
    { ...comment.author, href: `/video/@${comment.author.href.slice(1)}` },
    { 'data-testid': 'comment-owner' },
  );
  const reply = h('button', { 'data-testid': 'comment-reply', onclick: () => box.turn(comment) }, 'Ответить');
  const date = h('a', { class: 'vkitLink__link--pr4ct' }, vkDate(comment.at, post.frame.now));
  const text = h('div', { 'data-testid': 'comment-text' }, ...lines(comment.text));
  const info = h('div', { class: 'vkitComment__info--pr4ct' }, reply, date);
  const content = h('div', {}, name, text, info);
  return h(
    'div',
    { 'data-testid': 'comment', id: String(comment.id), class: 'comment' },
    face(comment.author, { 'data-testid': 'comment-avatar' }),
    content,
  );
}
