import { sql } from 'kysely';
import { decide } from '../../lib/domain/cases/decide.ts';
import { evolve, replay } from '../../lib/domain/cases/evolve.ts';
import type { Case, CaseEvent } from '../../lib/domain/cases/model.ts';
import type { Receipt } from '../../lib/protocol/api.ts';
import { type Db, inTenant, type Trx } from '../db/connect.ts';
import type { Library } from '../library.ts';
import { caseContext } from '../reference.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import { type CaseRow, type EventPayload, loadDocuments, lockCase, lockName, textHashes } from './case-store.ts';
import type { CommandRequest } from './command-request.ts';
import { clampOccurredAt, impossibleTime } from './occurred-at.ts';
import { findReceipt, rememberRejection } from './receipts.ts';
import { refusedBefore, unknownPerson } from './refused-before.ts';
import { activeSender } from './sender.ts';
import { checkTexts } from './texts.ts';

/** States after which a message may get a new case. */
const ENDED = new Set(['published', 'closed', 'refused', 'terminated', 'handedOver']);

/**
 * Applies a command exactly once, in one transaction; a refusal is an outcome too and is remembered like one.
 * Throws AccessLost when the person or the device has lost the right to act. Announcing is the caller's, after the commit.
 */
export function applyCommand(db: Db, library: Library, request: CommandRequest): Promise<Receipt> {
  return inTenant(db, request.sender.tenantId, (trx) => applyOnce(trx, library, request));
}

async function applyOnce(trx: Trx, library: Library, request: CommandRequest): Promise<Receipt> {
  const { command, sender } = request;
  const requestHash = sha256(canonicalJson({ command, person: sender.personId }));
  await lockName(trx, `command ${command.id}`);
  const known = await findReceipt(trx, command.id, requestHash);
  if (known) return known;

  const { sentAt, contact, now } = request;
  const impossible = impossibleTime({ occurredAt: command.occurredAt, sentAt });
  if (impossible) {
    await activeSender(trx, sender, now);
    return await rememberRejection(trx, request, requestHash, { code: 'wrong-time', clause: null, detail: impossible });
  }
  const occurredAt = clampOccurredAt({ occurredAt: command.occurredAt, sentAt }, contact, now);
  const actor = await activeSender(trx, sender, occurredAt);
  const row = await lockCase(trx, command.caseId);
  const refusal = await refusedBefore(trx, library, actor, command, row);
  if (refusal) return await rememberRejection(trx, request, requestHash, refusal);

  const state = await loadState(trx, row);
  const unknown = await unknownPerson(trx, command, state);
  if (unknown) return await rememberRejection(trx, request, requestHash, unknown);
  const context = await caseContext(trx, library, state?.regulation ?? null, occurredAt);
  const decision = decide(state, { ...command, occurredAt }, actor, context, now);
  if (!decision.ok) return await rememberRejection(trx, request, requestHash, decision.refusal);
  const texts = checkTexts(command, row ? await textHashes(trx, row.id) : new Map());
  if (!texts.ok) return await rememberRejection(trx, request, requestHash, texts.refusal);

  const events = decision.events.map((event) => ({ ...event, recordedAt: request.now }));
  const seq = await write(trx, request, requestHash, { before: state, row, events, texts: texts.added });
  return { id: command.id, outcome: 'applied', seq };
}

async function loadState(trx: Trx, row: CaseRow | null): Promise<Case | null> {
  if (!row) return null;
  const [document] = await loadDocuments(trx, [row]);
  return document ? replay(document) : null;
}

interface Effects {
  before: Case | null;
  row: CaseRow | null;
  events: CaseEvent[];
  texts: { id: string; salt: string; body: string; hash: string }[];
}

async function write(trx: Trx, request: CommandRequest, requestHash: string, effects: Effects): Promise<number> {
  const { command, sender, now } = request;
  const after = effects.events.reduce<Case | null>(evolve, effects.before);
  if (after === null) throw new Error('a command was accepted that leaves no case');
  const payloads = effects.events.map((event) =>
    canonicalJson({ case: command.caseId, command: command.id, device: sender.deviceId, event } satisfies EventPayload),
  );
  const { rows } = await sql<{ seq: number }>`select commit_command(${JSON.stringify({
    id: command.id,
    caseId: command.caseId,
    personId: sender.personId,
    deviceId: sender.deviceId,
    requestHash,
    receivedAt: now,
    opens: effects.row === null,
    payloads,
    texts: effects.texts,
    row: rowOf(after, await bodiesOf(trx, after)),
  })}::jsonb) as seq`.execute(trx);
  const seq = rows[0]?.seq;
  if (seq === undefined) throw new Error('the commit of a command gave no sequence number');
  return seq;
}

/** Bodies that have or had an assignment, and those of the people whom a routing named. */
async function bodiesOf(trx: Trx, state: Case): Promise<string[]> {
  const own = state.assignments.map((assignment) => assignment.bodyId);
  const named = state.events.map(({ data }) => data.deputy).filter((id) => typeof id === 'string');
  const people = named.length === 0 ? [] : await trx.selectFrom('person').select('body_id').where('id', 'in', named).execute();
  return [...new Set([...own, ...people.flatMap(({ body_id }) => body_id ?? [])])];
}

function rowOf(state: Case, bodies: string[]) {
  return {
    messageRef: state.message.ref,
    state: state.state,
    isOpen: !ENDED.has(state.state),
    bodies,
    profile: state.regulation.profile,
    version: state.regulation.version,
  };
}
