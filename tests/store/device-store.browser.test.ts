import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { ensureBrowser } from '../../scripts/support/browsers.ts';
import { type StorePage, serveStore } from './store-page.ts';

let browser: Browser;
let store: StorePage;
let page: Page;

beforeAll(async () => {
  store = await serveStore();
  browser = await chromium.launch({ executablePath: await ensureBrowser('chromium', () => undefined), args: ['--no-sandbox'] });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  store?.close();
});
beforeEach(async () => {
  const context = await browser.newContext();
  page = await context.newPage();
  await page.goto(store.address);
});

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

test('what waits is put back in its order, before what is added then, when the database is deleted under it', async () => {
  const found = await page.evaluate(async () => {
    const { outbox } = await deviceStore.open();
    for (const id of ['c-1', 'c-2']) await outbox.add(deviceStore.command(id), 'anna', 0);
    await deviceStore.loseDatabase('vovremya-outbox');
    await outbox.add(deviceStore.command('c-3'), 'anna', 0);
    return (await outbox.pending('anna')).map(({ command }) => command.id);
  });

  expect(found).toEqual(['c-1', 'c-2', 'c-3']);
});

test('what one person has not sent is put back for that person and told to that person alone', async () => {
  const found = await page.evaluate(async () => {
    const first = await deviceStore.open();
    await first.outbox.add(deviceStore.command('c-1'), 'anna', 0);
    await first.outbox.add(deviceStore.command('c-2'), 'boris', 0);
    await first.outbox.add(deviceStore.command('c-3'), 'anna', 0);
    await deviceStore.loseDatabase('vovremya-outbox');
    const { outbox } = await deviceStore.open();
    const told = async (owner: string | null) => (await deviceStore.readRecovered(outbox, owner))?.count ?? null;
    const pending = (await outbox.pending('boris')).map(({ command }) => command.id);
    return { pending, told: [await told('anna'), await told('boris'), await told('vera'), await told(null)] };
  });

  expect(found).toEqual({ pending: ['c-2'], told: [2, 1, null, 3] });
});

test('a command that was being taken back does not come back when the worker died in the middle and the database is lost', async () => {
  const found = await page.evaluate(async () => {
    const { outbox } = await deviceStore.open();
    for (const id of ['c-1', 'c-2']) await outbox.add(deviceStore.command(id), 'anna', 0);
    IDBObjectStore.prototype.delete = () => {
      throw new Error('died');
    };
    await outbox.takeBack('c-1').catch(() => undefined);
    await deviceStore.loseDatabase('vovremya-outbox');
    return (await (await deviceStore.open()).outbox.pending('anna')).map(({ command }) => command.id);
  });

  expect(found).toEqual(['c-2']);
});

test('a command that could not be taken back any more is put back when the database is lost before the server has it', async () => {
  const found = await page.evaluate(async () => {
    const { outbox } = await deviceStore.open();
    await outbox.add(deviceStore.command('c-1'), 'anna', 0);
    await outbox.markLeaving(['c-1']);
    const isTaken = await outbox.takeBack('c-1');
    await deviceStore.loseDatabase('vovremya-outbox');
    return { isTaken, pending: (await (await deviceStore.open()).outbox.pending('anna')).map(({ command }) => command.id) };
  });

  expect(found).toEqual({ isTaken: false, pending: ['c-1'] });
});

test('what the server has answered does not come back when the worker died before its copy was cleared away', async () => {
  const found = await page.evaluate(async () => {
    const { outbox } = await deviceStore.open();
    for (const id of ['c-1', 'c-2', 'c-3']) await outbox.add(deviceStore.command(id), 'anna', 0);
    const original = FileSystemDirectoryHandle.prototype.removeEntry;
    FileSystemDirectoryHandle.prototype.removeEntry = () => Promise.reject(new Error('died'));
    await outbox.markApplied(new Map([['c-1', 7]]));
    await outbox.markRejected(deviceStore.command('c-2'), 'anna', { code: 'unknown-case', clause: null, detail: null });
    FileSystemDirectoryHandle.prototype.removeEntry = original;
    const left = await deviceStore.copied();
    const again = (await deviceStore.open()).outbox;
    await again.dismissNotice('c-2');
    await again.add(deviceStore.command('c-1'), 'anna', 0);
    const cleared = await deviceStore.copied();
    return { left, cleared, recovered: await deviceStore.readRecovered(again, 'anna') };
  });

  expect(found).toEqual({ left: ['c-1', 'c-2', 'c-3'], cleared: ['c-3'], recovered: null });
});

