import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { isSameText } from '../../lib/overlay/insertion/same-text.ts';
import { authoredText, editableText } from '../../lib/sites/shared/text.ts';

afterEach(() => document.body.replaceChildren());

/** Draws a text the way an editor does: each piece a text node, `<br>`, block or picture. */
function drawn(lines: readonly string[], kind: 'br' | 'div' | 'pre'): HTMLElement {
  const box = document.createElement('div');
  document.body.append(box);
  if (kind === 'pre') {
    box.style.whiteSpace = 'pre-wrap';
    box.textContent = lines.join('\n');
  }
  for (const [index, line] of kind === 'pre' ? [] : lines.entries()) {
    if (kind === 'br' && index > 0) box.append(document.createElement('br'));
    const holder = kind === 'div' && index > 0 ? document.createElement('div') : box;
    if (line !== '') holder.append(line);
    else if (holder !== box) holder.append(document.createElement('br'));
    if (holder !== box) box.append(holder);
  }
  return box;
}

const words = fc.constantFrom('Здравствуйте', 'Яму', 'засыпали', '👍', 'https://example.org/a?b=1&c=2', '— № 5', '🇷🇺', 'ё');
const line = fc.array(words, { maxLength: 4 }).map((parts) => parts.join(' '));
const text = fc.array(line, { minLength: 1, maxLength: 6 }).map((lines) => lines.join('\n').trim());

test.each(['br', 'div', 'pre'] as const)('a text drawn with %s is read back whole', (kind) => {
  fc.assert(
    fc.property(text, (wanted) => {
      const box = drawn(wanted.split('\n'), kind);
      expect(isSameText(editableText(box), wanted)).toBe(true);
      box.remove();
    }),
  );
});

test('the filler an editor keeps at the end is no line', () => {
  const box = drawn(['Первая', 'вторая'], 'br');
  box.append(document.createElement('br'));

  expect(editableText(box)).toBe('Первая\nвторая');
});

test('raw line breaks of a page’s source are spaces when the page does not keep them', () => {
  const box = document.createElement('div');
  box.textContent = 'Дом\n      на  горе';
  document.body.append(box);

  expect(authoredText(box)).toBe('Дом на горе');
});

test('the expander goes with the break before it and the rest stays', () => {
  const box = document.createElement('div');
  const more = document.createElement('a');
  more.className = 'more';
  more.textContent = 'Показать полностью…';
  const rest = document.createElement('span');
  rest.style.display = 'none';
  rest.append(document.createElement('br'), 'конец');
  box.append('начало', document.createElement('br'), more, rest);

  expect(authoredText(box, { skip: '.more', expander: '.more' })).toBe('начало\nконец');
});

test.each([
  ['Вода будет', 'Вода  будет ', true],
  ['Вода ❤️', 'Вода ❤', true],
  ['\u0438\u0306', '\u0439', true],
  ['Вода\nбудет', 'Вода будет', false],
  ['Вода 👍', 'Вода', false],
  ['Вода будет', 'Вода не будет', false],
])('%j and %j are the same text: %s', (shown, wanted, same) => {
  expect(isSameText(shown, wanted)).toBe(same);
});

test('the whole text stands once when an expander would put it in place of a shortened one', () => {
  const box = document.createElement('div');
  const [short, more, whole] = ['span', 'a', 'span'].map((tag) => document.createElement(tag));
  if (!short || !more || !whole) throw new Error('nothing made');
  more.className = 'more';
  short.textContent = 'Третью неделю не горит ни один фонарь на всей улице';
  whole.textContent = `${short.textContent}, просим починить`;
  box.append(short, more, whole);

  expect(authoredText(box, { skip: '.more', expander: '.more' })).toBe(whole.textContent);
  whole.textContent = ', просим починить';
  expect(authoredText(box, { skip: '.more', expander: '.more' })).toBe(`${short.textContent}, просим починить`);
});

test.each([
  [{ alt: '❗', src: '/emoji/e/e29d97.png' }, '❗'],
  [{ src: '/images/emoji/D83DDE0A.png' }, '😊'],
  [{ src: 'https://vk.com/emoji/e/e29d97_2x.png', alt: '' }, '❗'],
  [{ emoji: 'D83DDE0A', src: 'data:,' }, '😊'],
  [{ src: '/emoji/e/e2ffff.png' }, ''],
  [{ src: '/photo.png' }, ''],
])('a picture %j is read as «%s»', (attributes, emoji) => {
  const box = document.createElement('div');
  const image = document.createElement('img');
  for (const [name, value] of Object.entries(attributes)) image.setAttribute(name, value);
  box.append(image);

  expect(authoredText(box)).toBe(emoji);
});

test.each([
  [
    'example.org/works/very-lon…',
    '/away.php?to=https%3A%2F%2Fexample.org%2Fworks%2Fvery-long%3Fid%3D5',
    'https://example.org/works/very-long?id=5',
  ],
  ['https://example.org/wor..', 'https://example.org/works/5', 'https://example.org/works/5'],
  ['подробнее на сайте…', 'https://example.org/works/5', 'подробнее на сайте…'],
  ['example.org/works/ver…', 'https://elsewhere.example/works', 'example.org/works/ver…'],
  ['example.org/works', '/away.php?to=https%3A%2F%2Fexample.org%2Fworks', 'example.org/works'],
])('a link that shows «%s» and leads to %s is read as «%s»', (words, href, read) => {
  const box = document.createElement('div');
  const link = document.createElement('a');
  link.setAttribute('href', href);
  link.textContent = words;
  box.append('Ход работ: ', link);

  expect(authoredText(box)).toBe(`Ход работ: ${read}`);
});
