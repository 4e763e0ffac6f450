import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type EditorBrowser, type EditorPage, startEditorBrowser } from './editors/browsers.ts';

const EDITORS = ['lexical', 'draft', 'prosemirror', 'quill', 'slate', 'textarea', 'bare', 'reborn'];
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

describe.each(['chromium', 'firefox'] as const)('in %s', (kind) => {
  let browser: EditorBrowser;
  let page: EditorPage;

  beforeAll(async () => {
    browser = await startEditorBrowser(kind);
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    page = await browser.open();
  });
  afterEach(() => page.close());

  const put = (editor: string, text: string, earlier?: string) =>
    page.evaluate(({ editor, text, earlier }) => window.put(editor, text, earlier), { editor, text, earlier });
  const held = (editor: string) => page.evaluate((name) => window.editors[name]?.text() ?? null, editor);
  const enter = (editor: string) => page.evaluate((name) => window.editors[name]?.box().focus(), editor);

  describe.each(EDITORS)('%s', (editor) => {
    test.each(TEXTS)('holds %s byte for byte when a reply was put in', async (_, text) => {
      const outcome = await put(editor, text);

      expect(outcome).toMatchObject({ ok: true });
      expect(outcome).not.toMatchObject({ strategy: 'clipboard' });
      expect(await held(editor)).toBe(text);
    });

    test('gives our earlier text up for the new one when it was not touched', async () => {
      const first = 'Здравствуйте!\n\nЯму засыплют.';
      await put(editor, first);

      expect(await put(editor, 'Здравствуйте!\n\nЯму засыпали.', first)).toMatchObject({ ok: true });
      expect(await held(editor)).toBe('Здравствуйте!\n\nЯму засыпали.');
    });
  });

  // A box that is drawn anew at each letter can neither be typed into nor go back to what it was.
  describe.each(EDITORS.filter((editor) => editor !== 'reborn'))('%s', (editor) => {
    test('keeps a person’s own words when there are some', async () => {
      await enter(editor);
      await page.type('Уточните адрес');
      await expect.poll(() => held(editor)).toBe('Уточните адрес');

      expect(await put(editor, 'Здравствуйте!')).toEqual({ ok: false, reason: 'composer-not-empty' });
      expect(await held(editor)).toBe('Уточните адрес');
    });

    test('is empty again after one «undo» when a reply was put in', async () => {
      await put(editor, 'Здравствуйте!\n\nЯму огородили ✅\nАсфальт уложат.');
      await enter(editor);
      await page.undo();

      await expect.poll(() => held(editor)).toBe('');
    });
  });
});
