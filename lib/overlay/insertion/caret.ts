/** Where a person's caret would stand after a click under the last line: inside the last block, not between the blocks. */
export function caretToEnd(box: HTMLElement): void {
  box.focus();
  if (isTextControl(box)) {
    box.setSelectionRange(box.value.length, box.value.length);
    return;
  }
  const selection = box.ownerDocument.getSelection();
  selection?.selectAllChildren(lastBlock(box));
  selection?.collapseToEnd();
}

/** Everything in the box, as by a person's own «select all»: what is written or pasted next takes its place. */
export function selectAll(box: HTMLElement): void {
  box.focus();
  if (isTextControl(box)) box.select();
  else if (!box.ownerDocument.execCommand('selectAll')) box.ownerDocument.getSelection()?.selectAllChildren(box);
}

/** A filler `<br>` holds its line open: before it is where one writes. */
function lastBlock(box: HTMLElement): Node {
  let block: Element = box;
  for (let last = block.lastElementChild; last && isWritable(last); last = block.lastElementChild) block = last;
  return block;
}

function isWritable(element: Element): boolean {
  return !element.matches('br, img, svg, [contenteditable="false"], [aria-hidden="true"]');
}

export function isTextControl(box: HTMLElement): box is HTMLTextAreaElement | HTMLInputElement {
  return box.tagName === 'TEXTAREA' || box.tagName === 'INPUT';
}
