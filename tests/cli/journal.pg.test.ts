import { appendFileSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectOwner } from '../../server/db/connect.ts';
import { writeCheckpoints } from '../../server/journal/checkpoints.ts';
import { csvLine } from '../../server/journal/export-journal.ts';
import { type Office, openCase, openOffice, setImportance, startTestServer, type TestServer } from '../server/harness.ts';
import { vovremya } from './run.ts';

let server: TestServer;
let office: Office;
let owner: pg.Client;
let folder: string;
let checkpoints: string;

beforeAll(async () => {
  server = await startTestServer();
  office = await openOffice(server);
  const open = openCase(office.bodies.roads);
  await office.curator.push([open, setImportance(open.caseId), setImportance(open.caseId, 'urgent')]);
  await office.head.pull();
  owner = await connectOwner({ connectionString: server.databaseUrl });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vovremya-journal-'));
  checkpoints = join(folder, 'checkpoints.jsonl');
  return () => rmSync(folder, { recursive: true });
});
afterAll(async () => {
  await owner.end();
  await server.server.close();
});

const verify = (...args: string[]) => vovremya(['verify-log', ...args], server.databaseUrl);

/** Changes the database behind the server's back for as long as `look` takes. */
async function tampered<T>(change: string, undo: string, look: () => Promise<T>): Promise<T> {
  const plant = (statement: string) =>
    owner.query(`begin; alter table event disable trigger user; ${statement}; alter table event enable trigger user; commit`);
  await plant(change);
  try {
    return await look();
  } finally {
    await plant(undo);
  }
}

test('verify-log ends with 0 when the journal is whole, with the server at work', async () => {
  const { status, out, err } = await verify();

  expect([status, err]).toEqual([0, []]);
  expect(out).toEqual([expect.stringMatching(/^Журнал цел \(установок: 2, событий: \d+\)\.$/)]);
});

test('verify-log ends with 1 and names tenant and place when one event was changed', async () => {
  const where = `tenant_id = '${office.tenantId}' and seq = 2`;
  const { status, out } = await tampered(
    `update event set payload = payload || ' ' where ${where}`,
    `update event set payload = rtrim(payload) where ${where}`,
    verify,
  );

  expect(status).toBe(1);
  expect(out).toEqual([
    `установка ${office.tenantId}, событие 2: содержание события, его место или его хеш изменены`,
    expect.stringMatching(/^Найдено расхождений: 1 /),
  ]);
});

test('only the checkpoints tell when somebody rewrote the whole chain or cut its end, head included', async () => {
  await writeCheckpoints(owner, folder, Date.now());
  const tenant = `tenant_id = '${office.tenantId}'`;
  const cut = `create table kept as select * from event where ${tenant} and seq = (select seq from tenant_head where ${tenant});
    delete from event e using kept k where e.tenant_id = k.tenant_id and e.seq = k.seq;
    update tenant_head set seq = seq - 1, tip = (select prev_hash from kept) where ${tenant}`;
  const uncut = `insert into event select * from kept; update tenant_head set seq = seq + 1, tip = (select hash from kept) where ${tenant};
    drop table kept`;

  const [plain, noted] = await tampered(cut, uncut, async () => [await verify(), await verify('--checkpoints', checkpoints)]);
  const whole = await verify('--checkpoints', checkpoints);

  expect(plain?.status).toBe(0);
  expect(noted?.status).toBe(1);
  expect(noted?.out[0]).toMatch(
    new RegExp(
      `^установка ${office.tenantId}, событие \\d+: события больше нет.*\\(контрольная точка в строке \\d, от 20.*Z\\)$`,
    ),
  );
  expect([whole.status, whole.out[0]]).toEqual([0, expect.stringContaining('контрольных точек: 2')]);
});

test('a chain rewritten in the middle with fresh hashes throughout is found by an older checkpoint', async () => {
  await writeCheckpoints(owner, folder, Date.now());
  const rewrite = (from: string, to: string) => `do $$
    declare e record; link text := '';
    begin
      for e in select * from event where tenant_id = '${office.tenantId}' order by seq loop
        update event set payload = replace(e.payload, '${from}', '${to}'), prev_hash = link,
          hash = event_hash(link, e.seq, replace(e.payload, '${from}', '${to}'))
          where tenant_id = e.tenant_id and seq = e.seq returning hash into link;
      end loop;
      update tenant_head set tip = link where tenant_id = '${office.tenantId}';
    end $$`;

  const [plain, noted] = await tampered(rewrite('"urgent"', '"social!"'), rewrite('"social!"', '"urgent"'), async () => [
    await verify(),
    await verify('--checkpoints', checkpoints),
  ]);

  expect(plain?.status).toBe(0);
  expect([noted?.status, noted?.out[0]]).toEqual([1, expect.stringContaining('цепь переписана')]);
});

