import { createElement, useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';

function Field({ onHeld }) {
  const [value, setValue] = useState('');
  onHeld(value);
  return createElement('textarea', { value, rows: 4, onChange: (event) => setValue(event.target.value) });
}

/** A controlled field: what React does not hear of is put back. */
export function reactTextarea(place) {
  let held = '';
  const onHeld = (value) => {
    held = value;
  };
  flushSync(() => createRoot(place).render(createElement(Field, { onHeld })));
  return { box: () => place.querySelector('textarea'), text: () => held };
}

/** A contenteditable whose model is whatever its `input` events found in it. */
export function bareEditor(place) {
  place.append(makeBox('true'));
  let held = '';
  const box = () => place.firstElementChild;
  place.addEventListener('input', () => {
    held = linesOf(box());
  });
  return { box, text: () => held };
}

/** A box of plain text, whose lines are the letters in it. */
export function plainTextBox(place) {
  const box = makeBox('plaintext-only');
  box.style.whiteSpace = 'pre-wrap';
  place.append(box);
  let held = '';
  box.addEventListener('input', () => {
    held = box.textContent.replace(/\n$/, '');
  });
  return { box: () => box, text: () => held };
}

/** A model that is told of each key before the browser writes, and draws the box itself. */
export function askedBox(place) {
  const box = makeBox('true');
  box.style.whiteSpace = 'pre-wrap';
  place.append(box);
  let held = '';
  box.addEventListener('beforeinput', (event) => {
    event.preventDefault();
    if (event.inputType.startsWith('delete') || !document.getSelection().isCollapsed) held = '';
    if (event.inputType === 'insertText') held += event.data;
    if (/LineBreak|Paragraph/.test(event.inputType)) held += '\n';
    box.textContent = held;
  });
  box.addEventListener('keydown', (event) => {
    if (event.ctrlKey && event.code === 'KeyZ') box.textContent = held = '';
  });
  return { box: () => box, text: () => held };
}

/** A field whose model hears of it only when the person is done with it. */
export function lazyField(place) {
  const field = document.createElement('textarea');
  place.append(field);
  let held = '';
  field.addEventListener('change', () => {
    held = field.value;
  });
  return { box: () => field, text: () => held };
}

/** A field inside a component of its own. */
export function shadowField(place) {
  const field = document.createElement('textarea');
  place.attachShadow({ mode: 'open' }).append(field);
  let held = '';
  field.addEventListener('input', () => {
    held = field.value;
  });
  return { box: () => field, text: () => held };
}

/** Knows only what keys have told it, and shows that again a moment after anything else was written. */
export function stubbornBox(place) {
  const box = makeBox('true');
  place.append(box);
  let held = '';
  box.addEventListener('keydown', (event) => {
    if (event.isTrusted && event.key.length === 1) held += event.key;
  });
  box.addEventListener('input', () => setTimeout(() => box.replaceChildren(held), 200));
  return { box: () => box, text: () => held };
}

/** A box that is drawn anew, as another element, each time something was written into it. */
export function rebornBox(place) {
  const editor = bareEditor(place);
  place.addEventListener('input', () => {
    const next = editor.box().cloneNode(true);
    setTimeout(() => editor.box().replaceWith(next), 10);
  });
  return editor;
}

function makeBox(editable) {
  const box = document.createElement('div');
  box.contentEditable = editable;
  box.setAttribute('role', 'textbox');
  return box;
}

function linesOf(box) {
  const lines = [''];
  const walk = (node) => {
    if (node.nodeType === 3) lines[lines.length - 1] += node.data;
    else if (node.nodeName === 'BR') {
      const isFiller = node.nextSibling === null;
      if (!isFiller) lines.push('');
    } else {
      const isBlock = node !== box && ['DIV', 'P'].includes(node.nodeName);
      if (isBlock && node.previousSibling) lines.push('');
      for (const child of node.childNodes) walk(child);
    }
  };
  walk(box);
  return lines.join('\n');
}
