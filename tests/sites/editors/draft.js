import { Editor, EditorState } from 'draft-js';
import { createElement, useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';

function Field({ onHeld }) {
  const [editorState, setEditorState] = useState(() => EditorState.createEmpty());
  onHeld(editorState);
  return createElement(Editor, { editorState, onChange: setEditorState });
}

export function draftEditor(place) {
  let held;
  const onHeld = (state) => {
    held = state;
  };
  flushSync(() => createRoot(place).render(createElement(Field, { onHeld })));
  return {
    box: () => place.querySelector('[contenteditable="true"]'),
    text: () => held.getCurrentContent().getPlainText('\n'),
  };
}
