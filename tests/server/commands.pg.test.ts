import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256 } from '../../server/commands/canonical.ts';
import {
  command,
  type Office,
  openCase,
  openOffice,
  sealed,
  setImportance,
  startTestServer,
  type TestServer,
} from './harness.ts';

let server: TestServer;
let office: Office;
let owner: pg.Client;

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

async function eventsOf(caseId: string): Promise<{ seq: string; payload: string }[]> {
  return (await owner.query('select seq, payload from event where case_id = $1 order by seq', [caseId])).rows;
}

test('a command that cannot be read gets its receipt whatever it says its case is, and so do those sent with it', async () => {
  const unread = { id: uuidv7(), caseId: '\u0000', type: 'nonsense' };

  const { receipts } = await office.curator.push([unread, openCase(office.bodies.roads)]);

  expect(receipts.map(({ outcome }) => outcome)).toEqual(['rejected', 'applied']);
});

test('a command has one effect and one answer when it arrives five times, one after another', async () => {
  const open = openCase(office.bodies.roads);

  const answers = [];
  for (let i = 0; i < 5; i += 1) answers.push((await office.curator.push([open])).receipts[0]);

  expect(answers[0]).toMatchObject({ id: open.id, outcome: 'applied' });
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect((await eventsOf(open.caseId)).filter(({ payload }) => payload.includes('"message.detected"'))).toHaveLength(1);
});

test('a command has one effect and one answer when it arrives five times at once', async () => {
  const open = openCase(office.bodies.roads);

  const answers = await Promise.all(Array.from({ length: 5 }, () => office.curator.push([open])));

  expect(new Set(answers.map(({ receipts }) => JSON.stringify(receipts))).size).toBe(1);
  expect((await eventsOf(open.caseId)).filter(({ payload }) => payload.includes('"message.detected"'))).toHaveLength(1);
});

test('the answer is a conflict when the same id comes with other content or from somebody else', async () => {
  const open = openCase(office.bodies.roads);
  await office.curator.push([open]);

  const other = await office.curator.push([{ ...open, args: { ...open.args, importance: 'urgent' } }]);
  const stranger = await office.roads.push([open]);

  expect(other.receipts).toEqual([
    { id: open.id, outcome: 'conflict', code: 'id-used', present: expect.objectContaining({ caseId: open.caseId }) },
  ]);
  expect(stranger.receipts).toEqual([
    { id: open.id, outcome: 'conflict', code: 'id-used', present: expect.objectContaining({ caseId: open.caseId }) },
  ]);
});

test('a rejected, an unreadable and a good command each get their own answer when they come together', async () => {
  const open = openCase(office.bodies.roads);
  const unknown = setImportance(openCase(office.bodies.roads).caseId);
  const unreadable = { ...setImportance(open.caseId), args: { importance: 7 } };
  const good = setImportance(open.caseId);

  const { receipts } = await office.curator.push([open, unknown, unreadable, good]);

  expect(receipts.map(({ outcome }) => outcome)).toEqual(['applied', 'rejected', 'rejected', 'applied']);
  expect(receipts[1]).toMatchObject({ refusal: { code: 'unknown-case' } });
  expect(receipts[2]).toMatchObject({ refusal: { code: 'missing-data', detail: 'args.importance' } });
  expect((await office.curator.push([unknown, unreadable])).receipts).toEqual([receipts[1], receipts[2]]);
});

test('a text is refused when it is not what its hash says, and when it does not come at all', async () => {
  const open = openCase(office.bodies.roads);
  const forged = { ...open, texts: open.texts.map((text) => ({ ...text, body: 'другой текст' })) };
  const bare = { ...openCase(office.bodies.roads), texts: [] };

  const { receipts } = await office.curator.push([forged, bare]);

  expect(receipts[0]).toMatchObject({ outcome: 'rejected', refusal: { code: 'unknown-value', detail: 'text' } });
  expect(receipts[1]).toMatchObject({ outcome: 'rejected', refusal: { code: 'missing-data', detail: 'text' } });
  expect(await eventsOf(open.caseId)).toHaveLength(0);
});