test('a text being typed and a refusal not yet read are put back when the database is lost, one that was dropped or read is not', async () => {
  const found = await page.evaluate(async () => {
    const draft = (key: string, text: string) => ({ key, kind: null, text, fields: {}, savedAt: 5 });
    const first = (await deviceStore.open()).outbox;
    await first.saveDraft('anna', draft('reply:a:1', 'Здрав'));
    await first.saveDraft('anna', draft('reply:a:1', 'Здравствуйте'));
    await first.saveDraft('anna', draft('open:vk:wall-1_2', 'лишнее'));
    await first.dropDraft('anna', 'open:vk:wall-1_2');
    for (const id of ['c-1', 'c-2']) {
      await first.add(deviceStore.command(id), 'anna', 0);
      await first.markRejected(deviceStore.command(id), 'anna', { code: 'unknown-case', clause: null, detail: null });
    }
    await first.dismissNotice('c-2');
    // As every start does, with nothing lost.
    await deviceStore.open();
    await deviceStore.loseDatabase('vovremya-outbox');
    const { outbox } = await deviceStore.open();
    return {
      typed: (await outbox.draft('anna', 'reply:a:1'))?.text,
      ofBoris: await outbox.draft('boris', 'reply:a:1'),
      dropped: await outbox.draft('anna', 'open:vk:wall-1_2'),
      again: (await outbox.pending('anna')).map(({ command }) => command.id),
    };
  });

  expect(found).toEqual({ typed: 'Здравствуйте', ofBoris: null, dropped: null, again: ['c-1'] });
});

test('what was done while the browser refused its database is there when it gives it again', async () => {
  await page.evaluate(async () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('Internal error opening backing store', 'UnknownError');
    };
    const { outbox } = await deviceStore.open();
    await outbox.add(deviceStore.command('c-1'), 'anna', 0);
  });
  await page.reload();

  const found = await page.evaluate(async () => {
    const { outbox, memoryOnly } = await deviceStore.open();
    return { memoryOnly, pending: (await outbox.pending('anna')).length };
  });

  expect(found).toEqual({ memoryOnly: false, pending: 1 });
});

test('nothing is called kept when there is no room, and what cannot be put back for want of room waits for the next start', async () => {
  const found = await page.evaluate(async () => {
    const first = (await deviceStore.open()).outbox;
    await first.add(deviceStore.command('c-1'), 'anna', 0);
    const original = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const refused = await first.add(deviceStore.command('c-2'), 'anna', 0).catch((problem: DOMException) => problem.name);
    await deviceStore.loseDatabase('vovremya-outbox');
    const meanwhile = (await (await deviceStore.open()).outbox.pending('anna')).length;
    IDBObjectStore.prototype.put = original;
    const after = (await (await deviceStore.open()).outbox.pending('anna')).map(({ command }) => command.id);
    return { refused, meanwhile, after };
  });

  expect(found).toEqual({ refused: 'QuotaExceededError', meanwhile: 0, after: ['c-1'] });
});

test('a copy that was cut short, is of a newer version or is something else is passed over, and the others are put back', async () => {
  const found = await page.evaluate(async () => {
    const first = (await deviceStore.open()).outbox;
    for (const id of ['c-1', 'c-5']) await first.add(deviceStore.command(id), 'anna', 0);
    await deviceStore.spoilCopy('c-2', '{"key":"c-2","vers');
    await deviceStore.spoilCopy(
      'c-3',
      JSON.stringify({ key: 'c-3', order: 0, version: 2, json: '{"command":{"id":"c-3"},"owner":"anna"}' }),
    );
    for (const [id, text] of Object.entries({ 'c-4': '', 'c-6': '{}', 'c-7': 'null', 'c-8': '[1]' }))
      await deviceStore.spoilCopy(id, text);
    await deviceStore.loseDatabase('vovremya-outbox');
    const { outbox } = await deviceStore.open();
    return { pending: (await outbox.pending('anna')).map(({ command }) => command.id), copied: await deviceStore.copied() };
  });

  expect(found.pending).toEqual(['c-1', 'c-5']);
  expect(found.copied).toContain('c-3');
});

