import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ensureBrowser } from '../../scripts/support/browsers.ts';
import type { DeviceStore } from './in-page.ts';

declare global {
  var deviceStore: DeviceStore;
}

let browser: Browser;
let server: Server;
let page: Page;
let script: string;

beforeAll(async () => {
  script = await bundled();
  server = createServer((request, response) => {
    const isScript = request.url === '/store.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<script src="/store.js"></script>');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  browser = await chromium.launch({ executablePath: await ensureBrowser('chromium', () => undefined), args: ['--no-sandbox'] });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  server?.close();
});
beforeEach(async () => {
  const context = await browser.newContext();
  page = await context.newPage();
  await page.goto(address());
});

function address(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** The device's own code, as the extension ships it. */
async function bundled(): Promise<string> {
  const entry = fileURLToPath(new URL('in-page.ts', import.meta.url));
  const lib = { entry, formats: ['iife' as const], name: 'deviceStoreBundle', fileName: 'store' };
  const result = await build({ configFile: false, logLevel: 'silent', build: { write: false, lib } });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('nothing was bundled');
  return output.output[0].code;
}

test('commands, drafts and the session are there in their order, when the page has come anew', async () => {
  await page.evaluate(async () => {
    const { outbox } = await deviceStore.open();
    for (const id of ['c-2', 'c-1', 'c-3']) await outbox.add(deviceStore.command(id), 'anna', 0);
    await outbox.add(deviceStore.command('c-1'), 'anna', 0);
    await outbox.saveDraft('anna', { key: 'reply:1', kind: null, text: 'Здравствуйте', fields: {}, savedAt: 5 });
    await outbox.keep('session', { token: 'secret' });
  });
  await page.reload();

  const found = await page.evaluate(async () => {
    const { outbox, memoryOnly } = await deviceStore.open();
    const ids = (await outbox.pending('anna')).map(({ command }) => command.id);
    return { ids, draft: await outbox.draft('anna', 'reply:1'), session: await outbox.kept('session'), memoryOnly };
  });

  expect(found).toMatchObject({ ids: ['c-2', 'c-1', 'c-3'], draft: { text: 'Здравствуйте' }, session: { token: 'secret' } });
  expect(found.memoryOnly).toBe(false);
});

test('every write of the outbox waits for the disk', async () => {
  const asked = await page.evaluate(async () => {
    const durabilities: (string | undefined)[] = [];
    const original = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (tables, mode, options) {
      if (mode === 'readwrite' && this.name === 'vovremya-outbox') durabilities.push(options?.durability);
      return original.call(this, tables, mode, options);
    };
    const { outbox } = await deviceStore.open();
    await outbox.add(deviceStore.command('c-1'), 'anna', 0);
    await outbox.saveDraft('anna', { key: 'k', kind: null, text: 't', fields: {}, savedAt: 1 });
    return durabilities;
  });

  expect(asked).toEqual(['strict', 'strict']);
});

test('a page of news and its place in the feed are stored together or not at all', async () => {
  const cursor = await page.evaluate(async () => {
    const { cache } = await deviceStore.open();
    const original = IDBObjectStore.prototype.put;
    let writes = 0;
    IDBObjectStore.prototype.put = function (value) {
      writes += 1;
      if (writes === 2) throw new DOMException('full', 'QuotaExceededError');
      return original.call(this, value);
    };
    const put = ['a', 'b'].map((id) => deviceStore.cached(id));
    await cache.applyPage({ put, remove: [], cursor: { epoch: 'e', after: 9, tip: 't' } }).catch(() => undefined);
    IDBObjectStore.prototype.put = original;
    return { cursor: await cache.cursor(), documents: (await cache.documents()).length };
  });

  expect(cursor).toEqual({ cursor: null, documents: 0 });
});

test('cases are found by their message', async () => {
  const found = await page.evaluate(async () => {
    const { cache } = await deviceStore.open();
    const put = ['a', 'b', 'c'].map((id) => deviceStore.cached(id));
    await cache.applyPage({ put, remove: [], cursor: { epoch: 'e', after: 9, tip: 't' } });
    return (await cache.byRefs([deviceStore.cached('b').ref, deviceStore.cached('z').ref])).map(({ document }) => document.id);
  });

  expect(found).toEqual(['b']);
});

test('a cache written by a newer version is dropped and begun anew, while the outbox stays', async () => {
  const found = await page.evaluate(async () => {
    const first = await deviceStore.open();
    await first.outbox.add(deviceStore.command('c-1'), 'anna', 0);
    await deviceStore.upgrade('vovremya-cache', 99);
    const second = await deviceStore.open();
    await second.cache.applyPage({ put: [deviceStore.cached('a')], remove: [], cursor: { epoch: 'e', after: 1, tip: 't' } });
    const pending = await second.outbox.pending('anna');
    return { pending: pending.length, documents: (await second.cache.documents()).length, memoryOnly: second.memoryOnly };
  });

  expect(found).toEqual({ pending: 1, documents: 1, memoryOnly: false });
});

test('a connection closed under it is opened anew', async () => {
  const ids = await page.evaluate(async () => {
    const { outbox } = await deviceStore.open();
    await outbox.add(deviceStore.command('c-1'), 'anna', 0);
    deviceStore.closeAll();
    await outbox.add(deviceStore.command('c-2'), 'anna', 0);
    return (await outbox.pending('anna')).map(({ command }) => command.id);
  });

  expect(ids).toEqual(['c-1', 'c-2']);
});

test('work goes on in memory and says so, when the browser refuses its database', async () => {
  const found = await page.evaluate(async () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('Internal error opening backing store', 'UnknownError');
    };
    const { outbox, memoryOnly } = await deviceStore.open();
    await outbox.add(deviceStore.command('c-1'), 'anna', 0);
    return { memoryOnly, pending: (await outbox.pending('anna')).length };
  });

  expect(found).toEqual({ memoryOnly: true, pending: 1 });
});
