import { vkDate } from './dates.js';
import { ask, avatar, h, lines, link, pause } from './dom.js';
import { createReplyBox } from './vk-classic-box.js';

/** Comments of a post in the classic markup, threads included, and the reply box under them. */
export function createReplies() {
  const list = h('div', { class: 'replies_list _replies_list' });
  const place = h('div', { class: 'reply_box_wrap' });
  const wrap = h('div', { class: 'replies_wrap' }, list, place);
  const node = h('div', { class: 'replies' }, wrap);
  let post = null;
  const box = createReplyBox({ place, send, current: () => post });

  function fill(next) {
    if (post?.id !== next.id) box.close(next);
    post = next;
    wrap.id = `replies_wrap${post.id}`;
    list.id = `replies${post.id}`;
    place.id = `reply_box_wrap${post.id}`;
    const roots = post.comments.filter(({ thread }) => thread === null);
    list.replaceChildren(...roots.flatMap((root) => [replyOf(root, post, box.open), threadOf(root, post, box.open)]));
  }

  async function send(text, answers, as) {
    const owner = post;
    const waiting = h('div', { class: 'reply_sending' }, ...lines(text));
    list.append(waiting);
    const answer = await ask('comment', {}, { post: owner.id, text, answers, as });
    await pause(300);
    waiting.remove();
    if (!answer.ok) return;
    owner.comments.push(answer.comment);
    owner.frame.now = answer.now;
    if (post === owner) fill(owner);
  }

  return { node, fill, open: box.open };
}

function threadOf(root, post, open) {
  const id = `${post.id.split('_')[0]}_${root.id}`;
  const answers = post.comments.filter(({ thread }) => thread === root.id).map((comment) => replyOf(comment, post, open));
  const deep = h('div', { class: 'replies_list_deep', id: `replies${id}` }, answers);
  return h('div', { id: `replies_wrap_deep${id}`, class: 'replies_wrap_deep', 'data-post-id': id }, deep);
}

function replyOf(comment, post, open) {
  const id = `${post.id.split('_')[0]}${post.mark ?? ''}_${comment.id}`;
  if (comment.deleted) {
    const notice = h('div', { class: 'reply_content' }, 'Комментарий удалён пользователем или руководителем страницы');
    return h('div', { id: `post${id}`, class: 'reply reply_deleted _post', 'data-post-id': id }, notice);
  }
  const href = link(comment.author.href);
  const from = comment.author.community ? `-${post.frame.owner.id}` : comment.author.href.replace('/id', '');
  const thread = comment.thread === null ? '' : `&thread=${comment.thread}`;
  const date = h('span', { class: 'rel_date' }, vkDate(comment.at, post.frame.now));
  const dated = h(
    'a',
    { class: 'wd_lnk', href: link(`${post.address ?? `/wall${post.id}`}?reply=${comment.id}${thread}`) },
    date,
  );
  const answer = h(
    'a',
    { class: 'reply_link _reply_lnk', tabindex: '0', role: 'link', onclick: () => open(comment) },
    'Ответить',
  );
  const content = h(
    'div',
    { class: 'reply_content' },
    h('div', { class: 'reply_author' }, h('a', { class: 'author', href, 'data-from-id': from }, comment.author.name)),
    h(
      'div',
      { class: 'reply_text' },
      h('div', { id: `wpt${id}` }, h('div', { class: 'wall_reply_text' }, ...lines(comment.text))),
    ),
    h('div', { class: 'reply_footer' }, h('div', { class: 'reply_date' }, dated), h('div', { class: 'reply_link_wrap' }, answer)),
  );
  const face = h('a', { class: 'reply_image', href }, avatar(comment.author, 'reply_img'));
  const inner = h('div', { class: 'reply_wrap _reply_content _post_content' }, face, content);
  return h(
    'div',
    { id: `post${id}`, class: 'reply reply_dived clear reply_replieable _post', 'data-post-id': id, 'data-answering-id': from },
    inner,
  );
}
