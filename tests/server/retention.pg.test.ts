import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { indexOfDocument } from '../../lib/background/case-index.ts';
import { clocks } from '../../lib/domain/cases/clocks.ts';
import { replay } from '../../lib/domain/cases/evolve.ts';
import type { CaseDocument } from '../../lib/domain/cases/model.ts';
import { caseId as caseIdOf } from '../../lib/domain/ids.ts';
import { createCache } from '../../lib/store/cache.ts';
import { memoryRows } from '../../lib/store/memory-rows.ts';
import { createOutbox } from '../../lib/store/outbox.ts';
import { createPictures } from '../../lib/store/pictures.ts';
import { apiClient } from '../../lib/sync/api-client.ts';
import { pull } from '../../lib/sync/pull.ts';
import { restoreBackup } from '../../server/backup/restore-backup.ts';
import { writeBackup } from '../../server/backup/write-backup.ts';
import { connectOwner, inTenant } from '../../server/db/connect.ts';
import { inSnapshot } from '../../server/db/snapshot.ts';
import { noteClocks } from '../../server/jobs/case-clocks.ts';
import type { JobData, JobDeps } from '../../server/jobs/job-deps.ts';
import { lookAtRetention, maskCase } from '../../server/jobs/retention.ts';
import type { Finding } from '../../server/journal/chain.ts';
import { readJournal } from '../../server/journal/export-journal.ts';
import { verifyJournal } from '../../server/journal/verify-journal.ts';
import { caseContext } from '../../server/reference.ts';
import { changeTenant } from '../../server/setup.ts';
import {
  command,
  emptyDatabase,
  type Office,
  openCase,
  openOffice,
  sealed,
  startTestServer,
  type TestServer,
} from './harness.ts';
import { administrator, aMinuteLater } from './staff.ts';

const DAY = 24 * 3_600_000;

let server: TestServer;
let office: Office;
let owner: pg.Client;
let later: JobDeps;
let sent: JobData[];

beforeAll(async () => {
  server = await startTestServer();
  owner = await connectOwner({ connectionString: server.databaseUrl });
});
afterAll(async () => {
  await owner.end();
  await server.server.close();
});
beforeEach(async () => {
  office = await openOffice(server);
  sent = [];
  // The devices go on by the clock of now; the jobs look from three months and a day ahead.
  later = { ...server.server.deps, now: () => Date.now() + 93 * DAY, send: async (_, jobs) => void sent.push(...jobs) };
  await changeTenant(server.db, office.tenantId, { retentionMonths: 3 });
});

