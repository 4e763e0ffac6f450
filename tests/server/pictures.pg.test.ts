import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { PICTURE_LIMITS } from '../../lib/domain/replies/picture.ts';
import { restoreBackup } from '../../server/backup/restore-backup.ts';
import { writeBackup } from '../../server/backup/write-backup.ts';
import { connectOwner } from '../../server/db/connect.ts';
import { lookAtPictures } from '../../server/jobs/pictures.ts';
import { maskCase } from '../../server/jobs/retention.ts';
import { changeTenant } from '../../server/setup.ts';
import { pictureOf, pngOf } from '../support/pictures.ts';
import {
  type Client,
  clientOf,
  command,
  emptyDatabase,
  type Office,
  openCase,
  openOffice,
  sealed,
  startTestServer,
  type TestServer,
} from './harness.ts';

const DAY = 24 * 3_600_000;

let server: TestServer;
let office: Office;
let owner: pg.Client;
let shades = 0;

beforeAll(async () => {
  server = await startTestServer();
  office = await openOffice(server);
  owner = new pg.Client(server.databaseUrl);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.server.close();
});

/** A picture that is no other. */
function fresh(): Buffer {
  shades += 1;
  return pngOf(shades % 256, 24 + shades);
}
const address = (caseId: string, hash: string) => `/api/cases/${caseId}/pictures/${hash}`;

async function put(client: Client, caseId: string, bytes: Buffer, hash = pictureOf(bytes).hash): Promise<Response> {
  server.pass(1_000);
  return await client.ask(address(caseId, hash), { method: 'PUT', body: new Uint8Array(bytes) });
}

async function get(client: Client, caseId: string, bytes: Buffer): Promise<Response> {
  server.pass(1_000);
  return await client.ask(address(caseId, pictureOf(bytes).hash));
}

/** A case of the roads, with its assignment. */
async function opened(bodies = [office.bodies.roads]) {
  const open = openCase(office.bodies.roads);
  await office.curator.push([{ ...open, args: { ...open.args, bodies } }]);
  return { caseId: open.caseId, assignment: `${open.id}.0`, other: `${open.id}.1` };
}

function draftOf(caseId: string, assignment: string, shown: Buffer[], said: object = {}) {
  const text = sealed('Яма на улице Мира заделана 10 марта.');
  const pictures = shown.map((bytes) => ({ ...pictureOf(bytes), ...said }));
  const args = { assignment, draft: `d-${caseId}`, kind: 'final', text: text.ref, pictures };
  return command('submit-draft', caseId, args, [text.text]);
}

async function codeOf(response: Response): Promise<[number, unknown, unknown]> {
  const { error } = (await response.json()) as { error: { code: string; detail?: string } };
  return [response.status, error.code, error.detail];
}

test('a picture comes back byte for byte, as a file that nothing runs, when a draft that names it was submitted', async () => {
  const { caseId, assignment } = await opened();
  const bytes = fresh();

  const kept = await put(office.roads, caseId, bytes);
  const again = await put(office.roads, caseId, bytes);
  const { receipts } = await office.roads.push([draftOf(caseId, assignment, [bytes])]);
  const read = await get(office.curator, caseId, bytes);

  expect(await kept.json()).toEqual({ hash: pictureOf(bytes).hash, type: 'image/png', bytes: bytes.length });
  expect(again.status).toBe(200);
  expect(receipts).toMatchObject([{ outcome: 'applied' }]);
  expect(Buffer.from(await read.arrayBuffer()).equals(bytes)).toBe(true);
  expect(Object.fromEntries(read.headers)).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': expect.stringMatching(/^attachment; filename="[0-9a-f]{12}\.png"$/),
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'cache-control': 'private, no-store',
  });
});

test('a draft is refused and not remembered while the server lacks its picture, and the same command is applied when it has it', async () => {
  const { caseId, assignment } = await opened();
  const bytes = fresh();
  const draft = draftOf(caseId, assignment, [bytes]);

  const before = await office.roads.push([draft]);
  await put(office.roads, caseId, bytes);
  const after = await office.roads.push([draft]);
  const repeated = await office.roads.push([draft]);

  expect(before.receipts).toMatchObject([
    { outcome: 'rejected', refusal: { code: 'picture-missing', detail: pictureOf(bytes).hash } },
  ]);
  expect(after.receipts).toMatchObject([{ outcome: 'applied' }]);
  expect(repeated.receipts).toEqual(after.receipts);
});

test('a picture of one case is none of another case', async () => {
  const [one, other] = [await opened(), await opened()];
  const bytes = fresh();
  await put(office.roads, one.caseId, bytes);

  const { receipts } = await office.roads.push([draftOf(other.caseId, other.assignment, [bytes])]);

  expect(receipts).toMatchObject([{ outcome: 'rejected', refusal: { code: 'picture-missing' } }]);
  expect((await get(office.roads, other.caseId, bytes)).status).toBe(404);
});

