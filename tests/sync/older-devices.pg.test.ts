import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deleteDB, openDB } from 'idb';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { indexOfDocument } from '../../lib/background/case-index.ts';
import { type Command, picturesIn } from '../../lib/domain/cases/commands.ts';
import type { PushAnswer } from '../../lib/protocol/api.ts';
import { openStore } from '../../lib/store/open-store.ts';
import type { PendingCommand } from '../../lib/store/outbox-rows.ts';
import type { Row } from '../../lib/store/rows.ts';
import { apiClient } from '../../lib/sync/api-client.ts';
import { createSync } from '../../lib/sync/sync.ts';
import { type Client, connectPerson, openOffice, startTestServer, type TestServer } from '../server/harness.ts';

/**
 * Devices as earlier versions of this extension left them, made by those versions' own code (fixtures/devices/README.md): what lies in their
 * databases, what they ask a server, and what they can read of an answer.
 */
interface Device {
  madeAt: number;
  owner: string;
  databases: { name: string; version: number; stores: StoredTable[] }[];
  requests: { method: string; path: string; headers: Record<string, string>; body?: { commands: Command[] } }[];
  /** JSON Schemas of that version's parsers. */
  answers: Record<'pushAnswerSchema' | 'changesAnswerSchema' | 'referenceSchema', z.core.JSONSchema.JSONSchema>;
}
interface StoredTable {
  name: string;
  keyPath: string;
  indexes: { name: string; keyPath: string }[];
  rows: (Omit<Row, 'bytes'> & { bytes?: number[] })[];
}

const VERSIONS = ['2026-11-25', '2026-11-26-pictures', '2026-11-26-due'];

/** Before the first act of every device. */
const CONNECTED_AT = Date.UTC(2026, 10, 24, 3);

let server: TestServer;
let person: Client;
let bodies: Record<'roads' | 'school', string>;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.server.close());
beforeEach(async () => {
  for (const name of ['vovremya-cache', 'vovremya-outbox', 'vovremya-pictures']) await deleteDB(name);
  setClock(CONNECTED_AT);
  const office = await openOffice(server);
  bodies = office.bodies;
  person = await connectPerson(server, office.tenantId, ['curator', 'executor'], bodies.roads);
});

/** In the office of this test. */
function deviceOf(version: string): Device {
  const text = readFileSync(join(import.meta.dirname, `fixtures/devices/${version}.json`), 'utf8');
  const device: Device = JSON.parse(text.replaceAll('BODY-ROADS', bodies.roads).replaceAll('BODY-SCHOOL', bodies.school));
  setClock(device.madeAt + 60_000);
  return device;
}

function setClock(at: number): void {
  server.pass(at - server.server.deps.now());
}

async function restore({ databases }: Device): Promise<void> {
  for (const { name, version, stores } of databases) {
    const db = await openDB(name, version, {
      upgrade(made) {
        for (const { name: table, keyPath, indexes } of stores) {
          const store = made.createObjectStore(table, { keyPath });
          for (const index of indexes) store.createIndex(index.name, index.keyPath);
        }
      },
    });
    for (const { name: table, rows } of stores) {
      for (const { bytes, ...row } of rows) await db.put(table, bytes ? { ...row, bytes: new Uint8Array(bytes) } : row);
    }
    db.close();
  }
}

function tableOf<V>({ databases }: Device, name: string): V[] {
  const stores = databases.flatMap((one) => (one.name === 'vovremya-outbox' ? one.stores : []));
  return (stores.find((one) => one.name === name)?.rows ?? []).map(({ json }) => JSON.parse(json) as V);
}

function syncOf(store: Awaited<ReturnType<typeof openStore>>, owner: string) {
  const api = apiClient({ server: server.server.url, token: person.grant.token });
  return createSync({
    store: async () => store,
    session: async () => ({ api, owner, token: '', skewMs: 0 }),
    indexOf: indexOfDocument,
    progress: () => undefined,
    now: () => server.server.deps.now(),
    random: Math.random,
    alone: (work) => work(),
    heard: () => undefined,
  });
}

