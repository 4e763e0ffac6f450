import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openSavedPage } from '../../cli/saved-page.ts';
import { siteFor } from '../../lib/sites/index.ts';
import { readingOf } from '../../lib/sites/reading.ts';
import type { ReadMessage } from '../../lib/sites/site.ts';
import type { Expected } from './support/saved-page.ts';

const here = new URL('./', import.meta.url);
const pages = ['vk', 'ok', 'telegram'].flatMap((site) =>
  readdirSync(new URL(`${site}/`, here))
    .filter((name) => name.endsWith('.html'))
    .map((name) => `${site}/${name}`),
);
const TAG = /<[a-z][^<>]*>/gi;
const ATTRIBUTE = /\s[a-z][\w:-]*=("[^"]*"|'[^']*')/gi;

/** The same page as another program would have saved it. */
const savers: [string, (html: string, url: string) => string | Uint8Array][] = [
  [
    'Chromium, which names the address in a comment',
    (html, url) => `<!DOCTYPE html>\n<!-- saved from url=(00${url.length})${url} -->\n${html}`,
  ],
  [
    'SingleFile, which says so, drops scripts and handlers and inlines pictures',
    (html, url) =>
      `<!DOCTYPE html> <html lang=ru><!--\n Page saved with SingleFile \n url: ${url} \n saved date: Sat Aug 28 2021 11:00:00 GMT+0300\n-->${html
        .replace(/<script\b[\s\S]*?<\/script>/gi, '')
        .replace(/(<img\b[^>]*?\ssrc=)"[^"]*"(?=[^>]*\salt=)/gi, '$1"data:image/png;base64,iVBORw0KGgo="')}`,
  ],
  [
    'a browser that makes every address whole',
    (html, url) => html.replace(/ href="(\/(?!\/)[^"]*)"/g, (_, path) => ` href="${new URL(path, url).href}"`),
  ],
  [
    'a browser that keeps pictures in a folder beside it',
    (html) => html.replace(/ src="[^"]*\/([^"/]+)"/g, ' src="./page_files/$1"'),
  ],
  ['a program that ends lines with CR LF', (html) => html.replace(/\r?\n/g, '\r\n')],
  [
    'a program that writes names of tags in capitals',
    (html) => html.replace(/<(\/?)([a-z]+)(?=[\s>])/g, (_, end, name) => `<${end}${name.toUpperCase()}`),
  ],
  [
    'a program that quotes attributes with apostrophes',
    (html) => html.replace(TAG, (tag) => tag.replace(/="([^"']*)"/g, "='$1'")),
  ],
  [
    'a translator that wraps every text in <font>',
    (html) => html.replace(/>([^<>]*[А-Яа-яё][^<>]*)</g, '><font style="vertical-align: inherit;"><font>$1</font></font><'),
  ],
  ['an editor in UTF-16', (html) => Buffer.from(`\ufeff${html}`, 'utf16le')],
  ['a server in windows-1251, other letters as numbers', (html) => inWindows1251(`<meta charset="windows-1251">${html}`)],
  [
    'a program that leaves copies of the page in a comment and a template',
    (html) => `<!--${html.replaceAll('--', '- -')}--><template>${html}</template>${html}`,
  ],
];

function inWindows1251(html: string): Uint8Array {
  const decoder = new TextDecoder('windows-1251');
  const codes = new Map(Array.from({ length: 256 }, (_, code) => [decoder.decode(Uint8Array.of(code)), code]));
  return Uint8Array.from(
    [...html].flatMap((letter) => codes.get(letter) ?? [...`&#${letter.codePointAt(0)};`].map((c) => c.charCodeAt(0))),
  );
}

/** Some of the pages lie in the charset that the network sent. */
function asText(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  return text.includes('\ufffd') ? new TextDecoder('windows-1251').decode(bytes) : text;
}

function read(bytes: string | Uint8Array, { url, now, zone }: Expected) {
  const address = new URL(url);
  const doc = openSavedPage(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, address);
  const reading = doc && readingOf(siteFor(address), { doc, url: address, now: Date.parse(now), zone });
  if (!reading) throw new Error(`${url} was not read`);
  return reading;
}

describe.each(pages)('%s', (name) => {
  const html = asText(readFileSync(new URL(name, here)));
  const expected = JSON.parse(readFileSync(new URL(name.replace('.html', '.json'), here), 'utf8')) as Expected;
  const known = new Map(expected.messages.map(({ ref }) => [numberOf(ref), ref as string]));

  test.each(savers)('it is read the same when it was saved by %s', (_, save) => {
    expect(read(save(html, expected.url), expected).messages).toEqual(expected.messages);
  });

  const isReal = ({ ref }: ReadMessage) =>
    known.get(numberOf(ref)) === ref || (!known.has(numberOf(ref)) && html.includes(numberOf(ref)));

  test('no message is made up when the file ends early', () => {
    const ends = [0.1, 0.25, 0.4, 0.55, 0.7, 0.8, 0.9, 0.97].map((part) => html.slice(0, Math.floor(html.length * part)));

    expect(ends.flatMap((beginning) => read(beginning, expected).messages).filter((message) => !isReal(message))).toEqual([]);
  });

  // A lost label may turn an advert into a post; but no number may be put under what it does not belong to.
  test('no message is told for another when attributes are lost', () => {
    const all = [...html.matchAll(ATTRIBUTE)].length;
    const damaged = [2, 3, 5, 7, 11].map((period) => {
      let at = 0;
      return html.replace(ATTRIBUTE, (attribute) => (at++ % period === 0 ? '' : attribute));
    });

    expect(all).toBeGreaterThan(10);
    expect(damaged.flatMap((page) => read(page, expected).messages).filter((message) => !isReal(message))).toEqual([]);
  });
});

/** The last number of a ref, with its sign and owner where it has them. */
function numberOf(ref: string): string {
  return /[^/?=#]+$/.exec(ref.replace('vk:', '').replace(/(wall|photo|video|topic)(?=-?\d)/, '/'))?.[0] ?? ref;
}
