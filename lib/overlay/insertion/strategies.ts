export type Writing = 'insert-text' | 'paste' | 'native-value';

export interface Strategy {
  name: Writing;
  /** Writes at the end of the box, into whose events the network's editor looks. What came of it is read back by the caller. */
  write(box: HTMLElement, text: string): void;
}

/** From the way closest to a person's typing to the farthest; none sets markup, adds a node or presses a key. */
export const strategies: readonly Strategy[] = [
  { name: 'insert-text', write: insertText },
  { name: 'paste', write: paste },
  { name: 'native-value', write: nativeValue },
];

/** Takes away what a failed attempt left behind. Called only for a box that was empty before. */
export function clear(box: HTMLElement): void {
  selectAll(box);
  box.ownerDocument.execCommand('delete');
}

/** Everything selected, so that a person's own paste replaces it. */
export function selectAll(box: HTMLElement): void {
  box.focus();
  if (isTextControl(box)) box.select();
  else box.ownerDocument.getSelection()?.selectAllChildren(box);
}

function insertText(box: HTMLElement, text: string): void {
  const doc = box.ownerDocument;
  caretToEnd(box);
  if (isTextControl(box)) {
    doc.execCommand('insertText', false, text);
    return;
  }
  for (const [index, line] of linesOf(text).entries()) {
    if (index > 0) doc.execCommand('insertLineBreak');
    if (line !== '') doc.execCommand('insertText', false, line);
  }
}

function paste(box: HTMLElement, text: string): void {
  const view = box.ownerDocument.defaultView;
  if (!view) return;
  caretToEnd(box);
  const data = new view.DataTransfer();
  data.setData('text/plain', text);
  // Firefox 153 drops `clipboardData` of a made event and takes the two fields it had before the standard.
  const init = { clipboardData: data, dataType: 'text/plain', data: text, bubbles: true, cancelable: true };
  box.dispatchEvent(new view.ClipboardEvent('paste', init));
}

function nativeValue(box: HTMLElement, text: string): void {
  const view = box.ownerDocument.defaultView;
  if (!view) return;
  caretToEnd(box);
  if (!isTextControl(box)) {
    // An editor that draws itself takes the words from this event and cancels it; any other ignores it.
    dispatchInput(view, box, 'beforeinput', text);
    return;
  }
  const prototype = box.tagName === 'TEXTAREA' ? view.HTMLTextAreaElement.prototype : view.HTMLInputElement.prototype;
  // The prototype's own setter: frameworks put theirs on the element and would not notice the change.
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(box, box.value + text);
  dispatchInput(view, box, 'input', text);
  box.dispatchEvent(new view.Event('change', { bubbles: true }));
}

function dispatchInput(view: Window & typeof globalThis, box: HTMLElement, type: 'beforeinput' | 'input', text: string): void {
  const cancelable = type === 'beforeinput';
  box.dispatchEvent(
    new view.InputEvent(type, { inputType: 'insertText', data: text, bubbles: true, cancelable, composed: true }),
  );
}

function caretToEnd(box: HTMLElement): void {
  box.focus();
  if (isTextControl(box)) {
    box.setSelectionRange(box.value.length, box.value.length);
    return;
  }
  const selection = box.ownerDocument.getSelection();
  selection?.selectAllChildren(box);
  selection?.collapseToEnd();
}

function linesOf(text: string): string[] {
  return text.replace(/\r\n?/g, '\n').split('\n');
}

function isTextControl(box: HTMLElement): box is HTMLTextAreaElement | HTMLInputElement {
  return box.tagName === 'TEXTAREA' || box.tagName === 'INPUT';
}
