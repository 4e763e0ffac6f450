import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rulesFor } from '../../lib/background/page-rules.ts';
import type { Session } from '../../lib/background/session.ts';
import type { Reference } from '../../lib/protocol/api.ts';
import { referenceSchema } from '../../lib/protocol/api-schema.ts';
import {
  type Client,
  clientOf,
  connectDevice,
  type Office,
  openOffice,
  personRow,
  startTestServer,
  type TestServer,
} from './harness.ts';
import { administrator, aMinuteLater, type Page } from './staff.ts';

const FILE = JSON.stringify({
  network: 'vk',
  roles: {
    post: [{ css: '.wall-item', layout: 'new', surety: 'inventory', seen: '2026-11' }],
    postText: [
      { css: '.words', layout: 'new', surety: 'inventory', seen: '2026-11' },
      { css: '', layout: 'new', surety: 'inventory', seen: '2026-11' },
    ],
  },
});

let dataDir: string;
let server: TestServer;
let office: Office;
let page: Page;
/** A device connected as the extension does it, so that it was told the key. */
let device: Client;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'vovremya-rules-'));
  server = await startTestServer(undefined, undefined, dataDir);
  office = await openOffice(server);
  page = (await administrator(server, office.tenantId)).page;
  const { auth_user_id: userId } = await personRow(server, office.tenantId, office.curator.personId);
  device = clientOf(server.server.url, await connectDevice(server, userId));
});
beforeEach(() => aMinuteLater(server));
afterAll(async () => {
  await server.server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function referenceOf(client: Client): Promise<Reference> {
  return referenceSchema.parse(await (await client.ask('/api/reference')).json());
}

function sessionOf({ grant }: Client): Session {
  const known = { state: 'signed-in', server: server.server.url, owner: '', skewMs: 0 } as const;
  return { ...known, token: grant.token, me: grant.me, ...(grant.rulesKey ? { rulesKey: grant.rulesKey } : {}) };
}

const rules = async (client: Client) => rulesFor('vk', sessionOf(client), await referenceOf(client));
const switches = (on: string[]) => page.post('/admin/pages/vk/switches', Object.fromEntries(on.map((name) => [name, 'on'])));

test('a file is tried, put in force, reaches a device by its own pinned key, and is taken back', async () => {
  expect(await rules(device)).toBeNull();

  const tried = await (await page.post('/admin/pages', { network: 'vk', file: FILE, act: 'try' })).text();
  expect(tried).toContain('post: 1, postText: 1');
  expect(tried).toContain('роль «postText», запись 2: поле «css»');
  expect(await rules(device)).toBeNull();

  const before = (await referenceOf(device)).version;
  expect((await page.post('/admin/pages', { network: 'vk', file: FILE, act: 'save' })).status).toBe(303);
  expect((await referenceOf(device)).version).not.toBe(before);
  expect(await rules(device)).toMatchObject({
    revision: 1,
    off: [],
    selectors: { post: [{ css: '.wall-item' }], postText: [{ css: '.words' }] },
  });

  expect((await page.post('/admin/pages/vk/back', { revision: '0' })).status).toBe(303);
  expect(await rules(device)).toMatchObject({ revision: 2, selectors: null });
  expect((await page.post('/admin/pages/vk/back', { revision: '1' })).status).toBe(303);
  expect(await rules(device)).toMatchObject({ revision: 3, selectors: { post: [{ css: '.wall-item' }] } });
});

test('each part of the work is switched off alone and on again, with the file kept', async () => {
  await page.post('/admin/pages', { network: 'vk', file: FILE, act: 'save' });

  await switches(['marks', 'recognition']);
  expect(await rules(device)).toMatchObject({ off: ['insertion'], selectors: { post: [{ css: '.wall-item' }] } });
  await switches(['marks', 'insertion', 'recognition']);
  expect(await rules(device)).toMatchObject({ off: [] });
});

test('another tenant’s devices get nothing of it', async () => {
  const other = await openOffice(server);

  expect((await referenceOf(other.curator)).pageRules).toEqual([]);
});

test.each([
  ['is none', 'не JSON', 'Это не файл селекторов'],
  ['is of another network', FILE.replace('"vk"', '"ok"'), 'Это не файл селекторов'],
  ['holds no good entry', '{"network":"vk","roles":{"post":[{}]}}', 'ни одной годной записи'],
])('a file is refused in words and kept in the form when it %s', async (_, file, words) => {
  const answer = await page.post('/admin/pages', { network: 'vk', file, act: 'save' });

  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain(words);
});

test('going back to what is not there is refused in words', async () => {
  expect((await page.post('/admin/pages/vk/back', { revision: '999' })).status).toBe(400);
  expect((await page.post('/admin/pages/mail/switches', {})).status).toBe(400);
});

test('a server without a data folder signs nothing and says so', async () => {
  const keyless = await startTestServer();
  const elsewhere = await openOffice(keyless);
  const { auth_user_id: userId } = await personRow(keyless, elsewhere.tenantId, elsewhere.curator.personId);

  expect((await connectDevice(keyless, userId)).rulesKey).toBeUndefined();
  const { page: admin } = await administrator(keyless, elsewhere.tenantId);
  await admin.post('/admin/pages', { network: 'vk', file: FILE, act: 'save' });
  expect(referenceSchema.parse(await (await elsewhere.curator.ask('/api/reference')).json()).pageRules).toEqual([]);
  expect(await (await admin.get('/admin/pages')).text()).toContain('нет папки данных');
  await keyless.server.close();
});
