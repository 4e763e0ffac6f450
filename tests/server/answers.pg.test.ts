import { afterAll, beforeAll, expect, test } from 'vitest';
import { LIMITS, type Receipt } from '../../lib/protocol/api.ts';
import { inTenant } from '../../server/db/connect.ts';
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

/** What a device is told of a command that was not taken: a code, and where the case stands now. */

const DAY = 24 * 3_600_000;

let server: TestServer;
let office: Office;

beforeAll(async () => {
  server = await startTestServer();
  office = await openOffice(server);
});
afterAll(() => server.server.close());

async function only(answer: Promise<{ receipts: Receipt[] }>): Promise<Receipt> {
  const [receipt] = (await answer).receipts;
  if (!receipt) throw new Error('no receipt');
  return receipt;
}

async function opened(bodyId = office.bodies.roads): Promise<string> {
  const open = openCase(bodyId);
  expect((await only(office.curator.push([open]))).outcome).toBe('applied');
  return open.caseId;
}

function write(caseId: string, type: 'save-draft' | 'submit-draft', body: string, base?: string | null) {
  const text = sealed(body);
  const args = { assignment: '', draft: 'd1', kind: 'final', text: text.ref, ...(base === undefined ? {} : { base }) };
  return { ...command(type, caseId, args, [text.text]), textId: text.ref.id };
}

/** The executor's own way to his assignment: as the feed gives it. */
async function assignmentOf(caseId: string): Promise<string> {
  const page = await office.roads.changes();
  if (page.status !== 'ok') throw new Error('rewound');
  const found = page.changes.flatMap((change) =>
    change.kind === 'case' && change.document.id === caseId ? [change.document] : [],
  );
  const received = found[0]?.events.find(({ type }) => type === 'assignment.received');
  if (!received?.assignment) throw new Error('no assignment');
  return received.assignment;
}

test('of two who wrote on the same version the second is told so with the stage and by whom, and loses nothing', async () => {
  const caseId = await opened();
  const assignment = await assignmentOf(caseId);
  const about = <T extends { args: object }>(sent: T) => ({ ...sent, args: { ...sent.args, assignment } });
  const first = write(caseId, 'save-draft', 'Первый текст', null);
  await office.roads.push([about(first)]);
  const late = about(write(caseId, 'save-draft', 'Второй текст', null));
  const refused = await only(office.roads.push([late]));
  const again = await only(office.roads.push([late]));
  const kept = await only(office.roads.push([about(write(caseId, 'save-draft', 'Второй текст', first.textId))]));

  expect(refused).toEqual({
    id: late.id,
    outcome: 'rejected',
    refusal: { code: 'stale-draft', clause: expect.any(String), detail: null },
    present: { caseId, state: 'drafting', seq: expect.any(Number), at: expect.any(Number), personId: office.roads.personId },
  });
  expect(again).toEqual(refused);
  expect(kept.outcome).toBe('applied');
  const texts = await inTenant(server.db, office.tenantId, (trx) =>
    trx
      .selectFrom('case_text')
      .select('body')
      .where('case_id', '=', caseId)
      .where('body', 'like', '%текст')
      .orderBy('body')
      .execute(),
  );
  expect(texts.map(({ body }) => body)).toEqual(['Второй текст', 'Первый текст']);
});

test('whoever comes second to a message is told where the case of the first stands', async () => {
  const ref = 'vk:wall-77_1';
  const open = openCase(office.bodies.roads, ref);
  await office.curator.push([open]);
  const late = openCase(office.bodies.school, ref);

  expect(await only(office.curator.push([late]))).toMatchObject({
    refusal: { code: 'message-has-case', detail: open.caseId },
    present: { caseId: open.caseId, personId: null, state: 'drafting' },
  });
});

