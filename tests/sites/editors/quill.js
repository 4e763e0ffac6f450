import Quill from 'quill';

export function quillEditor(place) {
  const holder = document.createElement('div');
  place.append(holder);
  const quill = new Quill(holder, { history: { userOnly: false } });
  // Quill ends every document with a line break of its own.
  return { box: () => quill.root, text: () => quill.getText().replace(/\n$/, '') };
}
