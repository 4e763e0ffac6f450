import { isTextControl, selectAll } from './caret.ts';

export type Writing = 'insert-text' | 'paste' | 'native-value';

export interface Strategy {
  name: Writing;
  /** Writes over what is selected, into whose events the network's editor looks. What came of it is read back by the caller. */
  write(box: HTMLElement, text: string): void;
}

/** One command is one step for «undo». */
const wholeText: Strategy = { name: 'insert-text', write: (box, text) => void command(box, 'insertText', text) };
const lineByLine: Strategy = { name: 'insert-text', write: (box, text) => typeLines(box, text, 'insertLineBreak') };
const blockByBlock: Strategy = { name: 'insert-text', write: (box, text) => typeLines(box, text, 'insertParagraph') };
const pasted: Strategy = { name: 'paste', write: paste };
const nativeValue: Strategy = { name: 'native-value', write: setNativeValue };
const announced: Strategy = { name: 'native-value', write: announceLines };

/**
 * From the way closest to a person's typing to the farthest; none sets markup, adds a node or presses a key. An editor that draws its
 * box itself may break when a command changes it from under it, and knows how to be pasted into: there the paste comes first.
 */
export function strategiesFor(box: HTMLElement): readonly Strategy[] {
  if (isTextControl(box)) return [wholeText, nativeValue];
  return drawsItself(box)
    ? [pasted, wholeText, blockByBlock, announced]
    : [wholeText, lineByLine, pasted, blockByBlock, announced];
}

/** An empty box of the browser's own holds nothing, or one line break; one that an editor draws holds a block already. */
function drawsItself(box: HTMLElement): boolean {
  return box.firstElementChild !== null && box.querySelector(':scope > :not(br)') !== null;
}

function typeLines(box: HTMLElement, text: string, between: 'insertLineBreak' | 'insertParagraph'): void {
  for (const [index, line] of linesOf(text).entries()) {
    if (index > 0) command(box, between);
    if (line !== '') command(box, 'insertText', line);
  }
}

function paste(box: HTMLElement, text: string): void {
  const view = box.ownerDocument.defaultView;
  if (!view) return;
  const data = new view.DataTransfer();
  data.setData('text/plain', text);
  // Firefox 153 drops `clipboardData` of a made event and takes the two fields it had before the standard.
  const init = { clipboardData: data, dataType: 'text/plain', data: text, bubbles: true, cancelable: true };
  box.dispatchEvent(new view.ClipboardEvent('paste', init));
}

/** As a person pastes a copied picture. */
export function pasteFile(box: HTMLElement, file: File): void {
  const view = box.ownerDocument.defaultView;
  if (!view) return;
  const data = new view.DataTransfer();
  data.items.add(file);
  box.dispatchEvent(new view.ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}

function setNativeValue(box: HTMLElement, text: string): void {
  const view = box.ownerDocument.defaultView;
  if (!view || !isTextControl(box)) return;
  const prototype = box.tagName === 'TEXTAREA' ? view.HTMLTextAreaElement.prototype : view.HTMLInputElement.prototype;
  // The prototype's own setter: frameworks put theirs on the element and would not notice the change.
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(box, text);
  box.dispatchEvent(new view.InputEvent('input', { inputType: 'insertText', data: text, bubbles: true, composed: true }));
  box.dispatchEvent(new view.Event('change', { bubbles: true }));
}

/** An editor that draws itself takes the words from these events and cancels them; any other ignores them. */
function announceLines(box: HTMLElement, text: string): void {
  for (const [index, line] of linesOf(text).entries()) {
    if (index > 0) announce(box, { inputType: 'insertLineBreak' });
    if (line !== '') announce(box, { inputType: 'insertText', data: line });
  }
}

function announce(box: HTMLElement, init: InputEventInit): void {
  const view = box.ownerDocument.defaultView;
  if (view) box.dispatchEvent(new view.InputEvent('beforeinput', { ...init, bubbles: true, cancelable: true, composed: true }));
}

function command(box: HTMLElement, name: string, text?: string): boolean {
  return box.ownerDocument.execCommand(name, false, text);
}

function linesOf(text: string): string[] {
  return text.replace(/\r\n?/g, '\n').split('\n');
}

/** Takes away what a failed attempt left behind. */
export function clear(box: HTMLElement): void {
  selectAll(box);
  command(box, 'delete');
}