test('what a draft says of a picture must be so', async () => {
  const { caseId, assignment } = await opened();
  const bytes = fresh();
  await put(office.roads, caseId, bytes);

  const { receipts } = await office.roads.push([
    draftOf(caseId, assignment, [bytes], { type: 'image/jpeg' }),
    draftOf(caseId, assignment, [bytes], { bytes: 5 }),
  ]);

  expect(receipts).toMatchObject(Array(2).fill({ outcome: 'rejected', refusal: { code: 'unknown-value', detail: 'pictures' } }));
});

test.each([
  ['other bytes than the hash says', () => [fresh(), 'f'.repeat(64)] as const, [400, 'bad-request', 'hash']],
  ['a hash that is none', () => [fresh(), 'F'.repeat(64)] as const, [400, 'bad-request', 'hash']],
  ['markup', () => [Buffer.from('<svg onload="alert(1)"/>')] as const, [400, 'bad-request', 'type']],
  ['nothing', () => [Buffer.alloc(0)] as const, [400, 'bad-request', 'type']],
  ['too much', () => [Buffer.concat([fresh(), Buffer.alloc(PICTURE_LIMITS.bytes)])] as const, [413, 'too-large', undefined]],
])('%s is not kept', async (_, sent, refusal) => {
  const { caseId } = await opened();
  const [bytes, hash] = sent();

  expect(await codeOf(await put(office.roads, caseId, bytes, hash ?? createHash('sha256').update(bytes).digest('hex')))).toEqual(
    refusal,
  );
  expect((await owner.query('select from picture where case_id = $1', [caseId])).rowCount).toBe(0);
});

test('the largest picture that is allowed is kept', async () => {
  const { caseId, assignment } = await opened();
  const small = fresh();
  const bytes = Buffer.concat([small, Buffer.alloc(PICTURE_LIMITS.bytes - small.length)]);

  expect((await put(office.roads, caseId, bytes)).status).toBe(200);
  expect((await office.roads.push([draftOf(caseId, assignment, [bytes])])).receipts).toMatchObject([{ outcome: 'applied' }]);
});

test('who does not see the case gets and gives nothing, and who only looks gives nothing', async () => {
  const { caseId, assignment } = await opened();
  const bytes = fresh();
  await put(office.roads, caseId, bytes);
  await office.roads.push([draftOf(caseId, assignment, [bytes])]);
  const foreign = await openOffice(server);

  for (const stranger of [office.school, foreign.curator, foreign.roads]) {
    expect(await codeOf(await put(stranger, caseId, fresh()))).toEqual([404, 'not-found', undefined]);
    expect(await codeOf(await get(stranger, caseId, bytes))).toEqual([404, 'not-found', undefined]);
  }
  expect(await codeOf(await put(office.head, caseId, fresh()))).toEqual([403, 'forbidden', undefined]);
  expect((await get(office.head, caseId, bytes)).status).toBe(200);
  const nobody = await fetch(server.server.url + address(caseId, pictureOf(bytes).hash));
  expect(nobody.status).toBe(401);
});

test('of a case that several bodies share, each reads the pictures of its own part only', async () => {
  const { caseId, assignment } = await opened([office.bodies.roads, office.bodies.school]);
  const bytes = fresh();
  await put(office.roads, caseId, bytes);
  expect((await get(office.school, caseId, bytes)).status).toBe(404);
  const { receipts } = await office.roads.push([draftOf(caseId, assignment, [bytes])]);

  expect(receipts).toMatchObject([{ outcome: 'applied' }]);
  expect((await get(office.school, caseId, bytes)).status).toBe(404);
  expect((await get(office.roads, caseId, bytes)).status).toBe(200);
  expect((await get(office.curator, caseId, bytes)).status).toBe(200);
});

test('who reads a picture is journalled', async () => {
  const { caseId, assignment } = await opened();
  const bytes = fresh();
  await put(office.roads, caseId, bytes);
  await office.roads.push([draftOf(caseId, assignment, [bytes])]);

  await get(office.curator, caseId, bytes);
  const { rows } = await owner.query(
    "select person_id, case_ids from read_journal where what = 'picture' and $1 = any (case_ids)",
    [caseId],
  );

  expect(rows).toEqual([{ person_id: office.curator.personId, case_ids: [caseId] }]);
});

test('a picture that no version names goes away after a week, one that is named stays', async () => {
  const { caseId, assignment } = await opened();
  const [named, unnamed, lately] = [fresh(), fresh(), fresh()];
  for (const bytes of [named, unnamed, lately]) await put(office.roads, caseId, bytes);
  await office.roads.push([draftOf(caseId, assignment, [named])]);
  await owner.query('update picture set uploaded_at = $2 where hash <> $1', [pictureOf(lately).hash, Date.now() - 8 * DAY]);

  await lookAtPictures(server.server.deps);
  const { rows } = await owner.query('select hash from picture where case_id = $1', [caseId]);

  expect(rows.map(({ hash }) => hash).sort()).toEqual([pictureOf(named).hash, pictureOf(lately).hash].sort());
});

