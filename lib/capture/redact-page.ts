import { parsePostedTime } from '../sites/shared/written-dates.ts';
import { isInterfaceWord } from './interface-words.ts';
import { redactAddress, redactPart } from './redact-address.ts';
import { createReplacements, type Replacements } from './replacements.ts';

/** Nothing of these is read by anybody. */
const DROPPED = 'script, noscript, style, link, iframe, object, embed, template, canvas, base, meta';
/** What the network's own code writes for itself: words of markup, not of people. */
const CODE =
  /^(class|role|type|dir|for|rel|tabindex|hidden|disabled|checked|selected|contenteditable|spellcheck|tsid|colspan|rowspan|method|viewbox|d|fill|xmlns|aria-(?!label|description|roledescription|valuetext|placeholder).*|data-(testid|module|l|widget-item-type|post-nesting-lvl|pseudopost-type|state|msg|type|count|ad|ad-view|ad-block-uid))$/i;
const TIME = /^(time|datetime|abs_time|data-(time|date|timestamp))$/i;
const ADDRESS = /^(href|action|data-href|data-url|data-link|data-owner-href)$/i;
const PICTURE = /^(src|srcset|poster|data-src|data-background|background|xlink:href)$/i;

export interface CapturedAt {
  url: URL;
  /** Epoch ms. */
  now: number;
  zone: string;
}

/**
 * Leaves of a page what tests need to read it: structure, attributes, states, dates and the network's own words. Texts, names, ids,
 * links and pictures are replaced, each by the same made-up one throughout. Changes `doc`; returns the address under which the test reads it.
 */
export function redactPage(doc: Document, at: CapturedAt): string {
  const replace = createReplacements();
  for (const element of doc.querySelectorAll(DROPPED)) element.remove();
  redactNodes(doc.documentElement, at, replace);
  for (const element of doc.querySelectorAll('*')) redactAttributes(element, at, replace);
  doc.title = 'Скелет страницы: тексты, имена, номера и ссылки заменены';
  const charset = doc.createElement('meta');
  charset.setAttribute('charset', 'utf-8');
  doc.head.prepend(charset);
  return redactAddress(at.url.href, at.url, replace);
}

function redactNodes(node: Node, at: CapturedAt, replace: Replacements): void {
  for (const child of [...node.childNodes]) {
    if (child.nodeType === 8) child.remove();
    else if (child.nodeType === 3) child.nodeValue = redactText(child.nodeValue ?? '', at, replace);
    else redactNodes(child, at, replace);
  }
}

/** A date is read by the minute and is nobody's; what goes on after it («сегодня прорвало трубу») is somebody's words. */
function redactText(text: string, { now, zone }: CapturedAt, replace: Replacements): string {
  const said = text.trim();
  const isDate = said.length <= 40 && parsePostedTime(said, now, zone) !== null;
  return isDate && (said.match(/\p{L}+/gu) ?? []).every(isInterfaceWord) ? text : replace.text(text);
}

function redactAttributes(element: Element, at: CapturedAt, replace: Replacements): void {
  for (const { name, value } of [...element.attributes]) {
    const made = redacted(element, name, value, at, replace);
    if (made === null) element.removeAttribute(name);
    else if (made !== value) element.setAttribute(name, made);
  }
}

function redacted(element: Element, name: string, value: string, at: CapturedAt, replace: Replacements): string | null {
  if (TIME.test(name)) return value;
  if (PICTURE.test(name)) return isEmojiPicture(element, value) ? value : 'data:,';
  if (ADDRESS.test(name)) return redactAddress(value, at.url, replace);
  if (name === 'style') return keptStyle(value);
  // A class may bear somebody's number, and many bear a short one of their own.
  if (name === 'class') return value.replace(/\d{4,}/g, replace.code);
  if (name === 'onclick') return redactHandler(value, at.url, replace);
  if (CODE.test(name)) return replace.code(value);
  if (/^[[{]/.test(value.trim())) return redactJson(value, replace);
  if (name === 'alt' && !/[\p{L}\d]/u.test(value)) return value;
  if (name === 'value') return /^[-\d_]*$/.test(value) ? replace.code(value) : '';
  // Ids are words of markup and numbers of things.
  if (/^(id|name|data-[\w-]*id|mention\w*)$/i.test(name) && /^[\x21-\x7e]*$/.test(value) && !/[a-z]{3,}\.[a-z]/i.test(value))
    return replace.code(value);
  return redactText(value, at, replace);
}

/** Calls stay, with other numbers; what they are called with may name somebody. */
function redactHandler(code: string, page: URL, replace: Replacements): string {
  return code
    .replace(/'[^']*'|"[^"]*"/g, (quoted) => {
      const inside = quoted.slice(1, -1);
      return `${quoted[0]}${inside.startsWith('/') ? redactAddress(inside, page, replace) : redactPart(inside, replace)}${quoted[0]}`;
    })
    .replace(/\d+/g, (number) => (number.startsWith('9') ? number : replace.code(number)));
}

/** Which emoji it is stands in the name of the picture. */
function isEmojiPicture(element: Element, address: string): boolean {
  return element.tagName.toLowerCase() === 'img' && /\/emoji\/(e\/)?[0-9a-f]{4,32}(_\w+)?\.png/i.test(address);
}

/** The depth of a thread, and what is not drawn. */
function keptStyle(style: string): string | null {
  const kept = style.split(';').filter((rule) => /^\s*(--[\w-]*(level|lines)|display|visibility)\s*:\s*[\w-]+\s*$/.test(rule));
  return kept.length > 0 ? kept.join(';') : null;
}

function redactJson(text: string, replace: Replacements): string {
  try {
    return JSON.stringify(JSON.parse(text), (key, value: unknown) => {
      if (/time|date/i.test(key)) return value;
      if (typeof value === 'string') return /^[-\d_]+$/.test(value) ? replace.code(value) : replace.name(value);
      return typeof value === 'number' ? Number(replace.code(String(value))) : value;
    });
  } catch {
    return replace.text(text);
  }
}
