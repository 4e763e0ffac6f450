import { vkDate } from './dates.js';
import { ask, h, lines, link } from './dom.js';
import { authorLink } from './places.js';

// The list of comments that managers of a community see: each leads to its post, none is answered here.

const root = document.getElementById('spa_root');
const list = h('div', { class: 'group_activity_list page_block' });
root.append(list);
const page = await ask('posts', { offset: 0, limit: 50 });
const comments = page.posts.flatMap((post) => post.comments.map((comment) => ({ post, comment })));
list.replaceChildren(...comments.sort((one, other) => other.comment.at - one.comment.at).map(rowOf));

function rowOf({ post, comment }) {
  const thread = comment.thread === null ? '' : `&thread=${comment.thread}`;
  const href = link(`/wall${post.id}?reply=${comment.id}${thread}`);
  const date = h('div', { class: 'group_activity_content_date' }, h('a', { href }, vkDate(comment.at, page.now)));
  const name = authorLink(comment.author, { class: 'group_activity_content_owner_name' });
  const text = h('div', { class: 'group_activity_content_text' }, ...lines(comment.text));
  return h('div', { class: 'group_activity_reply_wrap' }, h('div', { class: 'group_activity_content' }, name, text, date));
}