test('a checkpoint that was edited, torn or signed by another key is told by its line', async () => {
  await writeCheckpoints(owner, folder, Date.now());
  const other = mkdtempSync(join(tmpdir(), 'vovremya-other-'));
  await writeCheckpoints(owner, other, Date.now());
  const [first = ''] = readFileSync(checkpoints, 'utf8').split('\n');
  const [foreign = ''] = readFileSync(join(other, 'checkpoints.jsonl'), 'utf8').split('\n');
  rmSync(other, { recursive: true });
  appendFileSync(checkpoints, `${first.replace('"seq":', '"seq":1')}\n${foreign}\n${first.slice(0, 40)}`);
  // What comes after a torn line stands on a line of its own.
  await writeCheckpoints(owner, folder, Date.now());

  const { status, out } = await verify('--checkpoints', checkpoints);

  expect(status).toBe(1);
  expect(out.slice(0, -1)).toEqual([
    'подпись неверна: строка изменена или подписана другим ключом (контрольная точка в строке 3)',
    'подпись неверна: строка изменена или подписана другим ключом (контрольная точка в строке 4)',
    'строка не читается (контрольная точка в строке 5)',
  ]);
  expect(out.at(-1)).toContain('контрольных точек: 7');
});

test('the private key is readable by its owner only, and the public one is enough to verify elsewhere', async () => {
  await writeCheckpoints(owner, folder, Date.now());
  const elsewhere = mkdtempSync(join(tmpdir(), 'vovremya-inspection-'));
  copyFileSync(checkpoints, join(elsewhere, 'copy.jsonl'));
  copyFileSync(join(folder, 'journal-key.pub'), join(elsewhere, 'their.pub'));

  const given = await verify('--checkpoints', join(elsewhere, 'copy.jsonl'), '--key', join(elsewhere, 'their.pub'));
  const absent = await verify('--checkpoints', join(elsewhere, 'copy.jsonl'));
  rmSync(elsewhere, { recursive: true });

  expect(given.status).toBe(0);
  expect([absent.status, absent.err]).toEqual([2, [expect.stringContaining('Открытый ключ журнала')]]);
});

test('the export appears whole, as a table or as lines, and without a text of a citizen', async () => {
  const run = (out: string, ...args: string[]) =>
    vovremya(['export-journal', '--out', join(folder, out), '--tenant', office.tenantId, ...args], server.databaseUrl);
  const read = (out: string) => readFileSync(join(folder, out), 'utf8').trim();

  const csv = await run('table.csv');
  const jsonl = await run('lines.jsonl', '--format', 'jsonl');
  const nothing = await run('nothing.csv', '--to', '2020-01-01T00:00:00Z');
  const again = await run('table.csv');
  const lines = read('lines.jsonl').split('\n');

  expect([csv.status, jsonl.status, nothing.status, again.status]).toEqual([0, 0, 0, 1]);
  expect(again.err).toEqual([expect.stringContaining('уже есть')]);
  expect(readFileSync(join(folder, 'table.csv'), 'utf8').startsWith('\ufeff"tenant";"kind";"recordedAt"')).toBe(true);
  expect(read('table.csv').split('\r\n')).toHaveLength(lines.length + 1);
  expect(lines.map((line) => (JSON.parse(line) as { kind: string }).kind)).toContain('read');
  expect(read('table.csv') + lines.join()).not.toMatch(/мусор|Волкова|повторно|vk\.com/);
  expect(read('nothing.csv').split('\r\n')).toHaveLength(1);
  expect(readdirSync(folder).sort()).toEqual(['lines.jsonl', 'nothing.csv', 'table.csv']);
});

test.each([
  ['an option is unknown', ['verify-log', '--nonsense'], 2],
  ['something is named that belongs nowhere', ['verify-log', 'now'], 2],
  ['a key is given without checkpoints', ['verify-log', '--key', 'x'], 2],
  ['the checkpoints are not there', ['verify-log', '--checkpoints', '/nowhere', '--key', 'README.md'], 2],
  ['there is no data folder', ['verify-log', '--data', '/nowhere/data'], 2],
  ['no file is named', ['export-journal'], 2],
  ['the format is unknown', ['export-journal', '--out', 'x', '--format', 'pdf'], 2],
  ['a moment is not understood', ['export-journal', '--out', 'x', '--from', 'вчера'], 2],
  ['the file cannot be written', ['export-journal', '--out', '/nowhere/journal.csv'], 1],
])('one line on stderr when %s', async (_, args, code) => {
  const { status, out, err } = await vovremya(args);

  expect([status, out, err.length]).toEqual([code, [], 1]);
});

test('verify-log says so when the database is empty or cannot be reached', async () => {
  await owner.query('create database empty_one');
  const empty = await vovremya(['verify-log'], server.databaseUrl.replace(/[^/]*$/, 'empty_one'));
  const away = await vovremya(['verify-log'], 'postgres://nobody:wrong@127.0.0.1:9/none');
  await owner.query('drop database empty_one');

  expect([empty.status, empty.err]).toEqual([2, [expect.stringContaining('vovremya migrate')]]);
  expect([away.status, away.err]).toEqual([2, [expect.stringContaining('недоступна')]]);
});

test('a value that a spreadsheet would take for a formula is set off', () => {
  expect(csvLine(['=1+1', 'a"b', '+7', 'Ким'])).toBe(`"'=1+1";"a""b";"'+7";"Ким"\r\n`);
});