test('who leaves many pictures behind unnamed is refused more, and is not when a draft names them', async () => {
  const own = await openOffice(server);
  const open = openCase(own.bodies.roads);
  await own.curator.push([open]);
  const shown = Array.from({ length: 40 }, fresh);
  for (const bytes of shown) expect((await put(own.roads, open.caseId, bytes)).status).toBe(200);

  expect((await put(own.roads, open.caseId, fresh())).status).toBe(403);
  expect((await put(own.roads, open.caseId, shown[0] ?? fresh())).status).toBe(200);
  await own.roads.push([draftOf(open.caseId, `${open.id}.0`, shown.slice(0, 2))]);
  expect((await put(own.roads, open.caseId, fresh())).status).toBe(200);
});

test('pictures go with the texts of a case when its term is over, and words to them are masked', async () => {
  const { caseId, assignment } = await opened();
  const bytes = fresh();
  await put(office.roads, caseId, bytes);
  const alt = sealed('яма до ремонта');
  const draft = draftOf(caseId, assignment, [bytes], { alt: alt.ref });
  const note = sealed('повтор');
  const close = command('close-case', caseId, { reason: 'duplicate', note: note.ref }, [note.text]);
  expect((await office.roads.push([{ ...draft, texts: [...draft.texts, alt.text] }])).receipts).toMatchObject([
    { outcome: 'applied' },
  ]);
  expect((await office.curator.push([close])).receipts).toMatchObject([{ outcome: 'applied' }]);
  await changeTenant(server.db, office.tenantId, { retentionMonths: 3 });
  await owner.query('update case_row set look_at = null where id = $1', [caseId]);

  const later = { ...server.server.deps, now: () => Date.now() + 100 * DAY, send: async () => undefined };
  await maskCase(later, { tenantId: office.tenantId, caseId });
  await changeTenant(server.db, office.tenantId, { retentionMonths: null });

  expect((await owner.query('select from picture where case_id = $1', [caseId])).rowCount).toBe(0);
  expect((await owner.query('select body from case_text where id = $1', [alt.ref.id])).rows).toEqual([{ body: '' }]);
  expect((await get(office.curator, caseId, bytes)).status).toBe(404);
});

test('a backup carries the pictures, and a server restored from it gives them back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vovremya-pictures-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { caseId, assignment } = await opened();
  const small = fresh();
  const bytes = Buffer.concat([small, Buffer.alloc(4_000_000, 7)]);
  await put(office.roads, caseId, bytes);
  await office.roads.push([draftOf(caseId, assignment, [bytes])]);
  const source = await connectOwner({ connectionString: server.databaseUrl });
  await writeBackup(source, join(folder, 'copy'), Date.now(), () => undefined);
  await source.end();

  const url = await emptyDatabase();
  const restored = await connectOwner({ connectionString: url });
  await restoreBackup(restored, join(folder, 'copy'), () => undefined);
  await restored.end();
  const again = await startTestServer(url);
  onTestFinished(() => again.server.close());
  const read = await get(clientOf(again.server.url, office.curator.grant), caseId, bytes);

  expect(Buffer.from(await read.arrayBuffer()).equals(bytes)).toBe(true);
});

/** The device asks for news every five minutes, as one whose pictures do not get through does. */
async function beInTouch(forMinutes: number): Promise<void> {
  for (let minutes = 0; minutes < forMinutes; minutes += 5) {
    server.pass(5 * 60_000);
    await office.roads.changes();
  }
}

test('an act counts from when it was told, however long its picture is on the way while the device is heard of', async () => {
  const { caseId, assignment } = await opened();
  const bytes = fresh();
  const push = (command: object) => office.roads.push([command], server.server.deps.now());
  const settled = { ...draftOf(caseId, assignment, [bytes]), occurredAt: server.server.deps.now() - 60_000 };

  expect((await push(settled)).receipts).toMatchObject([{ refusal: { code: 'picture-missing' } }]);
  await beInTouch(30);
  await put(office.roads, caseId, bytes);
  expect((await push(settled)).receipts).toMatchObject([{ outcome: 'applied' }]);

  const { rows } = await owner.query<{ at: number }>(
    "select (payload::json -> 'event' ->> 'at')::bigint as at from event where case_id = $1 and payload like '%draft.submitted%'",
    [caseId],
  );
  expect(Number(rows[0]?.at)).toBe(settled.occurredAt);
});

test('another command under the id of one that was told gains nothing by it', async () => {
  const { caseId, assignment } = await opened();
  const [one, other] = [fresh(), fresh()];
  const at = server.server.deps.now() - 60_000;
  const draft = { ...draftOf(caseId, assignment, [one]), occurredAt: at };
  const changed = { ...draftOf(caseId, assignment, [other]), id: draft.id, occurredAt: at };
  await office.roads.push([draft], server.server.deps.now());
  await beInTouch(30);
  await put(office.roads, caseId, other);

  expect((await office.roads.push([changed], server.server.deps.now())).receipts).toMatchObject([{ outcome: 'applied' }]);
  const { rows } = await owner.query<{ at: number }>(
    "select (payload::json -> 'event' ->> 'at')::bigint as at from event where case_id = $1 and payload like '%draft.submitted%'",
    [caseId],
  );
  expect(Number(rows[0]?.at)).toBeGreaterThan(at + 60_000);
});
