import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Page as ChromiumPage, chromium } from 'playwright-core';
import puppeteer, { type Page as FirefoxPage } from 'puppeteer-core';
import { type BrowserKind, ensureBrowser } from '../../../scripts/support/browsers.ts';
import { bundled } from '../../support/bundled.ts';

const BLANK =
  '<!doctype html><meta charset="utf-8"><style>[contenteditable]{min-height:20px}.ProseMirror{white-space:pre-wrap}</style><body></body>';

/** What a test needs of a browser's page, the same in both. */
export interface EditorPage {
  evaluate: ChromiumPage['evaluate'];
  type(words: string): Promise<void>;
  undo(): Promise<void>;
  close(): Promise<void>;
}

/** A browser that opens pages with every editor on them. */
export interface EditorBrowser {
  open(): Promise<EditorPage>;
  close(): Promise<void>;
}

export async function startEditorBrowser(kind: BrowserKind): Promise<EditorBrowser> {
  const [editors, code] = await Promise.all([bundled('page.js', import.meta.url), bundled('code.ts', import.meta.url)]);
  const server = createServer((_, response) => void response.setHeader('content-type', 'text/html').end(BLANK));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const executablePath = await ensureBrowser(kind, () => undefined);
  const browser =
    kind === 'chromium'
      ? await chromium.launch({ executablePath, args: ['--no-sandbox'] })
      : await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
  return {
    async open() {
      const page: ChromiumPage | FirefoxPage = await browser.newPage();
      await page.goto(url);
      const evaluate = page.evaluate.bind(page) as ChromiumPage['evaluate'];
      await evaluate(editors);
      await evaluate(code);
      return {
        evaluate,
        type: (words) => page.keyboard.type(words),
        async undo() {
          await page.keyboard.down('Control');
          await page.keyboard.press('z');
          await page.keyboard.up('Control');
        },
        close: () => page.close(),
      };
    },
    async close() {
      await browser.close();
      await new Promise((closed) => server.close(closed));
    },
  };
}
