/** The parts of a page that a browser has saved as one file (RFC 2557). */
interface Part {
  headers: Map<string, string>;
  body: string;
}

const HEAD_BYTES = 16 * 1024;

/** Is this a page packed with its pictures into one file, rather than a page that speaks of such? */
export function isMhtml(bytes: Uint8Array): boolean {
  const head = latin1(bytes.subarray(0, HEAD_BYTES));
  return /^\s*[\w-]+:[^<]*?^content-type:\s*multipart\/related/ims.test(head);
}

export interface UnpackedPage {
  bytes: Uint8Array;
  /** As the file says it beside the page; null where it does not. */
  charset: string | null;
}

/** The page itself out of such a file, in the bytes it had; null when there is none in it. */
export function pageOfMhtml(bytes: Uint8Array): UnpackedPage | null {
  const whole = partOf(latin1(bytes).trimStart());
  const boundary = /\bboundary="?([^";\s]+)"?/i.exec(whole.headers.get('content-type') ?? '')?.[1];
  if (!boundary) return null;
  const parts = whole.body
    .split(`--${boundary}`)
    .slice(1)
    .map((part) => partOf(part.replace(/^\r?\n/, '')));
  const pages = parts.filter(({ headers }) => /^(text\/html|application\/xhtml\+xml)\b/i.test(headers.get('content-type') ?? ''));
  // The frames of a page are pages, too: its own is at the address that was saved, else the first.
  const saved = whole.headers.get('snapshot-content-location') ?? whole.headers.get('content-location');
  const own = pages.find(({ headers }) => saved !== undefined && headers.get('content-location') === saved) ?? pages[0];
  const charset = /\bcharset="?([\w.:-]+)/i.exec(own?.headers.get('content-type') ?? '')?.[1] ?? null;
  return own ? { bytes: unpacked(own), charset } : null;
}

function partOf(text: string): Part {
  const gap = /\r?\n\r?\n/.exec(text);
  const head = (gap ? text.slice(0, gap.index) : text).replace(/\r?\n[ \t]+/g, ' ');
  const lines = head.split(/\r?\n/).map((line) => /^([\w-]+):\s*(.*)$/.exec(line));
  const headers = new Map(
    lines.flatMap((found) => (found ? [[(found[1] ?? '').toLowerCase(), (found[2] ?? '').trim()] as const] : [])),
  );
  return { headers, body: gap ? text.slice(gap.index + gap[0].length) : '' };
}

function unpacked({ headers, body }: Part): Uint8Array {
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const text = body
    .replace(/=[ \t]*\r?\n/g, '')
    .replace(/=([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(text, 'latin1');
}

/** A letter a byte, so that nothing is lost before the charset is known. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