/** What came of the person's acts, in order, by the server. */
async function eventTypes(): Promise<string[]> {
  const page = await person.changes();
  if (page.status !== 'ok') throw new Error(page.status);
  return page.changes.flatMap((change) => (change.kind === 'case' ? change.document.events.map(({ type }) => type) : []));
}

test.each(VERSIONS)(
  'what the version of %s had not sent arrives once and in its order when the extension was updated',
  async (version) => {
    const device = deviceOf(version);
    await restore(device);
    const waiting = tableOf<PendingCommand>(device, 'commands').map(({ command }) => command.id);

    const store = await openStore('now');
    const pending = (await store.outbox.pending(device.owner)).map(({ command }) => command.id);
    const drafts = (await store.outbox.drafts(device.owner)).map(({ text }) => text).toSorted();
    const refusals = (await store.outbox.notices(device.owner)).map(({ refusal }) => refusal.code);
    const session = await store.outbox.kept<{ state: string; owner: string }>('session');
    const outcome = await syncOf(store, device.owner).run({ eager: true });
    const happened = await eventTypes();
    await syncOf(store, device.owner).run({ eager: true });

    expect(store.memoryOnly).toBe(false);
    expect(pending.toSorted()).toEqual(waiting.toSorted());
    expect(drafts).toEqual(['Заметка к новому', 'Марина, здравствуйте. Набранное и не']);
    expect(refusals).toEqual(['wrong-stage']);
    expect(session).toMatchObject({ state: 'signed-in', owner: device.owner });
    expect(outcome).toMatchObject({ kind: 'done', settled: waiting.length });
    expect((await store.outbox.notices(device.owner)).map(({ refusal }) => refusal.code)).toEqual(['wrong-stage']);
    expect(await store.outbox.pending(device.owner)).toEqual([]);
    expect(await eventTypes()).toEqual(happened);
    for (const type of ['draft.returned', 'reply.published', 'competence.refused', 'case.rerouted', 'case.withoutBody']) {
      expect(happened.filter((one) => one === type).length, type).toBeGreaterThan(0);
    }
  },
);

test.each(VERSIONS)('the version of %s is understood by this server, and can read what this server answers', async (version) => {
  const device = deviceOf(version);
  const readers = {
    '/api/changes': device.answers.changesAnswerSchema,
    '/api/reference': device.answers.referenceSchema,
    '/api/commands': device.answers.pushAnswerSchema,
  };
  const withoutPictures = device.requests.map(({ body, ...request }) => ({
    ...request,
    ...(body ? { body: { ...body, commands: wordsOnly(body.commands) } } : {}),
  }));
  // Asked twice: with what the acts brought about, the answers hold more.
  for (const { method, path, headers, body } of [...withoutPictures, ...withoutPictures]) {
    const answer = await fetch(server.server.url + path, {
      method,
      headers: { ...headers, authorization: `Bearer ${person.grant.token}` },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const said: unknown = await answer.json();
    const [route = ''] = path.split('?');

    expect([path, answer.status]).toEqual([path, 200]);
    expect(z.fromJSONSchema(readers[route as keyof typeof readers]).safeParse(said).error?.issues ?? [], route).toEqual([]);
    if (body) expect((said as PushAnswer).receipts.map(({ outcome }) => outcome)).toEqual(body.commands.map(() => 'applied'));
  }
  expect((await eventTypes()).length).toBeGreaterThan(15);
});

/** Without the cases that wait for a picture, which is sent apart. */
function wordsOnly(commands: Command[]): Command[] {
  const withPictures = new Set(commands.filter((command) => picturesIn(command).length > 0).map(({ caseId }) => caseId));
  return commands.filter(({ caseId }) => !withPictures.has(caseId));
}
