import { isTextControl, selectAll } from './caret.ts';

export type Writing = 'insert-text' | 'paste' | 'native-value';

export interface Strategy {
  name: Writing;
  /** Writes over what is selected, into whose events the network's editor looks. What came of it is read back by the caller. */
  write(box: HTMLElement, text: string): void;
}

/** One command is one step for «undo». */
const wholeText: Strategy = { name: 'insert-text', write: (box, text) => enter(box, 'insertText', text) };
const lineByLine: Strategy = { name: 'insert-text', write: (box, text) => byLines(box, text, 'insertLineBreak', type) };
const blockByBlock: Strategy = { name: 'insert-text', write: (box, text) => byLines(box, text, 'insertParagraph', type) };
const pasted: Strategy = { name: 'paste', write: paste };
/** Some editors make one paragraph of several pasted lines, or fold what is blank between them. */
const pastedByLine: Strategy = { name: 'paste', write: (box, text) => byLines(box, text, 'insertParagraph', paste) };
const nativeValue: Strategy = { name: 'native-value', write: setNativeValue };

/**
 * From the way closest to a person's typing to the farthest; none sets markup, adds a node or presses a key. An editor that draws its
 * box itself may break when a command changes it from under it, and knows how to be pasted into: there the paste comes first.
 */
export function strategiesFor(box: HTMLElement): readonly Strategy[] {
  if (isTextControl(box)) return [wholeText, nativeValue];
  return drawsItself(box)
    ? [pasted, wholeText, blockByBlock, pastedByLine]
    : [wholeText, lineByLine, pasted, blockByBlock, pastedByLine];
}

/** An empty box of the browser's own holds nothing, or one line break; one that an editor draws holds a block already. */
function drawsItself(box: HTMLElement): boolean {
  return box.firstElementChild !== null && box.querySelector(':scope > :not(br)') !== null;
}

function byLines(
  box: HTMLElement,
  text: string,
  between: 'insertLineBreak' | 'insertParagraph',
  write: (box: HTMLElement, line: string) => void,
): void {
  for (const [index, line] of linesOf(text).entries()) {
    if (index > 0) enter(box, between);
    if (line !== '') write(box, line);
  }
}

function type(box: HTMLElement, line: string): void {
  enter(box, 'insertText', line);
}

/**
 * As a key would: first the editor is asked, and one that keeps its own model takes the words from the question and cancels it; only
 * then the browser writes. Browsers leave the question out before a command, and such an editor would show what it does not hold.
 */
function enter(box: HTMLElement, inputType: 'insertText' | 'insertLineBreak' | 'insertParagraph', data?: string): void {
  const view = box.ownerDocument.defaultView;
  if (!view) return;
  const asked = { inputType, ...(data === undefined ? {} : { data }), bubbles: true, cancelable: true, composed: true };
  const isTaken = !isTextControl(box) && !box.dispatchEvent(new view.InputEvent('beforeinput', asked));
  if (!isTaken) command(box, inputType, data);
  // Some models hear of a field only when the person is done with it.
  if (isTextControl(box)) box.dispatchEvent(new view.Event('change', { bubbles: true }));
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
