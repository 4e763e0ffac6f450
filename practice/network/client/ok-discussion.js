import { dative, okDate } from './dates.js';
import { ask, avatar, h, lines, link, pause } from './dom.js';
import { createEditor } from './editor.js';

/** Comments of a topic: a flat list, answers name the comment they answer; the box stands under them. */
export function createDiscussion() {
  const list = h('div', { class: 'comments_lst_cnt' });
  const count = h('div', { 'data-count': '0' }, h('div', { class: 'comments_lst' }, list));
  const node = h('div', { class: 'mlr_disc js-discussion-layer-block' }, count);
  const items = [];
  let post = null;
  const form = createForm(send);
  node.append(form.node);

  function fill(next) {
    if (post?.id !== next.id) form.turn(null);
    post = next;
    count.setAttribute('data-count', String(post.comments.length));
    while (items.length < post.comments.length) items.push(createItem((comment) => form.turn(comment)));
    for (const item of items.splice(post.comments.length)) item.node.remove();
    for (const [index, comment] of post.comments.entries()) {
      items[index].fill(comment, post);
      if (items[index].node.parentElement !== list) list.append(items[index].node);
    }
  }

  async function send(text, answers) {
    const owner = post;
    const as = new URLSearchParams(location.search).get('as') === 'person' ? 'person' : 'community';
    const waiting = h('div', { class: 'comments_sending' }, ...lines(text));
    list.append(waiting);
    const answer = await ask('comment', {}, { post: owner.id, text, answers, as });
    await pause(300);
    waiting.remove();
    if (!answer.ok) return;
    owner.comments.push(answer.comment);
    owner.frame.now = answer.now;
    if (post === owner) fill(owner);
  }

  return { node, fill };
}

function createItem(reply) {
  const item = h('div', { class: 'comments_i __new-comments h-mod' });
  const node = h('div', {}, item);
  return {
    node,
    fill(comment, post) {
      node.id = `hook_Block_Comment${comment.id}`;
      item.setAttribute('data-seen-params', JSON.stringify({ data: { commentId: String(comment.id), discussionId: post.id } }));
      item.setAttribute('data-time', String(comment.at));
      item.classList.toggle('__deleted', comment.deleted);
      item.replaceChildren(
        comment.deleted ? h('div', { class: 'delete-stub_info' }, 'Комментарий удалён') : currentOf(comment, post, reply),
      );
    },
  };
}

function currentOf(comment, post, reply) {
  const answered = post.comments.find(({ id }) => id === comment.answers);
  const name = h(
    'a',
    { class: 'comments_author-name comments_current__header__main__author__name o', href: link(comment.author.href) },
    h('span', {}, comment.author.name),
  );
  const to = answered
    ? h('span', { 'data-rid': String(answered.id), class: 'comments_answered' }, ` ответил(а) ${dative(answered.author.name)}`)
    : null;
  const text = h('span', { class: 'js-text-full' }, ...lines(comment.text));
  const date = h('span', { class: 'comments_current__footer__main__date' }, okDate(comment.at, post.frame.now));
  const answer = h('a', { class: 'comments_reply', role: 'button', tabindex: '0', onclick: () => reply(comment) }, 'Ответить');
  const footer = h('div', { class: 'comments_current__footer__main' }, date, answer);
  const content = h(
    'div',
    { class: 'comments_current__content' },
    h('div', {}, name, to),
    h('div', { class: 'comments_text' }, text),
    footer,
  );
  return h('div', { class: 'comments_current' }, avatar(comment.author, 'avatar-comment'), content);
}

/** OK's form names nobody but by the greeting it puts into the box; answering another comment changes it. */
function createForm(send) {
  let answers = null;
  const button = h(
    'button',
    { class: 'button-pro form-actions_yes', 'data-l': 't,submit', type: 'button', disabled: true },
    'Добавить',
  );
  const target = h('div', { class: 'comments_add-reply', hidden: true });
  const submit = () => {
    const text = editor.text().trim();
    if (text === '') return;
    send(text, answers);
    turn(null);
  };
  const editor = createEditor({
    kind: document.documentElement.dataset.editor,
    attributes: {
      class: 'itx js-comments_add js-ok-e comments_add-ceditable',
      name: 'st.dM',
      'data-placeholder': 'Напишите комментарий…',
    },
    onChange: (text) => {
      button.disabled = text.trim() === '';
    },
    onSubmit: submit,
  });
  button.addEventListener('click', submit);

  function turn(comment) {
    answers = comment?.id ?? null;
    const off = h('button', { type: 'button', 'aria-label': 'Отменить ответ', onclick: () => turn(null) }, '×');
    target.replaceChildren(
      ...(comment ? [h('span', { 'data-rid': String(comment.id) }, `Ответ ${dative(comment.author.name)}`), off] : []),
    );
    target.hidden = comment === null;
    editor.set(comment && !comment.author.community ? `${comment.author.name.split(' ')[0]}, ` : '');
    if (comment) editor.node.focus();
  }

  const row = h('div', { class: 'comments_add-itx' }, editor.node);
  const form = h('form', {}, target, row, h('div', { class: 'comments_add-controls' }, button));
  form.addEventListener('submit', (event) => event.preventDefault());
  return { node: h('div', { class: 'comments_add' }, form), turn };
}
