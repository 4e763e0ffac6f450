import { decide } from '../../lib/domain/cases/decide.ts';
import type { Receipt } from '../../lib/protocol/api.ts';
import { type Db, inTenant, type Trx } from '../db/connect.ts';
import type { Library } from '../library.ts';
import { caseContext } from '../reference.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import { loadCase, lockCase, lockName, textHashes } from './case-store.ts';
import type { CommandRequest } from './command-request.ts';
import { commitToCase } from './commit.ts';
import { clampOccurredAt, impossibleTime } from './occurred-at.ts';
import { findReceipt, rememberRejection } from './receipts.ts';
import { refusedBefore, unknownPerson } from './refused-before.ts';
import { activeSender } from './sender.ts';
import { checkTexts } from './texts.ts';

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

  const state = row && (await loadCase(trx, row));
  const unknown = await unknownPerson(trx, command, state);
  if (unknown) return await rememberRejection(trx, request, requestHash, unknown);
  const context = await caseContext(trx, library, state?.regulation ?? null, occurredAt);
  const decision = decide(state, { ...command, occurredAt }, actor, context, now);
  if (!decision.ok) return await rememberRejection(trx, request, requestHash, decision.refusal);
  const texts = checkTexts(command, row ? await textHashes(trx, row.id) : new Map());
  if (!texts.ok) return await rememberRejection(trx, request, requestHash, texts.refusal);

  const receipt = { id: command.id, personId: sender.personId, deviceId: sender.deviceId, requestHash, receivedAt: now };
  const written = { before: state, events: decision.events, texts: texts.added, receipt };
  const seq = await commitToCase(trx, { ...written, context, library, now });
  return { id: command.id, outcome: 'applied', seq };
}