/** A case that ended as a duplicate, noted by a curator. */
async function closed(): Promise<string> {
  const open = openCase(office.bodies.roads);
  const note = sealed('Марина Волкова писала уже вчера');
  const close = command('close-case', open.caseId, { reason: 'duplicate', note: note.ref }, [note.text]);
  const { receipts } = await office.curator.push([open, close]);
  expect(receipts.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
  return open.caseId;
}

const mask = (caseId: string, deps = later) => maskCase(deps, { tenantId: office.tenantId, caseId });

async function documentOf(caseId: string): Promise<CaseDocument> {
  const page = await office.curator.changes();
  const found = page.status === 'ok' ? page.changes.find((one) => one.kind === 'case' && one.document.id === caseId) : null;
  if (found?.kind !== 'case') throw new Error('no such case');
  return found.document;
}

async function textsOf(caseId: string): Promise<{ id: string; body: string; salt: string; masked: boolean }[]> {
  const { rows } = await owner.query(
    'select id, body, salt, masked_at is not null as masked from case_text where tenant_id = $1 and case_id = $2 order by id',
    [office.tenantId, caseId],
  );
  return rows;
}

/** What verification finds, in a transaction of the caller's. */
async function found(on: pg.Client): Promise<Finding[]> {
  const all: Finding[] = [];
  await verifyJournal(on, (finding) => all.push(finding));
  return all;
}

const findings = (on = owner) => inSnapshot(on, () => found(on));

/** Does what only somebody with the database in his hands can do, looks at what verification finds, and undoes it. */
async function planted(statements: [string, unknown[]][]): Promise<string[]> {
  await owner.query('begin');
  try {
    await owner.query(
      'alter table case_text disable trigger user; alter table event disable trigger user; alter table case_text drop constraint masked_is_empty',
    );
    for (const [statement, values] of statements)
      expect((await owner.query(statement, values)).rowCount, statement).toBeGreaterThan(0);
    return (await found(owner)).filter(({ tenantId }) => tenantId === office.tenantId).map(({ fault }) => fault);
  } finally {
    await owner.query('rollback');
  }
}

async function sentFor(deps: JobDeps): Promise<string[]> {
  sent = [];
  await lookAtRetention(deps);
  return sent.filter(({ tenantId }) => tenantId === office.tenantId).map(({ caseId }) => caseId ?? '');
}

test('names and texts are masked when the term since the end of the case is over, and not a day before', async () => {
  const caseId = await closed();
  const open = openCase(office.bodies.roads);
  await office.curator.push([open]);
  const early: JobDeps = { ...later, now: () => Date.now() + 85 * DAY };

  expect(await sentFor(early)).toEqual([]);
  await mask(caseId, early);
  expect((await textsOf(caseId)).map(({ masked }) => masked)).toEqual([false, false, false]);
  expect(await sentFor(later)).toEqual([caseId]);
  await mask(caseId);
  await mask(open.caseId);

  expect(await textsOf(caseId)).toEqual(Array(3).fill({ id: expect.any(String), body: '', salt: '', masked: true }));
  expect((await textsOf(open.caseId)).map(({ masked }) => masked)).toEqual([false, false]);
  expect(await sentFor(later)).toEqual([]);
});

test('nothing is ever masked when the tenant has set no term', async () => {
  const caseId = await closed();
  await changeTenant(server.db, office.tenantId, { retentionMonths: null });

  expect(await sentFor(later)).toEqual([]);
  await mask(caseId);

  expect((await textsOf(caseId)).every(({ masked }) => masked)).toBe(false);
});

test('the events, the figures and the chain stay as they were, and one event says what was masked, when many mask at once', async () => {
  const caseId = await closed();
  const before = await documentOf(caseId);

  await Promise.all(Array.from({ length: 6 }, () => mask(caseId)));
  const after = await documentOf(caseId);
  const derived = async (document: CaseDocument) =>
    inTenant(server.db, office.tenantId, async (trx) => {
      const state = replay(document);
      return clocks(state, await caseContext(trx, later.library, state.regulation, Date.now()), Date.now() + DAY);
    });

  expect(after.events.slice(0, -1)).toEqual(before.events);
  expect(after.events.at(-1)).toMatchObject({
    type: 'texts.masked',
    by: 'system',
    data: { texts: Object.keys(before.texts).sort() },
  });
  expect(after.texts).toEqual({});
  expect(await derived(after)).toEqual(await derived(before));
  expect(await findings()).toEqual([]);
});

test('what a device keeps of the case is masked through the feed', async () => {
  const caseId = await closed();
  const cache = createCache(memoryRows());
  const connection = { server: server.server.url, token: office.curator.grant.token };
  const pass = {
    ...{
      cache,
      outbox: createOutbox(memoryRows()),
      pictures: createPictures(memoryRows()),
      owner: office.curator.personId,
      now: Date.now,
      skewMs: 0,
      heard: () => undefined,
    },
    ...{ api: apiClient(connection), indexOf: indexOfDocument, progress: () => undefined },
  };
  const known = await office.curator.changes();
  if (known.status !== 'ok') throw new Error('rewound');
  const knownEpoch = known.cursor.epoch;
  expect(await pull({ ...pass, knownEpoch })).toMatchObject({ ok: true });
  expect(JSON.stringify(await cache.document(caseId))).toContain('Марина Волкова');

  await mask(caseId);
  expect(await pull({ ...pass, knownEpoch })).toMatchObject({ ok: true, changed: [caseId] });

  expect(JSON.stringify(await cache.documents())).not.toMatch(/Марина|Волкова|мусор/);
  expect((await cache.document(caseIdOf(caseId)))?.events.length).toBeGreaterThan(3);
});

test('whatever is done to a masked text is found, and so is a text hidden without an event', async () => {
  const caseId = await closed();
  const [hidden] = await textsOf(await closed());
  const [text] = await textsOf(caseId);
  await mask(caseId);
  const own = [office.tenantId, text?.id];
  const by = 'where tenant_id = $1 and id = $2';

  expect(await planted([[`update case_text set masked_at = 5 ${by}`, own]])).toEqual([]);
  expect(await planted([[`update case_text set body = 'другое' ${by}`, own]])).toEqual(['text-changed']);
  expect(await planted([[`update case_text set salt = 'x' ${by}`, own]])).toEqual(['text-changed']);
  expect(await planted([[`update case_text set hash = repeat('0', 64) ${by}`, own]])).toEqual(['text-changed']);
  expect(await planted([[`update case_text set masked_at = null ${by}`, own]])).toEqual(['text-changed']);
  expect(await planted([[`update case_text set body = 'другое', masked_at = null ${by}`, own]])).toEqual(['text-changed']);
  expect(await planted([[`delete from case_text ${by}`, own]])).toEqual(['text-missing']);
  expect(
    await planted([[`update case_text set body = '', salt = '', masked_at = 5 ${by}`, [office.tenantId, hidden?.id]]]),
  ).toEqual(['text-changed']);
  const renamed = await planted([
    [
      `update event set payload = replace(payload, $3, 'another') where tenant_id = $1 and case_id = $2 and payload like '%texts.masked%'`,
      [office.tenantId, caseId, text?.id],
    ],
  ]);
  expect(renamed.toSorted()).toEqual(['content', 'text-changed']);
});

test('the server itself can neither change a text nor take a masking back', async () => {
  const caseId = await closed();
  const [text] = await textsOf(caseId);
  const change = (set: Record<string, unknown>) =>
    inTenant(server.db, office.tenantId, (trx) =>
      trx
        .updateTable('case_text')
        .set(set)
        .where('id', '=', text?.id ?? '')
        .execute(),
    );

  await expect(change({ body: 'другое' })).rejects.toMatchObject({ code: '42501' });
  await expect(change({ hash: 'x' })).rejects.toMatchObject({ code: '42501' });
  await expect(change({ masked_at: 5 })).rejects.toMatchObject({ code: '23514' });
  await mask(caseId);
  await expect(change({ masked_at: null })).rejects.toMatchObject({ code: '42501' });
  await expect(change({ body: 'Марина' })).rejects.toMatchObject({ code: '42501' });
});

test('backup, restore and export agree with the masked data', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vovremya-retention-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const only = await startTestServer();
  const shop = await openOffice(only);
  const name = 'Ростислава';
  const author = sealed(name);
  const first = openCase(shop.bodies.roads);
  const open = {
    ...first,
    args: { ...first.args, message: { ...first.args.message, author: author.ref } },
    texts: [...first.texts, author.text],
  };
  const note = sealed('повтор');
  await shop.curator.push([open, command('close-case', open.caseId, { reason: 'duplicate', note: note.ref }, [note.text])]);
  await changeTenant(only.db, shop.tenantId, { retentionMonths: 1 });
  const own = await connectOwner({ connectionString: only.databaseUrl });
  const exported = async (from: pg.Client) => {
    const lines: string[] = [];
    await from.query('begin');
    for await (const batch of readJournal(from, null, { from: null, to: null }))
      lines.push(...batch.map((line) => `${line.seq} ${line.what} ${line.cases} ${line.hash}`));
    await from.query('rollback');
    return lines;
  };
  const before = await exported(own);
  const unpacked = (path: string) => {
    const bytes = readFileSync(path);
    return gunzipSync(bytes.subarray(bytes.indexOf(10) + 1, bytes.length - 73)).toString('utf8');
  };
  await writeBackup(own, join(folder, 'before'), Date.now(), () => undefined);
  await maskCase(
    { ...only.server.deps, now: () => Date.now() + 40 * DAY, send: async () => undefined },
    { tenantId: shop.tenantId, caseId: open.caseId },
  );
  await writeBackup(own, join(folder, 'after'), Date.now(), () => undefined);
  const url = await emptyDatabase();
  const restored = await connectOwner({ connectionString: url });
  await restoreBackup(restored, join(folder, 'after'), () => undefined);
  const again = await startTestServer(url);

  expect(unpacked(join(folder, 'before'))).toContain(name);
  expect(unpacked(join(folder, 'after'))).not.toContain(name);
  expect((await exported(own)).filter((line) => !line.includes('texts.masked'))).toEqual(before);
  expect(await exported(restored)).toEqual(await exported(own));
  expect(await findings(restored)).toEqual([]);
  expect((await restored.query('select body, masked_at is not null as masked from case_text')).rows).toEqual(
    Array(3).fill({ body: '', masked: true }),
  );
  await again.server.close();
  await only.server.close();
  await restored.end();
  await own.end();
});

