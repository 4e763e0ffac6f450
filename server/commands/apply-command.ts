import { sql } from 'kysely';
import type { Command, Decision, Refusal } from '../../lib/domain/cases/commands.ts';
import { decide } from '../../lib/domain/cases/decide.ts';
import { evolve, replay } from '../../lib/domain/cases/evolve.ts';
import type { Case, CaseEvent } from '../../lib/domain/cases/model.ts';
import type { Receipt } from '../../lib/protocol/api.ts';
import { type Db, inTenant, type Trx } from '../db/connect.ts';
import type { Library } from '../library.ts';
import { type Member, scopeOf, sees } from '../policies/visibility.ts';
import { caseContext, tenantProfiles } from '../reference.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import {
  type CaseRow,
  type EventPayload,
  loadDocuments,
  lockCase,
  lockName,
  openCaseOfMessage,
  textHashes,
} from './case-store.ts';
import type { CommandRequest } from './command-request.ts';
import { clampOccurredAt } from './occurred-at.ts';
import { findReceipt, rememberRejection } from './receipts.ts';
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

  const member = await activeSender(trx, sender);
  const row = await lockCase(trx, command.caseId);
  const refusal = await refusedBefore(trx, library, member, command, row);
  if (refusal) return await rememberRejection(trx, request, requestHash, refusal);

  const state = await loadState(trx, row);
  const decision = await decideNow(trx, library, request, member, state);
  if (!decision.ok) return await rememberRejection(trx, request, requestHash, decision.refusal);
  const texts = checkTexts(command, row ? await textHashes(trx, row.id) : new Map());
  if (!texts.ok) return await rememberRejection(trx, request, requestHash, texts.refusal);

  const events = decision.events.map((event) => ({ ...event, recordedAt: request.now }));
  const seq = await write(trx, request, requestHash, { before: state, row, events, texts: texts.added });
  return { id: command.id, outcome: 'applied', seq };
}

/** What only the server knows: cases the sender may not see do not exist for him, and a message has one open case. */
async function refusedBefore(
  trx: Trx,
  library: Library,
  member: Member,
  command: Command,
  row: CaseRow | null,
): Promise<Refusal | null> {
  if (row && !sees(scopeOf(member, await tenantProfiles(trx, library)), row.bodies))
    return { code: 'unknown-case', clause: null, detail: null };
  if (command.type !== 'open-case' || row) return null;
  const other = await openCaseOfMessage(trx, command.args.message.ref);
  return other === null ? null : { code: 'message-has-case', clause: null, detail: other };
}

async function loadState(trx: Trx, row: CaseRow | null): Promise<Case | null> {
  if (!row) return null;
  const [document] = await loadDocuments(trx, [row]);
  return document ? replay(document) : null;
}

async function decideNow(
  trx: Trx,
  library: Library,
  { command, sentAt, contact, now, sender }: CommandRequest,
  member: Member,
  state: Case | null,
): Promise<Decision> {
  const context = await caseContext(trx, library, state?.regulation ?? null);
  const occurredAt = clampOccurredAt({ occurredAt: command.occurredAt, sentAt }, contact, now);
  const actor = { personId: sender.personId, roles: member.roles, bodyId: member.bodyId };
  return decide(state, { ...command, occurredAt }, actor, context, now);
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
    row: rowOf(after),
  })}::jsonb) as seq`.execute(trx);
  const seq = rows[0]?.seq;
  if (seq === undefined) throw new Error('the commit of a command gave no sequence number');
  return seq;
}

function rowOf(state: Case) {
  return {
    messageRef: state.message.ref,
    state: state.state,
    isOpen: !ENDED.has(state.state),
    bodies: [...new Set(state.assignments.map((assignment) => assignment.bodyId))],
    profile: state.regulation.profile,
    version: state.regulation.version,
  };
}
