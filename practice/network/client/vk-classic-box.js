import { dative } from './dates.js';
import { avatar, h } from './dom.js';
import { createEditor } from './editor.js';

/**
 * The classic reply box: first only a stand-in; a click puts the editable in its place. A hidden field says which comment
 * is answered, a checkbox whether the community speaks.
 */
export function createReplyBox({ place, send, current }) {
  let opened = null;

  function stand(post) {
    opened = null;
    const { owner } = post.frame;
    const fake = h('div', { class: 'reply_fakebox', role: 'button', onclick: () => turn(null) }, 'Написать комментарий...');
    const data = { 'data-owner-photo': '', 'data-owner-href': owner.href, 'data-owner-name': owner.name };
    const wrap = h('div', { class: 'reply_fakebox_wrap', id: `reply_fakebox${boxId(post)}`, ...data }, fake);
    place.replaceChildren(h('div', { class: 'reply_box_inner_wrap' }, wrap));
  }

  function turn(comment) {
    opened ??= build(place, current(), send, stand);
    opened.to.value = comment ? String(comment.id) : '';
    opened.title.textContent = comment ? `ответ ${dative(comment.author.name)}` : '';
    opened.editor.set(comment && !comment.author.community ? `${comment.author.name.split(' ')[0]}, ` : '');
    opened.editor.node.focus();
  }

  return { open: turn, close: stand };
}

/** Under a photo the box names its kind, `-1_photo2`; in the layer of a video its place, too: `-1_video2mv`. */
function boxId(post) {
  return `${post.id.replace('_', `_${post.mark ?? ''}`)}${post.tail ?? ''}`;
}

/** The real box beside the stand-in, which stays in the page, hidden, with the community's name on it. */
function build(place, post, send, stand) {
  const { owner, visitor } = post.frame;
  const person = { name: visitor.name, href: `/${visitor.path}` };
  const author = h('a', { class: 'post_field_user_link _post_field_author', href: person.href, 'aria-label': person.name });
  const official = h(
    'div',
    {
      id: `reply_as_group${boxId(post)}`,
      class: 'checkbox_official',
      role: 'checkbox',
      tabindex: '0',
      'aria-label': 'Автор комментария',
    },
    'от имени сообщества',
  );
  const send_ = h(
    'button',
    { class: 'reply_send_button reply_send_disabled', id: `reply_button${boxId(post)}`, 'aria-label': 'Отправить' },
    '➤',
  );
  const to = h('input', { type: 'hidden', id: `reply_to${boxId(post)}`, value: '' });
  const title = h('div', { class: 'reply_to_title' });
  const asCommunity = () => official.classList.contains('on');
  const speak = (community) => {
    official.classList.toggle('on', community);
    official.setAttribute('aria-checked', String(community));
    author.replaceChildren(avatar(community ? owner : person, 'reply_img'));
  };
  const submit = () => {
    const text = editor.text().trim();
    if (text === '') return;
    send(text, to.value ? Number(to.value) : null, asCommunity() ? 'community' : 'person');
    stand(post);
  };
  const editor = createEditor({
    kind: document.documentElement.dataset.editor,
    attributes: { class: 'reply_field submit_post_field', id: `reply_field${boxId(post)}`, role: 'textbox' },
    onChange: (text) => send_.classList.toggle('reply_send_disabled', text.trim() === ''),
    onSubmit: submit,
  });
  official.addEventListener('click', () => speak(!asCommunity()));
  send_.addEventListener('click', submit);
  speak(false);
  const field = h('div', { class: 'reply_field_wrap' }, author, editor.node, send_);
  const box = h(
    'div',
    { class: 'reply_box', id: `reply_box${boxId(post)}` },
    title,
    field,
    h('div', { class: 'reply_official' }, official),
    to,
  );
  const inner = place.firstElementChild;
  inner.firstElementChild.style.display = 'none';
  inner.append(box);
  return { editor, to, title };
}
