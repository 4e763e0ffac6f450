import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { createEditor, Node } from 'slate';
import { withHistory } from 'slate-history';
import { Editable, Slate, withReact } from 'slate-react';

const initialValue = [{ type: 'paragraph', children: [{ text: '' }] }];

export function slateEditor(place) {
  const editor = withHistory(withReact(createEditor()));
  const field = createElement(Slate, { editor, initialValue }, createElement(Editable));
  flushSync(() => createRoot(place).render(field));
  return {
    box: () => place.querySelector('[contenteditable="true"]'),
    text: () => editor.children.map((block) => Node.string(block)).join('\n'),
  };
}
