import { h } from './dom.js';

/**
 * Reply boxes as the networks have them: what is written past their events is lost.
 * `model` (VK's redesign): takes `beforeinput` and `input`, draws itself anew from its own text. `native` (classic VK): reads itself
 * on `input`. `picture` (OK): as native, then draws emoji as pictures. `paste`: takes long texts by a paste event only.
 * `textarea`: keeps its own value. Pasted files are taken where the page says what to do with them (`onFiles`), as VK's redesign does. `closed`: takes nothing but keys and a person's paste.
 */
export function createEditor({ kind, attributes, onChange, onSubmit, onFiles }) {
  const kinds = { model: modelEditor, paste: modelEditor, closed: modelEditor, native: nativeEditor, picture: nativeEditor };
  const editor = kind === 'textarea' ? textareaEditor(attributes, onChange) : kinds[kind](attributes, onChange, kind, onFiles);
  editor.node.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    onSubmit();
  });
  return editor;
}

function box(attributes) {
  return h('div', { contenteditable: 'true', role: 'textbox', 'aria-multiline': 'true', tabindex: '0', ...attributes });
}

function modelEditor(attributes, onChange, kind, onFiles) {
  const node = box(attributes);
  let model = '';
  let caret = 0;
  let drawn = true;
  const draw = () => {
    if (drawn) return;
    drawn = true;
    const parts = model.split('\n').flatMap((line, index) => (index === 0 ? [line] : [h('br'), line]));
    node.replaceChildren(...parts.filter((part) => part !== ''), ...(model.endsWith('\n') ? [h('br')] : []));
    if (document.activeElement === node) place(node, caret);
  };
  const replace = (from, to, text) => {
    model = model.slice(0, from) + text + model.slice(to);
    caret = from + text.length;
    drawn = false;
    queueMicrotask(draw);
    onChange(model);
  };
  // Between a change and its drawing the caret is where the editor knows it to be, not where the page still shows it.
  const rangeNow = (event) => (drawn ? rangeOf(node, event, model.length) : [caret, caret]);
  node.addEventListener('beforeinput', (event) => {
    event.preventDefault();
    const [from, to] = rangeNow(event);
    const text = insertedText(event);
    const long = event.inputType === 'insertText' && (text ?? '').length > 1;
    if ((kind === 'closed' || kind === 'paste') && long) return;
    if (text !== null) replace(from, to, text);
    else if (event.inputType.startsWith('delete')) replace(from, to, '');
  });
  // Editing commands of scripts announce themselves afterwards only.
  node.addEventListener('input', () => {
    if (kind !== 'model') return;
    model = readLines(node);
    caret = model.length;
    drawn = false;
    queueMicrotask(draw);
    onChange(model);
  });
  node.addEventListener('paste', (event) => {
    event.preventDefault();
    if (kind === 'closed' && !event.isTrusted) return;
    const files = [...(event.clipboardData?.files ?? [])];
    if (onFiles && files.length > 0) return onFiles(files);
    const [from, to] = rangeNow(event);
    replace(from, to, event.clipboardData?.getData('text/plain') ?? '');
  });
  new MutationObserver(() => {
    if (drawn && readLines(node) !== model) {
      drawn = false;
      draw();
    }
  }).observe(node, { childList: true, characterData: true, subtree: true });
  return {
    node,
    text: () => model,
    set(text) {
      replace(0, model.length, text);
      draw();
    },
  };
}

function insertedText(event) {
  if (event.inputType === 'insertText' || event.inputType === 'insertReplacementText') return event.data ?? '';
  if (event.inputType === 'insertLineBreak' || event.inputType === 'insertParagraph') return '\n';
  return null;
}

function nativeEditor(attributes, onChange, kind) {
  const node = box(attributes);
  let model = '';
  let timer = 0;
  const read = () => {
    model = readLines(node);
    onChange(model);
    if (kind !== 'picture') return;
    clearTimeout(timer);
    timer = setTimeout(() => drawEmoji(node), 30);
  };
  node.addEventListener('input', read);
  node.addEventListener('paste', (event) => {
    event.preventDefault();
    document.execCommand('insertText', false, event.clipboardData?.getData('text/plain') ?? '');
  });
  return {
    node,
    text: () => model,
    set(text) {
      node.replaceChildren(...(text === '' ? [] : [text]));
      model = text;
      onChange(model);
      if (document.activeElement === node) place(node, text.length);
    },
  };
}

/** Keeps its value as a controlled field does: a value set without an `input` event is put back. */
function textareaEditor(attributes, onChange) {
  const { contenteditable: _, ...rest } = attributes;
  const node = h('textarea', rest);
  let model = '';
  node.addEventListener('input', () => {
    model = node.value;
    onChange(model);
  });
  const keep = () => {
    if (node.value !== model) node.value = model;
    if (node.isConnected) requestAnimationFrame(keep);
  };
  requestAnimationFrame(keep);
  return {
    node,
    text: () => model,
    set(text) {
      model = text;
      node.value = text;
      onChange(model);
    },
  };
}

function drawEmoji(node) {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    const parts = text.data
      .split(/(\p{Extended_Pictographic}(?:\uFE0F|\u200D\p{Extended_Pictographic})*)/u)
      .filter((part) => part !== '');
    if (parts.length > 1 || /^\p{Extended_Pictographic}/u.test(text.data)) text.replaceWith(...parts.map(emojiOr));
  }
  place(node, readLines(node).length);
}

function emojiOr(part) {
  if (!/^\p{Extended_Pictographic}/u.test(part)) return part;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><text y="16" font-size="16">${part}</text></svg>`;
  return h('img', { class: 'emoji', alt: part, src: `data:image/svg+xml,${encodeURIComponent(svg)}` });
}

/** The editor's text: `<br>` and blocks are line breaks, the last filler `<br>` is none. */
function readLines(node) {
  let text = '';
  const walk = (parent) => {
    for (const child of parent.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) text += child.data.replace(/\u00a0/g, ' ');
      else if (child.nodeName === 'IMG') text += child.alt;
      else if (child.nodeName === 'BR') text += child.nextSibling ? '\n' : '';
      else {
        if (child.previousSibling) text += '\n';
        walk(child);
      }
    }
  };
  walk(node);
  return text;
}

function lengthOf(child) {
  if (child.nodeType === Node.TEXT_NODE) return child.data.length;
  return child.nodeName === 'IMG'
    ? child.alt.length
    : child.nodeName === 'BR'
      ? 1
      : [...child.childNodes].reduce((sum, inner) => sum + lengthOf(inner), 0);
}

function offsetOf(node, container, offset) {
  const range = document.createRange();
  range.selectNodeContents(node);
  range.setEnd(container, offset);
  return lengthOf(range.cloneContents());
}

function rangeOf(node, event, length) {
  const target = event.getTargetRanges?.()[0];
  const selection = getSelection();
  const range = target ?? (selection?.rangeCount ? selection.getRangeAt(0) : null);
  if (!range || !node.contains(range.startContainer)) return [length, length];
  const clamp = (offset) => Math.min(offset, length);
  return [
    clamp(offsetOf(node, range.startContainer, range.startOffset)),
    clamp(offsetOf(node, range.endContainer, range.endOffset)),
  ];
}

function place(node, offset) {
  let left = offset;
  for (const [index, child] of [...node.childNodes].entries()) {
    const length = lengthOf(child);
    if (child.nodeType === Node.TEXT_NODE && left <= length) return getSelection()?.collapse(child, left);
    if (left < length) return getSelection()?.collapse(node, index);
    left -= length;
  }
  return getSelection()?.collapse(node, node.childNodes.length);
}
