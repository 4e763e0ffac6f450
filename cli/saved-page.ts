import { JSDOM, VirtualConsole } from 'jsdom';
import { isMhtml, pageOfMhtml } from './mhtml.ts';

/** Enough for the declaration of any page a browser has saved; what stands later is text, not a declaration. */
const HEAD_BYTES = 64 * 1024;
const META = /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)/i;

/** Browsers stop nesting at 512; what goes far beyond was made to choke whoever reads it. */
const DEEPEST = 4_000;
/** Elements that are empty or end by themselves when the next of their kind begins. */
const NEVER_NEST =
  /^(area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|d[dt]|t[rdh]|tbody|thead|tfoot|option|optgroup|colgroup|html|head|body|path|circle|rect|use|line|poly\w+|ellipse|stop|image)$/i;

/**
 * The page as it was saved: a document without a window, so nothing of it runs, is fetched, or has its styles worked out.
 * Null when its elements are nested so deep that no browser would show it.
 */
export function openSavedPage(bytes: Uint8Array, url: URL): Document | null {
  const packed = isMhtml(bytes) ? pageOfMhtml(bytes) : null;
  const html = decodePage(packed?.bytes ?? bytes, packed?.charset ?? null);
  if (nestsDeeperThan(html, DEEPEST)) return null;
  // A console of its own: what jsdom thinks of a page's markup is no output of ours.
  const { window } = new JSDOM('', { url: url.href, virtualConsole: new VirtualConsole() });
  return new window.DOMParser().parseFromString(html, 'text/html');
}

/** What a file is when it holds a page packed into something that is not opened here; null when it may be a page. */
export function packedAs(bytes: Uint8Array): string | null {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'это архив gzip';
  return isMhtml(bytes) && !pageOfMhtml(bytes) ? 'это MHTML без страницы внутри' : null;
}

function nestsDeeperThan(html: string, most: number): boolean {
  let depth = 0;
  for (const [, end, name = ''] of html.matchAll(/<(\/?)([a-z][\w:-]*)/gi)) {
    if (NEVER_NEST.test(name)) continue;
    depth = Math.max(0, depth + (end ? -1 : 1));
    if (depth > most) return true;
  }
  return false;
}

/** By the byte order mark, else by what was told beside the page or by its meta tag, else UTF-8. */
function decodePage(bytes: Uint8Array, told: string | null): string {
  const marked = byteOrderMark(bytes);
  if (marked) return new TextDecoder(marked).decode(bytes);
  return asUtf8(bytes) ?? new TextDecoder(told ? asCharset(told) : declaredCharset(bytes)).decode(bytes);
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

/**
 * A page of VK that an editor has saved anew is UTF-8 under a tag that still says windows-1251. Russian text in a one-byte
 * charset is never sound UTF-8 by chance, so the bytes are asked before the tag.
 */
function asUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function declaredCharset(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_BYTES));
  return asCharset(META.exec(head)?.[1] ?? 'utf-8');
}

function asCharset(label: string): string {
  try {
    const { encoding } = new TextDecoder(label);
    // A tag that could be read as ASCII does not stand in a page of two-byte letters.
    return encoding.startsWith('utf-16') ? 'utf-8' : encoding;
  } catch {
    return 'utf-8';
  }
}
