import { vkDate } from './dates.js';
import { ask, h, lines, link } from './dom.js';
import { authorLink } from './places.js';

// m.vk.com as its server draws it without scripts: the wall and a post's page. The form is known from a script of about 2014; styles of August
// 2019 still had its classes.

const root = document.getElementById('spa_root');
const own = /^\/wall(-?\d+_\d+)$/.exec(location.pathname)?.[1];
const list = h('div', { class: 'wall_posts' });
root.append(list);
const page = own ? await ask('post', { id: own }) : await ask('posts', { offset: 0, limit: 50 });
const posts = own ? [page.post].filter(Boolean) : page.posts;
list.replaceChildren(...posts.flatMap((post) => [itemOf(post), ...(own ? discussionOf(post) : [])]));
if (posts.length === 0) list.append(h('div', { class: 'notice' }, 'Запись удалена'));

function itemOf(post) {
  const author = authorLink(post.author, { class: 'pi_author', 'data-testid': 'mobile-wall-post-author' });
  const date = h('a', { class: 'wi_date', href: link(`/wall${post.id}`) }, vkDate(post.at, page.now));
  const head = h('div', { class: 'wi_head' }, h('div', { class: 'wi_author' }, author), h('div', { class: 'wi_info' }, date));
  const text = h('div', { class: 'pi_text', 'data-testid': 'post_description' }, ...lines(post.text));
  const anchor = h('a', { class: 'post__anchor anchor', name: `post${post.id}` });
  return h('div', { class: 'wall_item page_block' }, anchor, head, h('div', { class: 'wi_body' }, text));
}

function discussionOf(post) {
  const form = createForm(post);
  return [...post.comments.map((comment) => replyOf(comment, post, form.turn)), form.node];
}

/** Its address names the post, a hidden field the comment that is answered; sending loads the page anew. */
function createForm(post) {
  const answered = h('input', { type: 'hidden', name: 'reply_to', value: '' });
  const message = h('textarea', { name: 'message', class: 'textfield', rows: '3', placeholder: 'Написать комментарий..' });
  const send = h('input', { class: 'button', type: 'submit', value: 'Отправить' });
  const action = link(`/wall?act=post&new_comment=${post.id}&hash=0`);
  const form = h(
    'form',
    { method: 'post', action },
    answered,
    h('div', { class: 'iwrap' }, message),
    h('div', { class: 'cp_buttons_block' }, send),
  );
  const turn = (comment) => {
    answered.value = String(comment.id);
    message.value = `${comment.author.name.split(' ')[0]}, `;
    message.focus();
  };
  return { node: h('div', { class: 'create_post', id: 'post_add' }, form), turn };
}

function replyOf(comment, post, turn) {
  const thread = comment.thread === null ? '' : `&thread=${comment.thread}`;
  const date = h(
    'a',
    { class: 'item_date', href: link(`/wall${post.id}?reply=${comment.id}${thread}`) },
    vkDate(comment.at, page.now),
  );
  const header = h('div', { class: 'ReplyItem__header' }, authorLink(comment.author, { class: 'ReplyItem__name' }));
  const text = h('div', { class: 'ReplyItem__text' }, ...lines(comment.text));
  const answer = h('a', { class: 'ReplyItem__action', role: 'button', tabindex: '0', onclick: () => turn(comment) }, 'Ответить');
  return h('div', { class: 'ReplyItem__wrap' }, h('div', { class: 'ReplyItem__content' }, header, text, date, answer));
}
