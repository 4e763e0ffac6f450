import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import puppeteer, { type Page as FirefoxPage } from 'puppeteer-core';
import { build } from 'vite';
import { ensureBrowser } from '../../scripts/support/browsers.ts';
import type { DeviceStore } from './in-page.ts';

declare global {
  var deviceStore: DeviceStore;
}

/** A page of a real browser with the device's own code in it, as the extension ships it. */
export interface StorePage {
  address: string;
  /** In a browser with this profile, closed again afterwards. */
  inProfile<R>(profile: string, work: (page: Page) => Promise<R>): Promise<R>;
  inFirefox<R>(profile: string, work: (page: FirefoxPage) => Promise<R>): Promise<R>;
  close(): void;
}

export async function serveStore(): Promise<StorePage> {
  const script = await bundled();
  const server = createServer((request, response) => {
    const isScript = request.url === '/store.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<script src="/store.js"></script>');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    address,
    async inProfile(profile, work) {
      const executablePath = await ensureBrowser('chromium', () => undefined);
      const context = await chromium.launchPersistentContext(profile, { executablePath, args: ['--no-sandbox'] });
      try {
        const one = await context.newPage();
        await one.goto(address);
        return await work(one);
      } finally {
        await context.close();
      }
    },
    async inFirefox(profile, work) {
      const executablePath = await ensureBrowser('firefox', () => undefined);
      const firefox = await puppeteer.launch({ browser: 'firefox', executablePath, userDataDir: profile, headless: true });
      try {
        const one = await firefox.newPage();
        await one.goto(address);
        return await work(one);
      } finally {
        await firefox.close();
      }
    },
    close: () => void server.close(),
  };
}

async function bundled(): Promise<string> {
  const entry = fileURLToPath(new URL('in-page.ts', import.meta.url));
  const lib = { entry, formats: ['iife' as const], name: 'deviceStoreBundle', fileName: 'store' };
  const result = await build({ configFile: false, logLevel: 'silent', build: { write: false, lib } });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('nothing was bundled');
  return output.output[0].code;
}
