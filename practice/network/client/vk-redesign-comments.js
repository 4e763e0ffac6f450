import { dative, vkDate } from './dates.js';
import { ask, avatar, h, lines, link, pause } from './dom.js';
import { createEditor } from './editor.js';

/** Comments of one post and its reply box; the same nodes serve whatever post the card shows. */
export function createComments() {
  const list = h('div', { class: 'comments-list' });
  const place = h('div', { class: 'composer-place' });
  const node = h('div', { 'data-testid': 'wall_comments_layout_root', class: 'comments' }, list, place);
  const items = [];
  let post = null;

  const composer = createComposer({ place, send, current: () => post });

  function fill(next) {
    if (post?.id !== next.id) composer.close();
    post = next;
    const shown = inOrder(post.comments.filter((comment) => !comment.deleted));
    while (items.length < shown.length) items.push(createComment(composer.open));
    for (const item of items.splice(shown.length)) item.node.remove();
    for (const [index, comment] of shown.entries()) {
      items[index].fill(comment, post);
      if (items[index].node.parentElement !== list) list.append(items[index].node);
    }
  }

  async function send(text, answers, pictures) {
    const owner = post;
    const as = new URLSearchParams(location.search).get('as') === 'person' ? 'person' : 'community';
    const author =
      as === 'community'
        ? { ...owner.frame.owner, community: true }
        : { ...owner.frame.visitor, href: `/${owner.frame.visitor.path}` };
    const waiting = h(
      'div',
      { class: 'comment sending' },
      avatar(author, 'avatar-comment'),
      h('div', { class: 'comment-body' }, h('b', {}, author.name), h('p', {}, ...lines(text)), h('small', {}, 'Отправляется…')),
    );
    list.append(waiting);
    const answer = await ask('comment', {}, { post: owner.id, text, answers, as, pictures });
    await pause(300);
    waiting.remove();
    if (!answer.ok) return;
    owner.comments.push(answer.comment);
    owner.frame.now = answer.now;
    if (post === owner) fill(owner);
  }

  return { node, fill, open: composer.open };
}

function inOrder(comments) {
  const roots = comments.filter(({ thread }) => thread === null);
  return roots.flatMap((root) => [root, ...comments.filter(({ thread }) => thread === root.id)]);
}

function createComment(open) {
  const face = h('a', { 'data-testid': 'comment-avatar', class: 'comment-face' });
  const name = h('div', { 'data-testid': 'comment-owner', class: 'comment-author' });
  const text = h('div', { 'data-testid': 'comment-text', class: 'comment-text' });
  const date = h('a', { 'data-testid': 'wall_comment_date', class: 'comment-date' });
  const reply = h('button', { 'data-testid': 'comment-reply', class: 'comment-reply' }, 'Ответить');
  const share = h('button', { 'data-testid': 'comment-share', class: 'comment-share', 'aria-label': 'Поделиться' }, '↗');
  const actions = h('div', { class: 'comment-actions' }, date, reply, share);
  const media = h('div', { class: 'comment-media' });
  const node = h('div', { class: 'comment' }, face, h('div', { class: 'comment-body' }, name, text, media, actions));
  let shown = null;
  reply.addEventListener('click', () => open(shown));
  return {
    node,
    fill(comment, post) {
      shown = comment;
      const inThread = comment.thread !== null;
      node.id = `${post.id.split('_')[0]}_${comment.id}`;
      node.setAttribute('data-testid', inThread ? 'wall_comments_comment_in_thread' : 'wall_comments_comment_root');
      node.classList.toggle('in-thread', inThread);
      node.style.setProperty('--comment-layout-level', inThread ? '1' : '0');
      face.href = link(comment.author.href);
      face.replaceChildren(avatar(comment.author, 'avatar-comment'));
      name.textContent = comment.author.name;
      text.replaceChildren(...lines(comment.text));
      media.replaceChildren(
        ...comment.pictures.map((src) => h('img', { 'data-testid': 'primary-attachment-image-content', src, alt: '' })),
      );
      date.textContent = vkDate(comment.at, post.frame.now) + (comment.edited ? ' · ред.' : '');
      date.href = link(`/wall${post.id}?reply=${comment.id}${inThread ? `&thread=${comment.thread}` : ''}`);
    },
  };
}

/** The box appears on the first click; «Ответить» under a comment turns it to that comment. */
function createComposer({ place, send, current }) {
  const fake = h('button', { class: 'composer-fake' }, 'Написать комментарий…');
  let open = null;
  fake.addEventListener('click', () => turn(null));
  place.append(fake);

  function turn(comment) {
    open ??= build();
    open.target.replaceChildren(
      ...(comment
        ? [
            h('span', {}, `ответ ${dative(comment.author.name)}`),
            h('button', { class: 'target-off', 'aria-label': 'Отменить', onclick: () => turn(null) }, '×'),
          ]
        : []),
    );
    open.target.hidden = comment === null;
    open.answers = comment?.id ?? null;
    open.editor.set(comment && !comment.author.community ? `${comment.author.name.split(' ')[0]}, ` : '');
    open.editor.node.focus();
  }

  function build() {
    const button = h(
      'button',
      { 'data-testid': 'send-comment', class: 'composer-send', 'aria-label': 'Отправить', disabled: true },
      '➤',
    );
    const attached = createAttachments();
    const target = h('div', { class: 'vkitCommentReplyTarget__root--pr4ct composer-target' });
    const submit = () => {
      const text = editor.text().trim();
      if (text === '') return;
      send(text, open.answers, attached.pictures());
      close();
    };
    const editor = createEditor({
      kind: document.documentElement.dataset.editor,
      attributes: { 'data-testid': 'content-editable-input', class: 'composer-input', 'aria-label': 'Написать комментарий...' },
      onChange: (text) => {
        button.disabled = text.trim() === '';
      },
      onSubmit: submit,
      onFiles: (files) => attached.add(files),
    });
    button.addEventListener('click', submit);
    const face = avatar(current().frame.owner, 'avatar-comment');
    const attach = h(
      'button',
      { 'data-testid': 'show-attach-dropdown', class: 'composer-tool', 'aria-label': 'Прикрепить' },
      '📎',
    );
    place.replaceChildren(
      h(
        'div',
        { class: 'vkitCommentInput__root--pr4ct composer' },
        target,
        h('div', { class: 'composer-row' }, face, editor.node, attach, button),
        attached.node,
      ),
    );
    return { editor, target, answers: null };
  }

  function close() {
    open = null;
    place.replaceChildren(fake);
  }

  return { open: turn, close };
}

/** Previews of what goes out with the comment: each appears when its picture has been taken up, a moment after it was pasted. */
function createAttachments() {
  const node = h('div', { class: 'composer-attachments', 'data-testid': 'comment-input-attachments' });
  return {
    node,
    pictures: () => [...node.querySelectorAll('img')].map((one) => one.src),
    async add(files) {
      for (const file of files.filter(({ type }) => type.startsWith('image/'))) {
        const src = await dataUrl(file);
        await pause(250);
        node.append(h('img', { src, alt: file.name }));
      }
    },
  };
}

function dataUrl(file) {
  return new Promise((done) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => done(reader.result));
    reader.readAsDataURL(file);
  });
}
