import { capturePage } from '../capture/capture.ts';
import type { PageCopy } from '../protocol/messages.ts';

/** How a page is read, as a test of a saved page writes it down. */
export interface Reading {
  layout: string;
}
export type ReadCaptured = (doc: Document, at: { url: URL; now: number; zone: string }) => Reading | null;

type Outcome = { ok: true } | Extract<ReturnType<typeof capturePage>, { ok: false }>;

/** Makes the skeleton of a page and gives it to the person as two files, the page and what is read in it, to be reviewed. */
export function keepCapture(copy: PageCopy, read: ReadCaptured, save: (name: string, text: string) => void): Outcome {
  const { html, authors, now, zone } = copy;
  const parser = new DOMParser();
  const capture = capturePage(parser.parseFromString(html, 'text/html'), { url: new URL(copy.url), now, zone }, authors);
  if (!capture.ok) return capture;
  const url = new URL(capture.url, copy.url);
  const reading = read(parser.parseFromString(capture.html, 'text/html'), { url, now, zone });
  const name = `${new Date(now).toISOString().slice(0, 10)}-${reading?.layout ?? 'unknown'}`;
  const expected = { url: url.href, now: new Date(now).toISOString(), zone, ...reading };
  save(`${name}.html`, capture.html);
  save(`${name}.json`, `${JSON.stringify(expected, null, 2)}\n`);
  return { ok: true };
}
