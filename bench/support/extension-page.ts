import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { build } from 'vite';
import { ensureBrowser } from '../../scripts/support/browsers.ts';

const MANIFEST = { manifest_version: 3, name: 'bench', version: '1', host_permissions: ['<all_urls>'] };
const PAGE = '<!doctype html><script src="page.js"></script>';

/** One program, as it is bundled for a browser. */
export async function bundled(entry: string): Promise<string> {
  const lib = { entry, formats: ['iife' as const], name: 'bench', fileName: 'page' };
  const define = { global: 'globalThis', 'process.env.NODE_ENV': '"production"' };
  const result = await build({ configFile: false, logLevel: 'silent', define, build: { write: false, lib } });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('nothing was bundled');
  return output.output[0].code;
}

export interface ExtensionBrowser {
  context: BrowserContext;
  /** Of the page that runs the program. */
  url: string;
  close(): Promise<void>;
}

/**
 * Chromium with an extension whose page runs the program: with an extension's rights and its ban on making code out of words. The profile is
 * on the disk: in a private window its IndexedDB would be in memory.
 */
export async function openExtension(program: string): Promise<ExtensionBrowser> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'vovremya-bench-browser-')));
  const extension = join(folder, 'extension');
  mkdirSync(extension);
  writeFileSync(join(extension, 'manifest.json'), JSON.stringify(MANIFEST));
  writeFileSync(join(extension, 'page.html'), PAGE);
  writeFileSync(join(extension, 'page.js'), program);
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: await ensureBrowser('chromium', () => undefined),
    args: ['--no-sandbox', `--disable-extensions-except=${extension}`, `--load-extension=${extension}`],
    ignoreDefaultArgs: ['--disable-extensions'],
  });
  return {
    context,
    url: `chrome-extension://${idOf(extension)}/page.html`,
    async close() {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Of an extension without a key: Chromium takes it from its path. */
function idOf(path: string): string {
  const hex = createHash('sha256').update(path).digest('hex').slice(0, 32);
  return [...hex].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}
