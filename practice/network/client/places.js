import { ask, avatar, h, link, pause } from './dom.js';
import { createEditor } from './editor.js';

/** Asks for what the address names and draws it; says so when it is gone. */
export async function showPlace(root, id, draw) {
  const answer = await ask('post', { id });
  await pause(120);
  root.replaceChildren(answer.ok ? draw({ ...answer.post, frame: answer }) : h('div', { class: 'notice' }, 'Удалено или скрыто'));
}

/**
 * The plainest reply box: one for a discussion; «Ответить» puts «Имя, » into it and remembers whom it answers.
 * `fill` draws the comments anew after each sending.
 */
export function createBox({ post, attributes, button, fill }) {
  let answers = null;
  const submit = async () => {
    const text = editor.text().trim();
    if (text === '') return;
    const asked = answers;
    turn(null);
    const as = new URLSearchParams(location.search).get('as') === 'person' ? 'person' : 'community';
    const answer = await ask('comment', {}, { post: post.id, text, answers: asked, as });
    if (!answer.ok) return;
    post.comments.push(answer.comment);
    post.frame.now = answer.now;
    fill();
  };
  const editor = createEditor({
    kind: document.documentElement.dataset.editor,
    attributes,
    onChange: (text) => {
      button.disabled = text.trim() === '';
    },
    onSubmit: submit,
  });
  button.disabled = true;
  button.addEventListener('click', submit);

  function turn(comment) {
    answers = comment?.id ?? null;
    editor.set(comment && !comment.author.community ? `${comment.author.name.split(' ')[0]}, ` : '');
    if (comment) editor.node.focus();
  }

  return { node: editor.node, turn };
}

export function authorLink(author, attributes) {
  return h('a', { href: link(author.href), ...attributes }, author.name);
}

export function face(author, attributes) {
  return h('a', { href: link(author.href), ...attributes }, avatar(author, 'avatar-comment'));
}
