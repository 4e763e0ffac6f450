import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BrowserKind } from '../../scripts/support/browsers.ts';
import { sideBySide } from '../support/side-by-side.ts';
import { type EditorBrowser, type EditorPage, startEditorBrowser } from './editors/browsers.ts';

const FRAMEWORKS = ['lexical', 'draft', 'prosemirror', 'quill', 'slate', 'textarea'];
const OWN = ['bare', 'reborn', 'plain', 'asked', 'lazy', 'shadow'];
const EDITORS = [...FRAMEWORKS, ...OWN];
const LONG = Array.from({ length: 80 }, (_, i) => `Пункт ${i + 1}: ёмкости, «ёлочки», "лапки" 👍🏽${i % 7 === 3 ? '\n' : ''}`)
  .join('\n')
  .padEnd(4_000, ' и далее')
  .slice(0, 4_000);
const TEXTS: [string, string][] = [
  ['one line', 'Здравствуйте, Ольга! Спасибо, что сообщили.'],
  ['blank lines', 'Здравствуйте!\n\nЯму огородили.\nАсфальт уложат до 28 ноября.\n\n\nС уважением,\nадминистрация'],
  [
    'emoji with modifiers, links, quotes and markup',
    [
      'Готово 👍🏽 👩🏾‍🔧 👨‍👩‍👧‍👦 переходят 🇷🇺 ❤️‍🔥 1️⃣',
      'https://example.org/works?id=5&street=%D0%A1%D0%B0%D0%B4#top, www.example.org, mail@example.org',
      '«Ёлочки», „лапки“, "прямые", \'одинарные\' <b>не жирно</b> &nbsp; &amp; \\n `код`',
    ].join('\n'),
  ],
  ['4,000 characters', LONG],
];

const browsers = new Map<BrowserKind, EditorBrowser>();
const pages = new Map<BrowserKind, EditorPage>();

beforeAll(async () => {
  for (const kind of ['chromium', 'firefox'] as const) browsers.set(kind, await startEditorBrowser(kind));
});
afterAll(async () => {
  for (const browser of browsers.values()) await browser.close();
});

/** Each editor has its own place on the page: what is put into one leaves the others as they were. */
function onOnePage(): void {
  beforeAll(async () => {
    for (const [kind, browser] of browsers) pages.set(kind, await browser.open());
  });
  afterAll(async () => {
    for (const page of pages.values()) await page.close();
  });
}

const inBoth =
  <Told extends unknown[]>(act: (page: EditorPage, ...told: Told) => Promise<void>) =>
  (...told: Told): Promise<void> =>
    sideBySide(pages, (page) => act(page, ...told));
const put = (page: EditorPage, editor: string, text: string, earlier?: string) =>
  page.evaluate(({ editor, text, earlier }) => window.put(editor, text, earlier), { editor, text, earlier });
const held = (page: EditorPage, editor: string) => page.evaluate((name) => window.editors[name]?.text() ?? null, editor);
const enter = (page: EditorPage, editor: string) => page.evaluate((name) => window.editors[name]?.box().focus(), editor);

describe.each(TEXTS)('%s is held byte for byte when it was put in as a reply into', (_, text) => {
  onOnePage();

  test.each(EDITORS)(
    '%s',
    inBoth(async (page, editor) => {
      const outcome = await put(page, editor, text);

      expect(outcome).toMatchObject({ ok: true });
      expect(outcome).not.toMatchObject({ strategy: 'clipboard' });
      expect(await held(page, editor)).toBe(text);
    }),
  );
});

describe('our earlier text gives way to the new one when it was not touched in', () => {
  onOnePage();

  test.each(EDITORS)(
    '%s',
    inBoth(async (page, editor) => {
      const first = 'Здравствуйте!\n\nЯму засыплют.';
      await put(page, editor, first);

      expect(await put(page, editor, 'Здравствуйте!\n\nЯму засыпали.', first)).toMatchObject({ ok: true });
      expect(await held(page, editor)).toBe('Здравствуйте!\n\nЯму засыпали.');
    }),
  );
});

describe('nothing is said to stand in a box that', () => {
  onOnePage();

  test(
    'shows its old words again a moment later',
    inBoth(async (page) => {
      expect(await put(page, 'stubborn', 'Здравствуйте!')).not.toMatchObject({ ok: true, strategy: 'insert-text' });
      await expect.poll(() => held(page, 'stubborn')).toBe('');
    }),
  );
});

// A box that is drawn anew at each letter can neither be typed into nor go back to what it was; one model hears of nothing in between.
const TYPED_INTO = EDITORS.filter((editor) => editor !== 'reborn' && editor !== 'lazy');

describe('a person’s own words are kept when there are some in', () => {
  onOnePage();

  test.each(TYPED_INTO)(
    '%s',
    inBoth(async (page, editor) => {
      await enter(page, editor);
      await page.type('Уточните адрес');
      await expect.poll(() => held(page, editor)).toBe('Уточните адрес');

      expect(await put(page, editor, 'Здравствуйте!')).toEqual({ ok: false, reason: 'composer-not-empty' });
      expect(await held(page, editor)).toBe('Уточните адрес');
    }),
  );
});

describe('one «undo» empties the box again when a reply was put into', () => {
  onOnePage();

  test.each(TYPED_INTO)(
    '%s',
    inBoth(async (page, editor) => {
      await put(page, editor, 'Здравствуйте!\n\nЯму огородили ✅\nАсфальт уложат.');
      await enter(page, editor);
      await page.undo();

      await expect.poll(() => held(page, editor)).toBe('');
    }),
  );
});
