import { isElement, isText } from './nodes.ts';

const BLOCKS = new Set(['DIV', 'P', 'LI', 'UL', 'OL', 'BLOCKQUOTE', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6']);
/** So much of a shortened text is compared with the whole one. */
const TWIN_CHARACTERS = 40;
const NEVER_TEXT = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT']);

export interface ReadingRules {
  /** What stands in the text but was not written by the author: expanders, attachments, items inside. */
  skip?: string;
  /** A control whose preceding line break belongs to it: the network hides both together. */
  expander?: string;
  /** The network keeps raw line breaks as they are, whatever its style sheet, which a saved page lacks. */
  keepsBreaks?: boolean;
}

/** What the author wrote under `root`: emoji by their `alt`, `<br>` and blocks as line breaks, hidden rest included. */
export function authoredText(root: Element, rules: ReadingRules = {}): string {
  return tidy(collect(root, rules));
}

/** What stands in an editor, line by line; an editor's filler `<br>` is no line. */
export function editableText(box: HTMLElement): string {
  if (isTextControl(box)) return tidy(box.value);
  return tidy(collect(box, {}));
}

function isTextControl(box: Element): box is HTMLTextAreaElement | HTMLInputElement {
  return box.tagName === 'TEXTAREA' || box.tagName === 'INPUT';
}

function collect(root: Element, rules: ReadingRules): string {
  const keepsBreaks = rules.keepsBreaks ? () => true : memoizedPre(root);
  let out = '';
  const lineBreak = () => {
    out += '\n';
  };
  const walk = (node: Node) => {
    if (isText(node)) {
      const { data } = node;
      out += data.includes('\n') && !keepsBreaks() ? data.replace(/[ \t\r\n]+/g, ' ') : data;
      return;
    }
    if (!isElement(node) || NEVER_TEXT.has(node.tagName)) return;
    if (rules.skip && node !== root && node.matches(rules.skip)) return;
    if (rules.expander && isShortTwin(node, rules.expander)) return;
    if (node.tagName === 'IMG') out += pictured(node);
    else if (node.tagName === 'A' && isShortened(node)) out += addressOf(node) ?? node.textContent;
    else if (node.tagName === 'BR') {
      if (!isFiller(node, root) && !belongsToExpander(node, rules.expander)) lineBreak();
    } else {
      const block = node !== root && BLOCKS.has(node.tagName);
      if (block && opensNewLine(node)) lineBreak();
      for (const child of node.childNodes) walk(child);
      if (block && node.nextSibling && !isBlock(node.nextSibling) && !isBlank(node.nextSibling)) lineBreak();
    }
  };
  for (const child of root.childNodes) walk(child);
  return out;
}

/** A block starts a line of its own unless nothing stands before it in its parent. */
function opensNewLine(block: Element): boolean {
  let before = block.previousSibling;
  while (before && isBlank(before)) before = before.previousSibling;
  return before !== null;
}

function isBlock(node: Node): boolean {
  return isElement(node) && BLOCKS.has(node.tagName);
}

function isBlank(node: Node): boolean {
  return isText(node) ? /^[ \t\r\n]*$/.test(node.data) : !isElement(node);
}

/** A `<br>` at the very end of a block draws no line; editors keep one there, some deep in spans, so that the caret has where to stand. */
function isFiller(br: Element, root: Element): boolean {
  let last: Element = br;
  while (!last.nextSibling && last.parentElement) {
    last = last.parentElement;
    if (last === root || isBlock(last)) return true;
  }
  return false;
}

function belongsToExpander(br: Element, expander: string | undefined): boolean {
  return expander !== undefined && br.nextElementSibling !== null && br.nextSibling === br.nextElementSibling
    ? br.nextElementSibling.matches(expander)
    : false;
}

/** Some expanders do not add the rest but put the whole text in place of a shortened one before them. */
function isShortTwin(node: Element, expander: string): boolean {
  const control = node.nextElementSibling;
  if (control === null || control !== node.nextSibling || !control.matches(expander)) return false;
  const beginning = (node.textContent ?? '').trim().slice(0, TWIN_CHARACTERS);
  return beginning !== '' && (control.nextElementSibling?.textContent ?? '').trim().startsWith(beginning);
}

/** Networks cut the words of a long link short and lead it through a page of their own. */
function isShortened(link: Element): boolean {
  return /^\S{8,}(…|\.\.\.?)$/.test(link.textContent?.trim() ?? '');
}

/** Where a shortened link leads in the end, if it begins as its words do. */
function addressOf(link: Element): string | null {
  const href = URL.parse(link.getAttribute('href') ?? '', 'https://network.invalid/');
  const said = (link.textContent?.trim() ?? '').replace(/(…|\.+)$/, '').replace(/^https?:\/\//, '');
  const led = ['to', 'st.link', 'url'].map((name) => href?.searchParams.get(name)).find(Boolean) ?? href?.href;
  const target = URL.parse(led ?? '');
  if (!target) return null;
  const forms = [target.href, decodedAddress(target.href)].map((form) => form.replace(/^https?:\/\//, ''));
  return forms.some((form) => form.startsWith(said) || form.replace(/^www\./, '').startsWith(said)) ? target.href : null;
}

function decodedAddress(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}

/** An emoji drawn as a picture: by its `alt`, else by the code in the picture's name (`/emoji/e/e29d97.png`, `/emoji/D83DDE09.png`). */
function pictured(image: Element): string {
  const alt = image.getAttribute('alt');
  if (alt) return alt;
  const code =
    image.getAttribute('emoji') ?? /\/emoji\/(?:e\/)?([0-9a-f]{4,32})(?:_\w+)?\.png/i.exec(image.getAttribute('src') ?? '')?.[1];
  return code ? decodedEmoji(code) : '';
}

/** VK names its pictures by UTF-16 (until 2016) or UTF-8 in hexadecimal. */
function decodedEmoji(code: string): string {
  const utf8 = /^[ef]/i.test(code) && code.length % 2 === 0;
  const numbers = (code.match(utf8 ? /../g : /.{4}/g) ?? []).map((hex) => Number.parseInt(hex, 16));
  try {
    return utf8 ? new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(numbers)) : String.fromCharCode(...numbers);
  } catch {
    return '';
  }
}

/** Asked only when a text holds raw line breaks: reading styles is not free. */
function memoizedPre(root: Element): () => boolean {
  let answer: boolean | undefined;
  return () => {
    answer ??= root.ownerDocument.defaultView?.getComputedStyle(root).whiteSpace.startsWith('pre') ?? false;
    return answer;
  };
}

function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\u00a0/g, ' ')
    .replace(/[\u200b\ufeff]/g, '')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim();
}
