import { vkDate } from './dates.js';
import { ask, avatar, h, lines, link, pause } from './dom.js';
import { showPlace } from './places.js';
import { createReplyBox } from './vk-classic-box.js';

// The classic layer of a video, written after VK's own scripts and styles of August 2019: what stands in it ends with «mv», a comment has no
// link of its own, the box stands apart under the comments.

const root = document.getElementById('spa_root');
const id = /video(-?\d+_\d+)/.exec(new URLSearchParams(location.search).get('z') ?? '')?.[1];

showPlace(root, id, (content) => {
  const post = Object.assign(content, { mark: 'video', tail: 'mv' });
  const comments = h('div', { id: 'mv_comments' });
  const place = h('div', { class: 'reply_box_wrap' });
  const box = createReplyBox({ place, send, current: () => post });
  function fill() {
    comments.replaceChildren(...post.comments.map((comment) => replyOf(comment, post, box.open)));
  }
  async function send(text, answers, as) {
    const answer = await ask('comment', {}, { post: post.id, text, answers, as });
    await pause(300);
    if (!answer.ok) return;
    post.comments.push(answer.comment);
    post.frame.now = answer.now;
    fill();
  }
  fill();
  box.close(post);
  const info = h('div', { id: 'mv_info' }, h('div', { id: 'mv_title' }, post.text));
  const wrap = h('div', { id: 'mv_comments_wrap' }, comments);
  const form = h('div', {}, h('div', { id: 'mv_reply_form' }, place));
  const layer = h('div', { id: 'mv_box' }, info, wrap, form);
  return h('div', { id: 'mv_layer_wrap' }, h('div', { id: 'mv_layer' }, layer));
});

function replyOf(comment, post, open) {
  const href = link(comment.author.href);
  const from = comment.author.community ? `-${post.frame.owner.id}` : comment.author.href.replace('/id', '');
  const date = h('span', { class: 'rel_date', time: String(Math.floor(comment.at / 1000)) }, vkDate(comment.at, post.frame.now));
  const answer = h(
    'a',
    { class: 'reply_link _reply_lnk', role: 'link', tabindex: '0', onclick: () => open(comment) },
    'Ответить',
  );
  const content = h(
    'div',
    { class: 'reply_content' },
    h('div', { class: 'reply_author' }, h('a', { class: 'author', href, 'data-from-id': from }, comment.author.name)),
    h('div', { class: 'reply_text' }, h('div', { class: 'wall_reply_text' }, ...lines(comment.text))),
    h('div', { class: 'reply_footer' }, h('div', { class: 'reply_date' }, date), h('div', { class: 'reply_link_wrap' }, answer)),
  );
  const face = h('a', { class: 'reply_image', href }, avatar(comment.author, 'reply_img'));
  return h(
    'div',
    { id: `post${post.id.split('_')[0]}video_${comment.id}mv`, class: 'reply _post clear' },
    h('div', { class: 'reply_wrap _reply_content' }, face, content),
  );
}