test('whoever may not see a case is told nothing of where it stands', async () => {
  const caseId = await opened();
  const strange = await openOffice(server);
  for (const client of [office.school, strange.curator]) {
    const receipt = await only(client.push([setImportance(caseId)]));
    expect(receipt).toMatchObject({ outcome: 'rejected', refusal: { code: 'unknown-case' } });
    expect(receipt).not.toHaveProperty('present');
  }
  const reused = setImportance(caseId);
  await office.curator.push([reused]);
  expect(await only(office.school.push([reused]))).toEqual({ id: reused.id, outcome: 'conflict', code: 'id-used' });
});

test.each([
  ['a day ahead of its sending', DAY + 60_000, 'ahead'],
  ['more than a year before it', -401 * DAY, 'behind'],
])('an act %s is refused with a code, remembered, and changes nothing', async (_, off, detail) => {
  const caseId = await opened();
  const sent = { ...setImportance(caseId), occurredAt: Date.now() + off };
  const first = await only(office.curator.push([sent]));
  const again = await only(office.curator.push([sent]));
  const events = await inTenant(server.db, office.tenantId, (trx) =>
    trx.selectFrom('event').select('seq').where('case_id', '=', caseId).execute(),
  );

  expect(first).toMatchObject({ outcome: 'rejected', refusal: { code: 'wrong-time', clause: null, detail } });
  expect(again).toEqual(first);
  expect(events).toHaveLength(4);
});

test.each([-10 * 365 * DAY, -DAY, DAY, 10 * 365 * DAY])(
  'an act keeps its moment beside that of the record when the clock of the device is wrong by %d ms all along',
  async (skew) => {
    const caseId = await opened();
    const acted = Date.now() - 60_000;
    const sent = { ...setImportance(caseId), occurredAt: acted + skew };
    const receipt = await only(office.curator.push([sent], Date.now() + skew));
    const rows = await inTenant(server.db, office.tenantId, (trx) =>
      trx.selectFrom('event').select('payload').where('case_id', '=', caseId).orderBy('seq', 'desc').limit(1).execute(),
    );
    const { event } = JSON.parse(rows[0]?.payload ?? '{}') as { event: { at: number; recordedAt: number } };

    expect(receipt.outcome).toBe('applied');
    expect(Math.abs(event.at - acted)).toBeLessThan(31_000);
    expect(event.recordedAt - event.at).toBeGreaterThan(25_000);
    expect(event.recordedAt).toBeLessThanOrEqual(Date.now());
  },
);

test('a full batch is applied in order, each command with its own answer, and one more is refused whole', async () => {
  const caseId = await opened();
  const importance = ['social', 'ordinary'] as const;
  const batch = Array.from({ length: LIMITS.commandsPerPush }, (_, index) => setImportance(caseId, importance[index % 2]));
  const { receipts } = await office.curator.push(batch);
  const seqs = receipts.map((receipt) => (receipt.outcome === 'applied' ? receipt.seq : 0));
  const tooMany = await office.curator.ask('/api/commands', {
    method: 'POST',
    body: JSON.stringify({ sentAt: Date.now(), commands: [...batch, setImportance(caseId)] }),
  });

  expect(receipts.map(({ id }) => id)).toEqual(batch.map(({ id }) => id));
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  expect(new Set(seqs).size).toBe(LIMITS.commandsPerPush);
  expect([tooMany.status, await tooMany.json()]).toEqual([400, { error: { code: 'bad-request', detail: 'commands' } }]);
});

test('a text that is too long is a rejection with a code of its own, and what comes with it goes on', async () => {
  const caseId = await opened();
  const long = sealed('а'.repeat(LIMITS.textCharacters + 1));
  const just = sealed('а'.repeat(LIMITS.textCharacters));
  const weigh = ({ ref, text }: ReturnType<typeof sealed>) =>
    command('set-importance', caseId, { importance: 'social', reason: ref }, [text]);
  const { receipts } = await office.curator.push([weigh(long), weigh(just)]);

  expect(receipts[0]).toMatchObject({ outcome: 'rejected', refusal: { code: 'too-large' }, present: { caseId } });
  expect(receipts[1]?.outcome).toBe('applied');
});