test('what a restored server has forgotten is copied again until it has said so', async () => {
  const found = await page.evaluate(async () => {
    const { outbox } = await deviceStore.open();
    for (const id of ['c-1', 'c-2']) await outbox.add(deviceStore.command(id), 'anna', 0);
    await outbox.markApplied(new Map([['c-1', 7]]));
    const before = await deviceStore.copied();
    await outbox.reopenApplied('anna');
    return [before, await deviceStore.copied()];
  });

  expect(found).toEqual([['c-2'], ['c-1', 'c-2']]);
});

const damages: [string, (file: string) => void][] = [
  ['were overwritten', (file) => writeFileSync(file, randomBytes(statSync(file).size))],
  ['were cut in half', (file) => truncateSync(file, Math.floor(statSync(file).size / 2))],
  ['are gone', (file) => rmSync(file)],
];

test.each(damages)(
  'what was not sent is put back and told of, and the cases begun anew, when the files of the database %s',
  async (_, damage) => {
    const profile = mkdtempSync(join(tmpdir(), 'vovremya-profile-'));
    onTestFinished(() => rmSync(profile, { recursive: true, force: true }));
    await store.inProfile(profile, async (before) => {
      await before.evaluate(async () => {
        const { outbox, cache } = await deviceStore.open();
        for (const id of ['c-1', 'c-2', 'c-3', 'c-4']) await outbox.add(deviceStore.command(id), 'anna', 0);
        await outbox.takeBack('c-2');
        await outbox.markApplied(new Map([['c-3', 7]]));
        await cache.applyPage({ put: [deviceStore.cached('a')], remove: [], cursor: { epoch: 'e', after: 1, tip: 't' } });
      });
    });
    const root = join(profile, 'Default', 'IndexedDB');
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(log|ldb)$/.test(name));
    for (const name of files) damage(join(root, name));

    const found = await store.inProfile(profile, (after) =>
      after.evaluate(async () => {
        const { outbox, cache, memoryOnly } = await deviceStore.open();
        const pending = (await outbox.pending('anna')).filter(({ state }) => state === 'held').map(({ command }) => command.id);
        await outbox.add(deviceStore.command('c-5'), 'anna', 0);
        const recovered = await deviceStore.readRecovered(outbox, 'anna');
        const documents = await cache.documents();
        return { memoryOnly, pending, isKept: await outbox.has('c-5'), recovered: recovered?.count, documents: documents.length };
      }),
    );

    expect(files.length).toBeGreaterThan(0);
    expect(found).toMatchObject({ memoryOnly: false, isKept: true, documents: expect.any(Number) });
    // What a half of the files still tells may be an earlier state.
    expect(found.pending).toEqual(expect.arrayContaining(['c-1', 'c-4']));
    expect(found.recovered).toBeGreaterThan(0);
  },
);

test('what was not sent is put back in Firefox, too, after a restart without its database', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'vovremya-profile-'));
  onTestFinished(() => rmSync(profile, { recursive: true, force: true }));
  await store.inFirefox(profile, (before) =>
    before.evaluate(async () => {
      const { outbox } = await deviceStore.open();
      for (const id of ['c-1', 'c-2', 'c-3']) await outbox.add(deviceStore.command(id), 'anna', 0);
      await outbox.takeBack('c-2');
    }),
  );
  const databases = readdirSync(profile, { recursive: true, encoding: 'utf8' }).filter((name) => /\/idb$/.test(name));
  for (const name of databases) rmSync(join(profile, name), { recursive: true });

  const found = await store.inFirefox(profile, (after) =>
    after.evaluate(async () => {
      const { outbox, memoryOnly } = await deviceStore.open();
      return { memoryOnly, pending: (await outbox.pending('anna')).map(({ command }) => command.id) };
    }),
  );

  expect(databases.length).toBeGreaterThan(0);
  expect(found).toEqual({ memoryOnly: false, pending: ['c-1', 'c-3'] });
});
