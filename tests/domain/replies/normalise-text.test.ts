import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normaliseText, sameText, similarity } from '../../../lib/domain/replies/normalise-text.ts';

const approved = 'Здравствуйте! Яма на ул. «Мира» — заделана 10 марта.\n\nС уважением,\nАдминистрация округа';

describe('two copies of a reply', () => {
  test.each([
    ['spaces that do not break', approved.replaceAll(' ', '\u00a0')],
    ['other quotes and dashes', approved.replace('«', '"').replace('»', '"').replace('—', '-')],
    ['no empty line and Windows line ends', approved.replace('\n\n', '\r\n')],
    ['spaces around lines and at the ends', `  ${approved.replaceAll('\n', ' \n ')} \n`],
    ['a letter with its accent apart', approved.normalize('NFD')],
    ['an invisible sign', approved.replace('Яма', 'Я\u200bма')],
    ['«е» for «ё»', `${approved} Ёлку уберём`, `${approved} Елку уберем`],
    ['the other form of an emoji', `${approved} ❤️`, `${approved} ❤`],
    ['a link without its scheme', `${approved} https://www.example.org/a?b=1`, `${approved} example.org/a?b=1`],
    ['a link with its letters coded', `${approved} https://example.org/%D0%B0/`, `${approved} https://example.org/а`],
  ])('are the same when one has %s', (_, copy, other = approved) => {
    expect(sameText(copy, other)).toBe(true);
  });

  test.each([
    ['a word is changed', approved.replace('заделана', 'закрыта')],
    ['a date is changed', approved.replace('10', '11')],
    ['a link leads elsewhere', `${approved} https://example.org/a`, `${approved} https://example.org/b`],
    ['a link leads to another site', `${approved} https://example.org/a`, `${approved} https://example.com/a`],
    ['an emoji is lost', `${approved} 👍`, approved],
    ['the signature is cut off', approved.split('\n\n')[0] ?? ''],
    ['a capital is lost', approved.toLowerCase()],
    ['words run together', approved.replace('на ул', 'наул')],
  ])('differ when %s', (_, one, other = approved) => {
    expect(sameText(one, other)).toBe(false);
  });

  test('are normalised once and for all', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => normaliseText(normaliseText(text)) === normaliseText(text)));
  });
});

describe('similarity', () => {
  test('is one of equals, near one of an edited reply, low of another answer', () => {
    expect(similarity(approved, approved)).toBe(1);
    expect(similarity(approved, approved.replace('10 марта', '12 марта'))).toBeGreaterThan(0.9);
    expect(similarity(approved, 'Спасибо за обращение, график вывоза мусора размещён на сайте.')).toBeLessThan(0.4);
    expect(similarity('', approved)).toBe(0);
    expect(similarity('👍', '👍')).toBe(1);
  });

  test('is the same from both sides and never leaves 0…1', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const value = similarity(one, other);

        expect(value).toBe(similarity(other, one));
        expect(value >= 0 && value <= 1).toBe(true);
      }),
    );
  });
});