test('a copy made before the masking is masked again by itself when it was restored', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vovremya-retention-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const caseId = await closed();
  await writeBackup(owner, join(folder, 'before'), Date.now(), () => undefined);
  await mask(caseId);
  const url = await emptyDatabase();
  const restored = await connectOwner({ connectionString: url });
  await restoreBackup(restored, join(folder, 'before'), () => undefined);
  const again = await startTestServer(url);
  const asked: JobData[] = [];
  const deps: JobDeps = { ...again.server.deps, now: later.now, send: async (_, jobs) => void asked.push(...jobs) };

  await lookAtRetention(deps);
  await mask(caseId, deps);
  const { rows } = await restored.query('select body from case_text where case_id = $1', [caseId]);
  const faults = await findings(restored);
  await again.server.close();
  await restored.end();

  expect(asked).toContainEqual({ tenantId: office.tenantId, caseId });
  expect(rows).toEqual(Array(3).fill({ body: '' }));
  expect(faults).toEqual([]);
});

test('a case whose limits still run is left alone, and what was written after a masking is masked in its turn', async () => {
  const caseId = await closed();
  await owner.query('update case_row set look_at = 5 where id = $1', [caseId]);
  await mask(caseId);
  expect((await textsOf(caseId)).some(({ masked }) => masked)).toBe(false);
  await noteClocks(later, { tenantId: office.tenantId, caseId });
  await mask(caseId);
  expect((await textsOf(caseId)).every(({ masked }) => masked)).toBe(true);

  await owner.query(
    "insert into case_text (tenant_id, case_id, id, salt, body, hash) values ($1, $2, 'later', 's', 'Марина', 'h')",
    [office.tenantId, caseId],
  );
  await owner.query('update case_row set seq = seq + 1000000 where id = $1', [caseId]);
  const { rows } = await owner.query('select masked from case_row where id = $1', [caseId]);

  expect(rows).toEqual([{ masked: false }]);
});

test('the administrator sets the term on his page, and what is no term is refused in words', async () => {
  await aMinuteLater(server);
  const { page } = await administrator(server, office.tenantId);
  const form = { title: 'Округ', zone: 'Asia/Yekaterinburg', mon: '08:00–17:00', topics: 'Дороги', locations: 'Центр' };

  const saved = await page.post('/admin/settings', { ...form, retentionMonths: '12' });
  const shown = await (await page.get('/admin')).text();
  const wrong = await page.post('/admin/settings', { ...form, retentionMonths: '0' });
  const { rows } = await owner.query('select retention_months from tenant_settings where tenant_id = $1', [office.tenantId]);

  expect([saved.status, wrong.status]).toEqual([303, 400]);
  expect(await wrong.text()).toContain('Срок хранения «0» не подходит');
  expect(shown).toMatch(/name="retentionMonths" type="number" value="12"/);
  expect(rows).toEqual([{ retention_months: 12 }]);
});
