import { askedBox, bareEditor, lazyField, plainTextBox, reactTextarea, rebornBox, shadowField, stubbornBox } from './bare.js';
import { draftEditor } from './draft.js';
import { lexicalEditor } from './lexical.js';
import { proseMirrorEditor } from './prosemirror.js';
import { quillEditor } from './quill.js';
import { slateEditor } from './slate.js';

/** Every editor beside every other on one page; each gives its box and its text as its own model holds it, a line a block. */
const makers = {
  lexical: lexicalEditor,
  draft: draftEditor,
  prosemirror: proseMirrorEditor,
  quill: quillEditor,
  slate: slateEditor,
  textarea: reactTextarea,
  bare: bareEditor,
  reborn: rebornBox,
  plain: plainTextBox,
  asked: askedBox,
  lazy: lazyField,
  shadow: shadowField,
  stubborn: stubbornBox,
};

window.editors = {};
for (const [name, make] of Object.entries(makers)) {
  const place = document.createElement('section');
  place.id = name;
  document.body.append(place);
  window.editors[name] = make(place);
}
