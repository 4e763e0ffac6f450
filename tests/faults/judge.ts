import type { Receipt } from '../../lib/protocol/api.ts';
import { connectOwner } from '../../server/db/connect.ts';
import { inSnapshot } from '../../server/db/snapshot.ts';
import { verifyJournal } from '../../server/journal/verify-journal.ts';
import { clientOf } from '../server/harness.ts';
import type { Device } from './device.ts';
import type { Region } from './region.ts';

interface EventRow {
  seq: number;
  case_id: string;
  payload: string;
}

/** Everything that must be true when the storm is over and every device has come to rest; each sentence returned is a fault. */
export async function judge(region: Region, devices: Device[]): Promise<string[]> {
  const faults = [...region.fallen, ...devices.flatMap((device) => device.faults)];
  const { tenantId } = region.office;
  const events = await region.ask<EventRow>('select seq::int, case_id, payload from event where tenant_id = $1 order by seq', [
    tenantId,
  ]);
  const receipts = await region.ask<{ id: string; outcome: Receipt['outcome']; seq: number | null }>(
    'select id, outcome, seq::int from command_receipt where tenant_id = $1',
    [tenantId],
  );
  const client = await connectOwner({ connectionString: region.databaseUrl });
  await inSnapshot(client, () => verifyJournal(client, (fault) => faults.push(`journal: ${JSON.stringify(fault)}`)));
  await client.end();

  events.forEach(({ seq }, place) => {
    if (seq !== place + 1) faults.push(`the feed has a gap or a repetition at ${place + 1}: ${seq}`);
  });
  faults.push(...judgeOutcomes(events, new Map(receipts.map((row) => [row.id, row])), devices));
  for (const device of devices) faults.push(...(await judgeReader(device)));
  faults.push(...(await judgeNotices(receipts, devices)));
  return faults;
}

/** Every promised command has one outcome and its effects once; nothing came from nowhere. */
function judgeOutcomes(
  events: EventRow[],
  receipts: Map<string, { outcome: string; seq: number | null }>,
  devices: Device[],
): string[] {
  const faults: string[] = [];
  const effects = new Map<string, string[]>();
  for (const { payload } of events) {
    const { command, event } = JSON.parse(payload) as { command: string; event: { type: string } };
    effects.set(command, [...(effects.get(command) ?? []), event.type]);
  }
  const given = new Set(devices.flatMap(({ promised, perhaps }) => [...promised.keys(), ...perhaps.keys()]));
  for (const { promised } of devices) {
    for (const { id, type } of promised.values()) {
      const receipt = receipts.get(id);
      const types = effects.get(id) ?? [];
      if (!receipt) faults.push(`${id} (${type}) was promised and the server has no word of it`);
      if (receipt?.outcome === 'applied' && types.length === 0) faults.push(`${id} was applied without an effect`);
      if (receipt?.outcome === 'rejected' && types.length > 0) faults.push(`${id} was rejected and has effects`);
      if (new Set(types).size !== types.length) faults.push(`${id} (${type}) has effects twice: ${types.join(', ')}`);
    }
  }
  for (const id of receipts.keys()) if (!given.has(id)) faults.push(`${id} came from nowhere`);
  const refused = events.flatMap(({ payload }) => {
    const { event } = JSON.parse(payload) as { event: { type: string; assignment?: string } };
    return event.type === 'competence.refused' ? [event.assignment ?? ''] : [];
  });
  if (new Set(refused).size !== refused.length) faults.push('an assignment was refused twice: both racers won');
  return faults;
}

/** What the reader has is what a new device would be given now. */
async function judgeReader({ name, connection, cache, outbox }: Device): Promise<string[]> {
  const faults: string[] = [];
  const waiting = await outbox().pending(name);
  if (waiting.length > 0) faults.push(`${name}: ${waiting.length} commands still wait`);
  const fresh = new Map<string, string>();
  const anew = clientOf(connection.server, { token: connection.token, me: { person: { id: name } } } as never);
  for (let page = await anew.changes(); page.status === 'ok'; page = await anew.changes(page.cursor)) {
    for (const change of page.changes) {
      if (change.kind === 'case') fresh.set(change.document.id, JSON.stringify(change.document));
    }
    if (!page.more) break;
  }
  const own = new Map((await cache().documents()).map((document) => [document.id as string, JSON.stringify(document)]));
  for (const [id, document] of fresh)
    if (own.get(id) !== document) faults.push(`${name}: case ${id} is not as the server has it`);
  for (const id of own.keys()) if (!fresh.has(id)) faults.push(`${name}: case ${id} should be gone`);
  return faults;
}

/** The person is told of a rejection exactly where there was one. */
async function judgeNotices(receipts: { id: string; outcome: string }[], devices: Device[]): Promise<string[]> {
  const rejected = new Set(receipts.filter(({ outcome }) => outcome === 'rejected').map(({ id }) => id));
  const faults: string[] = [];
  for (const { name, outbox, promised } of devices) {
    const told = new Set((await outbox().notices(name)).map(({ command }) => command.id));
    for (const id of promised.keys())
      if (told.has(id) !== rejected.has(id)) faults.push(`${name}: ${id} was told as something else than it is`);
  }
  return faults;
}
