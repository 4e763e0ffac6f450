// Practice pages of «Вовремя»: small building blocks shared by all of them.

const root = document.documentElement;
export const base = root.dataset.base ?? '';
const family = (root.dataset.layout ?? '').split('-')[0];
export const network = family === 'ok' || family === 'telegram' ? family : 'vk';

/** @param {string} tag @param {Record<string, unknown>} attributes */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** Settings of the page travel along with every link inside it. */
export function link(path) {
  const url = new URL(base + path, location.origin);
  for (const name of ['layout', 'theme', 'editor', 'as']) {
    const value = new URLSearchParams(location.search).get(name);
    if (value) url.searchParams.set(name, value);
  }
  return url.pathname + url.search + url.hash;
}

export function currentPath() {
  return location.pathname.slice(base.length) || '/';
}

export async function ask(what, query = {}, body = undefined) {
  const search = new URLSearchParams({ network, ...query });
  const options = body ? { method: 'POST', body: JSON.stringify(body) } : {};
  const answer = await fetch(`/practice/api/${what}?${search}`, options);
  return { ok: answer.ok, ...(await answer.json()) };
}

export function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

export function avatar(author, className) {
  const hue = [...author.name].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 7);
  const letters = author.name
    .split(' ')
    .slice(0, 2)
    .map((word) => word[0])
    .join('');
  return h('span', { class: `avatar ${className}`, style: `--hue:${hue}`, 'aria-hidden': 'true' }, letters);
}

/** A text with its line breaks as the networks draw them. */
export function lines(text) {
  return text.split('\n').flatMap((line, index) => (index === 0 ? [line] : [h('br'), line]));
}

export function picture(name) {
  return h('img', { class: 'picture', src: `/practice/static/${name}.svg`, alt: '' });
}
