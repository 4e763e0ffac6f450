import { picturesIn, type Refusal } from '../../lib/domain/cases/commands.ts';
import { decide } from '../../lib/domain/cases/decide.ts';
import type { Receipt } from '../../lib/protocol/api.ts';
import { type Db, repeating, type Trx } from '../db/connect.ts';
import { factsOf } from '../known-facts.ts';
import type { Library } from '../library.ts';
import { namePictures } from '../pictures/name-pictures.ts';
import { contextOf, profilesOf, readFacts } from '../reference.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import type { CommandRequest } from './command-request.ts';
import { commitToCase } from './commit.ts';
import { actorOf, loadCommand, stateOf } from './load-command.ts';
import { clampOccurredAt, impossibleTime } from './occurred-at.ts';
import { receiptOf, rememberRejection } from './receipts.ts';
import { refusedBefore, unknownPerson } from './refused-before.ts';
import { checkTexts } from './texts.ts';
import { rememberTold, toldAct } from './told-commands.ts';

/**
 * Applies a command exactly once, in one transaction; a refusal is an outcome too and is remembered like one.
 * Throws AccessLost when the person or the device has lost the right to act. Announcing is the caller's, after the commit.
 */
export function applyCommand(db: Db, library: Library, request: CommandRequest): Promise<Receipt> {
  return repeating(() => db.transaction().execute((trx) => applyOnce(trx, library, request)));
}

async function applyOnce(trx: Trx, library: Library, request: CommandRequest): Promise<Receipt> {
  const { command, sender, sentAt, contact, now } = request;
  const requestHash = sha256(canonicalJson({ command, person: sender.personId }));
  const loaded = await loadCommand(trx, request);
  if (loaded.receipt) return receiptOf(command.id, loaded.receipt, requestHash);

  const impossible = impossibleTime({ occurredAt: command.occurredAt, sentAt });
  const told = { id: command.id, requestHash };
  const heard = picturesIn(command).length > 0 ? await toldAct(trx, told) : null;
  const occurredAt = heard ?? clampOccurredAt({ occurredAt: command.occurredAt, sentAt }, contact, now);
  const actor = await actorOf(trx, loaded, sender, impossible ? now : occurredAt);
  const facts = await factsOf(library, { ...loaded, tenantId: sender.tenantId }, () => readFacts(trx));
  const reject = (refusal: Refusal) => rememberRejection(trx, request, requestHash, refusal);
  if (impossible) return await reject({ code: 'wrong-time', clause: null, detail: impossible });
  const refusal = await refusedBefore(trx, profilesOf(facts, library), actor, command, loaded.row);
  if (refusal) return await reject(refusal);

  const state = stateOf(loaded);
  const unknown = await unknownPerson(trx, command, state);
  if (unknown) return await reject(unknown);
  const context = contextOf(facts, library, state?.regulation ?? null, occurredAt);
  const decision = decide(state, { ...command, occurredAt }, actor, context, now);
  if (!decision.ok) return await reject(decision.refusal);
  const texts = checkTexts(command, new Map(Object.entries(loaded.texts)));
  if (!texts.ok) return await reject(texts.refusal);
  const wrong = await namePictures(trx, command, now);
  if (wrong?.code === 'picture-missing') {
    // No outcome yet: the picture is sent, and the same command comes again.
    await rememberTold(trx, { ...told, tenantId: sender.tenantId, occurredAt, now });
    return { id: command.id, outcome: 'rejected', refusal: wrong };
  }
  if (wrong) return await reject(wrong);

  const receipt = { id: command.id, personId: sender.personId, deviceId: sender.deviceId, requestHash, receivedAt: now };
  const written = { before: state, events: decision.events, texts: texts.added, receipt };
  const seq = await commitToCase(trx, { ...written, context, library, now });
  return { id: command.id, outcome: 'applied', seq };
}
