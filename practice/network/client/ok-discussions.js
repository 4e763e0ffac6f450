import { ask, h, lines, link } from './dom.js';

// «Обсуждения»: a list beside the one that is open, as tools of 2017 to 2019 read it. Of the open one its words and comments are known, but
// nothing that says which topic it is.

const page = await ask('posts', { offset: 0, limit: 50 });
const list = h('div', { class: 'mdialog_list_conversations custom-scrolling' });
const chat = h('div', { class: 'mdialog_chat' });
const tabs = h(
  'div',
  { class: 'mdialog_list_tabs' },
  h('a', { id: 'd-f-tab-fM' }, 'Мои'),
  h('a', { id: 'd-f-tab-fF' }, 'Друзья'),
);
document
  .getElementById('hook_Block_Main')
  .append(h('div', { class: 'mdialog' }, h('div', { class: 'mdialog_list' }, tabs, list), chat));
list.append(...page.posts.map(itemOf));
list.firstElementChild?.click();

function itemOf(post) {
  const theme = h('div', { class: 'disc-i_cnt_group_theme' }, post.text.slice(0, 60));
  const item = h('div', { class: 'disc-i', uid: 'discitem', onclick: open }, h('div', { class: 'disc-i_cnt' }, theme));
  function open() {
    for (const one of list.children) one.classList.toggle('disc-i_sel', one === item);
    chat.replaceChildren(windowOf(post));
  }
  return item;
}

function windowOf(post) {
  const text = h('div', { class: 'media-text_cnt_tx emoji-tx textWrap' }, ...lines(post.text));
  const comments = h('div', { class: 'disc-comments-w' }, ...post.comments.map(commentOf));
  const box = h('div', { id: 'ok-e-d', class: 'ok-e js-ok-e add-placeholder add-caret __empty', contenteditable: 'true' });
  const send = h('div', { id: 'ok-e-d_button', uid: 'sendComment' }, 'Отправить');
  return h('div', { class: 'mdialog_chat_window_cnt' }, text, comments, h('div', { class: 'disc_rich_input_cont' }, box, send));
}

function commentOf(comment) {
  const owner = h('span', { class: 'd_comment_owner' }, h('a', { href: link(comment.author.href) }, comment.author.name));
  const text = h('div', { class: 'd_comment_text textWrap' }, h('div', {}, ...lines(comment.text)));
  const right = h('div', { class: 'd_comment_right_w' }, owner, h('div', { class: 'd_comment_text_w' }, text));
  const id = `d-id-cmnt-${comment.id}--1-rp`;
  return h('div', { id, class: 'd_comment_w show-on-hover' }, h('div', { class: 'd_comment_w_center' }, right));
}
