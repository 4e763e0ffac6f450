import { randomBytes, randomUUID } from 'node:crypto';
import type { Capacity, CaseEvent } from '../../lib/domain/cases/model.ts';
import { canonicalJson, sha256 } from '../commands/canonical.ts';
import { commit } from '../commands/commit.ts';
import { findReceipt } from '../commands/receipts.ts';
import { activeSender } from '../commands/sender.ts';
import { type Db, inTenant, type Trx } from '../db/connect.ts';
import { lockName } from '../db/lock.ts';
import type { Library } from '../library.ts';
import { DUTY_EVENTS, type DutyRecord, type OwedDuty, owedAs, owedDuties, readDuties } from './owed.ts';

export interface DoneDuty {
  tenantId: string;
  personId: string;
  /** Made with the form: sent twice, it is done once. */
  id: string;
  key: string;
  /** The turn it is done for, by its due moment. */
  dueAt: number;
  doneAt: number;
  /** What was sent, in words. */
  what: string;
}

export type MarkOutcome = 'done' | 'unknown' | 'not-yours' | 'already' | 'conflict' | 'not-yet' | 'too-early';

/** Records that a duty was done, once, in the tenant's chain. Throws AccessLost. */
export function markDone(
  db: Db,
  library: Library,
  asked: DoneDuty,
  now: number,
): Promise<{ outcome: MarkOutcome; seq: number | null }> {
  return inTenant(db, asked.tenantId, async (trx) => {
    const requestHash = sha256(canonicalJson({ ...asked }));
    await lockName(trx, `command ${asked.id}`);
    const known = await findReceipt(trx, asked.id, requestHash);
    if (known) return { outcome: known.outcome === 'applied' ? 'done' : 'conflict', seq: null };
    const actor = await activeSender(trx, { tenantId: asked.tenantId, personId: asked.personId, deviceId: null }, now);
    const record = await lockDuty(trx, library, asked.key, now);
    if (!record) return { outcome: 'unknown', seq: null };
    const capacity = owedAs(record.duty, actor);
    const refusal = capacity ? refusedBecause(record, asked, now) : 'not-yours';
    if (!capacity || refusal) return { outcome: refusal ?? 'not-yours', seq: null };
    return { outcome: 'done', seq: await write(trx, { record, asked, capacity, requestHash }, now) };
  });
}

/** One at a time for what is recorded of a duty. */
export async function lockDuty(trx: Trx, library: Library, key: string, now: number): Promise<DutyRecord | null> {
  await lockName(trx, `duty ${key}`);
  const duty = (await owedDuties(trx, library, now)).find((one) => one.key === key);
  const [record] = duty ? await readDuties(trx, library, [duty], now) : [];
  return record ?? null;
}

function refusedBecause({ events, turns }: DutyRecord, { dueAt, doneAt }: DoneDuty, now: number): MarkOutcome | null {
  const turn = turns.find((one) => one.dueAt === dueAt);
  if (!turn) return 'unknown';
  if (turn.doneAt !== null) return 'already';
  if (doneAt > now) return 'not-yet';
  return events.length > 0 && doneAt <= turn.periodFromAt ? 'too-early' : null;
}

interface Written {
  record: DutyRecord;
  asked: DoneDuty;
  capacity: Capacity;
  requestHash: string;
}

async function write(
  trx: Trx,
  { record: { duty, events }, asked, capacity, requestHash }: Written,
  now: number,
): Promise<number> {
  const { id, personId, key, dueAt, doneAt, what } = asked;
  const text = { id: randomUUID(), salt: randomBytes(16).toString('hex'), body: what };
  const hash = sha256(`${text.salt}\n${text.body}`);
  const done: CaseEvent = {
    id: `${id}:0`,
    type: DUTY_EVENTS.done,
    at: doneAt,
    recordedAt: now,
    by: { personId, role: duty.rule.by, ...(capacity.personId === personId ? {} : { insteadOf: capacity.personId }) },
    data: { ...dutyFacts(duty), dueAt, what: { id: text.id, hash } },
  };
  return await commit(trx, {
    ...{ caseId: key, pictures: [], events: [...beginning(duty, events, doneAt - 1, now), done], texts: [{ ...text, hash }] },
    ...{ receipt: { id, personId, deviceId: null, requestHash, receivedAt: now, refusal: null } },
  });
}

/** Account of a duty is kept from here on; none is begun twice. */
export function beginning(duty: OwedDuty, events: CaseEvent[], at: number, now: number): CaseEvent[] {
  if (events.length > 0) return [];
  return [{ id: `${duty.key}:begun`, type: DUTY_EVENTS.begun, at, recordedAt: now, by: 'system', data: dutyFacts(duty) }];
}

export function dutyFacts({ profile, rule, body }: OwedDuty): Record<string, string> {
  return {
    regulation: profile.profile,
    version: profile.version,
    duty: rule.id,
    clause: rule.cl,
    ...(body ? { body: body.id } : {}),
  };
}
