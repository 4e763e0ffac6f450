import { type Leak, leaksIn, secretsOf } from './leaks.ts';
import { type CapturedAt, redactPage } from './redact-page.ts';

export type Capture = { ok: true; html: string; url: string } | { ok: false; leaks: Leak[] };

/**
 * A page's skeleton for tests, or what kept it from being one. `doc` is the whole page as it stood in the tab and is changed;
 * `authors` are the names that the network's adapter reads in it.
 */
export function capturePage(doc: Document, at: CapturedAt, authors: string[]): Capture {
  const secrets = secretsOf(`${serialised(doc)} ${at.url.href}`, doc.documentElement.textContent ?? '', authors);
  const url = redactPage(doc, at);
  const html = serialised(doc);
  const leaks = leaksIn(`${html} ${url}`, doc.documentElement.textContent ?? '', secrets);
  return leaks.length === 0 ? { ok: true, html: `<!doctype html>\n${html}\n`, url } : { ok: false, leaks };
}

function serialised(doc: Document): string {
  return doc.documentElement.outerHTML;
}