test('a text that is stored already cannot come with another body for the checks to look at', async () => {
  const open = openCase(office.bodies.roads);
  await office.curator.push([open]);
  const typed = sealed('Позвоните Иванову Петру Сергеевичу по телефону +7 912 345-67-89.');
  const draft = { assignment: `${open.id}.0`, draft: uuidv7(), kind: 'final', text: typed.ref };
  const clean = { ...typed.text, body: 'Здравствуйте. Мусор вывезут 24 ноября до 18:00.' };

  const saved = await office.roads.push([command('save-draft', open.caseId, draft, [typed.text])]);
  const { receipts } = await office.roads.push([
    command('submit-draft', open.caseId, draft, [typed.text]),
    command('submit-draft', open.caseId, draft, [clean]),
  ]);

  expect(saved.receipts[0]).toMatchObject({ outcome: 'applied' });
  expect(receipts[0]).toMatchObject({ outcome: 'rejected', refusal: { code: 'reply-rule' } });
  expect(receipts[1]).toMatchObject({ outcome: 'rejected', refusal: { code: 'unknown-value', detail: 'text' } });
});

test('a text that a database cannot hold is a rejection, not an error, when it comes', async () => {
  const open = openCase(office.bodies.roads);
  const nul = sealed('до\u0000после');
  const half = sealed('половина знака \ud83d');

  const commands = [nul, half].map(({ ref, text }) =>
    command('set-importance', open.caseId, { importance: 'social', reason: ref }, [text]),
  );
  const { receipts } = await office.curator.push([open, ...commands, setImportance(open.caseId)]);

  expect(receipts.map(({ outcome }) => outcome)).toEqual(['applied', 'rejected', 'rejected', 'applied']);
});

test('a message gets one case, and whoever comes late is told so, when several open it at once from one device', async () => {
  const { curator, bodies } = await openOffice(server);
  for (let round = 0; round < 20; round += 1) {
    const ref = `vk:wall-77_${round}`;

    const answers = await Promise.all(
      [bodies.roads, bodies.school, bodies.roads].map((body) => curator.push([openCase(body, ref)])),
    );

    const outcomes = answers.map(({ receipts }) => receipts[0]);
    expect(outcomes.filter((receipt) => receipt?.outcome === 'applied')).toHaveLength(1);
    const late = outcomes.filter((receipt) => receipt?.outcome === 'rejected');
    expect(late).toMatchObject(
      [0, 1].map(() => ({ refusal: { code: 'message-has-case' }, present: { seq: expect.any(Number) } })),
    );
  }
});

test('sequence numbers have no gap and a polling reader misses nothing when sixteen write at once', async () => {
  const writers = 16;
  const each = 6;
  const reader = office.head;
  let cursor = (await reader.pull()).cursor;
  const first = cursor.after;
  const opened = new Set<string>();
  const seen = new Set<string>();
  let writing = true;

  const write = async () => {
    for (let i = 0; i < each; i += 1) {
      const open = openCase(office.bodies.roads);
      const { receipts } = await office.curator.push([open, setImportance(open.caseId)]);
      expect(receipts.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
      opened.add(open.caseId);
    }
  };
  const read = async () => {
    while (writing) {
      const page = await reader.pull(cursor);
      for (const id of page.documents) seen.add(id);
      expect(page.cursor.after).toBeGreaterThanOrEqual(cursor.after);
      cursor = page.cursor;
      await new Promise((done) => setTimeout(done, 60));
    }
  };
  const reading = read();
  await Promise.all(Array.from({ length: writers }, write));
  writing = false;
  await reading;
  for (const id of (await reader.pull(cursor)).documents) seen.add(id);

  expect(opened.size).toBe(writers * each);
  expect([...opened].filter((id) => !seen.has(id))).toEqual([]);
  const { rows } = await owner.query('select seq::int from event where tenant_id = $1 and seq > $2 order by seq', [
    office.tenantId,
    first,
  ]);
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => first + 1 + index));
});

test('the chain of events can be recomputed from what is stored', async () => {
  const { rows } = await owner.query('select seq, payload, prev_hash, hash from event where tenant_id = $1 order by seq', [
    office.tenantId,
  ]);
  const head = await owner.query('select seq, tip from tenant_head where tenant_id = $1', [office.tenantId]);

  let tip = '';
  for (const row of rows) {
    expect(row.prev_hash).toBe(tip);
    tip = sha256(`${tip}\n${row.seq}\n${row.payload}`);
    expect(row.hash).toBe(tip);
  }

  expect(rows.length).toBeGreaterThan(100);
  expect(head.rows[0]).toEqual({ seq: rows.at(-1).seq, tip });
});
