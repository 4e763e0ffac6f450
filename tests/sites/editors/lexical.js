import { createEmptyHistoryState, registerHistory } from '@lexical/history';
import { registerRichText } from '@lexical/rich-text';
import { $createParagraphNode, $getRoot, createEditor } from 'lexical';

function raise(error) {
  throw error;
}

export function lexicalEditor(place) {
  const box = document.createElement('div');
  box.contentEditable = 'true';
  place.append(box);
  const editor = createEditor({ namespace: 'practice', onError: raise });
  editor.setRootElement(box);
  registerRichText(editor);
  editor.update(() => void $getRoot().append($createParagraphNode()), { discrete: true, tag: 'history-merge' });
  registerHistory(editor, createEmptyHistoryState(), 300);
  const text = () =>
    editor.getEditorState().read(() =>
      $getRoot()
        .getChildren()
        .map((block) => block.getTextContent())
        .join('\n'),
    );
  return { box: () => box, text };
}
