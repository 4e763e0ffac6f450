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
  place.append(makeBox());
  let held = '';
  const box = () => place.firstElementChild;
  place.addEventListener('input', () => {
    held = linesOf(box());
  });
  return { box, text: () => held };
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

function makeBox() {
  const box = document.createElement('div');
  box.contentEditable = 'true';
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
