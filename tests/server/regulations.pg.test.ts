import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clocks } from '../../lib/domain/cases/clocks.ts';
import { replay } from '../../lib/domain/cases/evolve.ts';
import type { CaseDocument } from '../../lib/domain/cases/model.ts';
import type { Reference } from '../../lib/protocol/api.ts';
import { referenceSchema } from '../../lib/protocol/api-schema.ts';
import { changeBody } from '../../server/setup.ts';
import {
  type Client,
  clientOf,
  command,
  type Office,
  openCase,
  openOffice,
  sealed,
  setImportance,
  startTestServer,
  type TestServer,
} from './harness.ts';

const PROGRAM = join(import.meta.dirname, '../..');
const OLD = '2023-06-30';
const DAY = 86_400_000;

let server: TestServer;
let office: Office;
let folder: string;

beforeAll(async () => {
  server = await startTestServer();
  office = await openOffice(server);
  folder = mkdtempSync(join(tmpdir(), 'vovremya-library-'));
});
afterAll(async () => {
  await server.server.close();
  rmSync(folder, { recursive: true });
});

/** A library as an administrator leaves it who puts in a version for the day after tomorrow under which a draft is due in an hour. */
function libraryWith(version: string): string {
  for (const part of ['regulations', 'calendars']) cpSync(join(PROGRAM, part), join(folder, part), { recursive: true });
  const older = readFileSync(join(PROGRAM, 'regulations/lebyazhye.yaml'), 'utf8');
  const newer = older.replaceAll(`"${OLD}"`, `"${version}"`).replace(/(id: draft,.*n: )150/, '$160');
  writeFileSync(join(folder, `regulations/lebyazhye-${version}.yaml`), newer);
  return folder;
}

async function documentOf(client: Client, id: string): Promise<CaseDocument> {
  const page = await client.changes();
  const found = page.status === 'ok' ? page.changes.find((change) => change.kind === 'case' && change.document.id === id) : null;
  if (found?.kind !== 'case') throw new Error('no such case');
  return found.document;
}

async function referenceOf(client: Client): Promise<Reference> {
  return referenceSchema.parse(await (await client.ask('/api/reference')).json());
}

/** What an extension derives from what the server gives: every limit of the case. */
function derived(document: CaseDocument, { profiles, bodies, schedules, calendar }: Reference, now: number) {
  const { profile: id, version } = document.regulation;
  const profile = profiles.find((one) => one.profile === id && one.version === version);
  if (!profile) throw new Error('the regulation of the case did not come along');
  return clocks(replay(document), { profile, profiles, bodies, schedules, calendar }, now);
}

test('a new version changes no open case, and new cases take it from its first day on', async () => {
  const open = openCase(office.bodies.roads);
  const now = Date.now();
  await office.curator.push([open, setImportance(open.caseId)]);
  const before = await documentOf(office.curator, open.caseId);
  const clocksBefore = derived(before, await referenceOf(office.curator), now);
  const versionBefore = await office.curator.changes().then((page) => (page.status === 'ok' ? page.referenceVersion : ''));

  await server.server.close();
  const version = new Date(now + 2 * DAY).toISOString().slice(0, 10);
  server = await startTestServer(server.databaseUrl, libraryWith(version));
  const at = (client: Client) => clientOf(server.server.url, client.grant);
  const curator = at(office.curator);

  expect(await documentOf(curator, open.caseId)).toEqual(before);
  const reference = await referenceOf(curator);
  expect(reference.profiles.map((one) => one.version)).toContain(version);
  expect(reference.defaultProfile.version).toBe(OLD);
  expect(derived(before, reference, now)).toEqual(clocksBefore);

  const today = openCase(office.bodies.roads);
  await curator.push([today]);
  const soon = await curator.changes().then((page) => (page.status === 'ok' ? page.referenceVersion : ''));
  server.pass(3 * DAY);
  const later = openCase(office.bodies.roads);
  const comment = sealed('не наше');
  const refusing = command('refuse-competence', open.caseId, { assignment: `${open.id}.0`, comment: comment.ref }, [
    comment.text,
  ]);
  const { receipts } = await curator.push([later]);
  expect((await at(office.roads).push([refusing])).receipts[0]?.outcome).toBe('applied');

  expect(receipts[0]?.outcome).toBe('applied');
  expect((await documentOf(curator, today.caseId)).regulation.version).toBe(OLD);
  expect((await documentOf(curator, later.caseId)).regulation.version).toBe(version);
  expect((await documentOf(curator, open.caseId)).regulation.version).toBe(OLD);
  const inForce = await curator.changes().then((page) => (page.status === 'ok' ? page.referenceVersion : ''));
  expect(new Set([versionBefore, soon, inForce]).size).toBe(3);
  expect((await referenceOf(curator)).defaultProfile.version).toBe(version);
});

test('a body that follows another regulation has its cases under it, with people by the roles of that one', async () => {
  await changeBody(server.db, office.tenantId, office.bodies.school, { regulation: 'omsk-municipal' });
  const curator = clientOf(server.server.url, office.curator.grant);
  const mixed = {
    ...openCase(office.bodies.school),
    args: { ...openCase(office.bodies.roads).args, bodies: [office.bodies.roads, office.bodies.school] },
  };
  const own = openCase(office.bodies.school, 'vk:wall-9_1');

  const { receipts } = await curator.push([own, { ...mixed, texts: openCase(office.bodies.roads).texts }]);

  expect(receipts[0]).toMatchObject({ outcome: 'applied' });
  expect(receipts[1]).toMatchObject({ outcome: 'rejected', refusal: { code: 'other-regulation', detail: 'omsk-municipal' } });
  expect((await documentOf(curator, own.caseId)).regulation.profile).toBe('omsk-municipal');
  const comment = sealed('не наше');
  const args = { assignment: `${own.id}.0`, comment: comment.ref, reasonCode: 'notLsg' };
  const school = clientOf(server.server.url, office.school.grant);
  expect((await school.push([command('refuse-competence', own.caseId, args, [comment.text])])).receipts[0]?.outcome).toBe(
    'applied',
  );
});

test('a message has a second open case only as a linked one that names the first', async () => {
  const curator = clientOf(server.server.url, office.curator.grant);
  const first = openCase(office.bodies.roads, 'vk:wall-9_2');
  const again = openCase(office.bodies.school, 'vk:wall-9_2');
  const linkedTo = (ids: string[]) => {
    const other = openCase(office.bodies.school, 'vk:wall-9_2');
    return { ...other, args: { ...other.args, linked: ids } };
  };

  const { receipts } = await curator.push([first, again, linkedTo([uuidv7()]), linkedTo([first.caseId])]);

  expect(receipts.map((one) => (one.outcome === 'rejected' ? one.refusal.code : one.outcome))).toEqual([
    ...['applied', 'message-has-case', 'unknown-case', 'applied'],
  ]);
});

test('an executor is named only from the body that has the work', async () => {
  const curator = clientOf(server.server.url, office.curator.grant);
  const open = openCase(office.bodies.roads);
  const reassign = (executor: string) => command('reassign', open.caseId, { assignment: `${open.id}.0`, executor });

  const { receipts } = await curator.push([
    open,
    reassign(office.school.personId),
    reassign('nobody'),
    reassign(office.roads.personId),
  ]);

  expect(receipts.map((one) => (one.outcome === 'rejected' ? one.refusal.detail : one.outcome))).toEqual([
    ...['applied', 'executor', 'executor', 'applied'],
  ]);
});
