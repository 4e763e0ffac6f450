/** A page that a person keeps as a file: words and pictures, and nothing in it runs or is fetched, whatever was typed. */

export type Line = [name: string, value: string];

const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";
const STYLE = [
  'body{max-width:46em;margin:2em auto;padding:0 1em;font:16px/1.5 sans-serif}',
  'article{border-top:1px solid;padding:.5em 0 1em}',
  'dl{display:grid;grid-template-columns:auto 1fr;gap:.3em 1em}dt{font-weight:bold}dd{margin:0;overflow-wrap:anywhere}',
  '.text{white-space:pre-wrap}img{max-width:100%}',
].join('');

export function pageStart(lang: string, title: string, paragraphs: string[]): string {
  const head = `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">`;
  return [
    `<!doctype html>\n<html lang="${lang}"><head>${head}<title>${escaped(title)}</title><style>${STYLE}</style></head><body>`,
    `<h1>${escaped(title)}</h1>`,
    ...paragraphs.map((words) => `<p>${escaped(words)}</p>`),
    '',
  ].join('\n');
}

export const PAGE_END = '</body></html>\n';

export function heading(title: string, count: number): string {
  return `<h2>${escaped(title)} (${count})</h2>\n`;
}

/** Lines without a value are left out; `aside`: a sentence below them. */
export function part(title: string, lines: Line[], aside = ''): string {
  const told = lines.filter(([, value]) => value !== '');
  const rows = told.map(([name, value]) => `<dt>${escaped(name)}</dt><dd class="text">${escaped(value)}</dd>`);
  const below = aside === '' ? '' : `<p>${escaped(aside)}</p>`;
  return `<article><h3>${escaped(title)}</h3>\n<dl>${rows.join('\n')}</dl>${below}</article>\n`;
}

export function figure(caption: string, picture: { type: string; base64: string } | null): string {
  const shown = picture === null ? '' : `<img alt="" src="data:${picture.type};base64,${picture.base64}">`;
  return `<figure><figcaption class="text">${escaped(caption)}</figcaption>${shown}</figure>\n`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };

/** As HTML reads it back letter by letter. */
function escaped(text: string): string {
  return text.replace(/[&<>"\r]/g, (character) => ENTITIES[character] ?? character);
}
