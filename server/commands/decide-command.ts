import { picturesIn, type Refusal } from '../../lib/domain/cases/commands.ts';
import { decide } from '../../lib/domain/cases/decide.ts';
import type { Receipt } from '../../lib/protocol/api.ts';
import type { Library } from '../library.ts';
import { checkPictures } from '../pictures/check-pictures.ts';
import { contextOf, profilesOf, type TenantFacts } from '../reference.ts';
import type { Batch, Outcome } from './batch.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import { type AnyRequest, type CommandRequest, idOf } from './command-request.ts';
import type { Written } from './commit.ts';
import { clampOccurredAt, impossibleTime } from './occurred-at.ts';
import { refusedBefore, unknownPerson } from './refused-before.ts';
import { AccessLost } from './sender.ts';
import { checkTexts } from './texts.ts';

const NOTHING: Omit<Written, 'receipt'> = { caseId: '', events: [], texts: [], pictures: [] };

export interface Known {
  library: Library;
  facts: TenantFacts;
}

/** One command as if it were alone, after those before it. AccessLost: its person or device has lost the right to act. */
export function decideCommand(batch: Batch, known: Known, request: AnyRequest): Outcome['receipt'] | AccessLost {
  const id = idOf(request);
  const requestHash = hashOfRequest(request);
  const said = batch.outcomes.get(id);
  if (said) return said.requestHash === requestHash ? said.receipt : () => ({ id, outcome: 'conflict', code: 'id-used' });
  try {
    return apply(batch, known, request, requestHash);
  } catch (problem) {
    if (problem instanceof AccessLost) return problem;
    throw problem;
  }
}

function hashOfRequest(request: AnyRequest): string {
  const { personId: person } = request.sender;
  return sha256(
    canonicalJson('command' in request ? { command: request.command, person } : { malformed: request.unreadable.sent, person }),
  );
}

function apply(batch: Batch, known: Known, request: AnyRequest, requestHash: string): (base: number) => Receipt {
  const { sender, now } = request;
  const id = idOf(request);
  const decided = 'command' in request ? decideOn(batch, known, request, requestHash) : unreadable(batch, request);
  const refusal = 'code' in decided ? decided : null;
  const { caseId, events, texts, pictures } = 'code' in decided ? NOTHING : decided;
  if (refusal?.code === 'picture-missing' && 'command' in request) {
    // No outcome yet: the picture is sent, and the same command comes again.
    batch.told.push({ id, requestHash, occurredAt: actedAt(batch, request, requestHash), toldAt: now });
    return () => ({ id, outcome: 'rejected', refusal });
  }
  const receipt = { id, personId: sender.personId, deviceId: sender.deviceId, requestHash, receivedAt: now, refusal };
  const recorded = events.map((event) => ({ ...event, recordedAt: now }));
  const place = batch.add({ caseId, events: recorded, texts, pictures, receipt });
  const outcome: Outcome['receipt'] = (base) =>
    refusal ? { id, outcome: 'rejected', refusal } : { id, outcome: 'applied', seq: base + place };
  batch.outcomes.set(id, { requestHash, receipt: outcome });
  return outcome;
}

function unreadable(batch: Batch, { sender, unreadable: { refusal }, now }: Exclude<AnyRequest, CommandRequest>): Refusal {
  batch.actorOf(sender, now);
  return refusal;
}

/** When the act was done, epoch ms: as it was first told, however long its pictures were on their way. */
function actedAt(batch: Batch, { command, sentAt, contact, now }: CommandRequest, requestHash: string): number {
  const { id, occurredAt } = command;
  return batch.toldAct(id, requestHash) ?? clampOccurredAt({ occurredAt, sentAt }, contact, now);
}

function decideOn(batch: Batch, { library, facts }: Known, request: CommandRequest, requestHash: string) {
  const { command, sender, sentAt, now } = request;
  const impossible = impossibleTime({ occurredAt: command.occurredAt, sentAt });
  const occurredAt = actedAt(batch, request, requestHash);
  const actor = batch.actorOf(sender, impossible ? now : occurredAt);
  if (impossible) return { code: 'wrong-time', clause: null, detail: impossible } satisfies Refusal;
  const { state, bodies, texts } = batch.caseOf(command.caseId);
  const refusal =
    refusedBefore(batch, profilesOf(facts, library), actor, command, bodies) ?? unknownPerson(batch, command, state);
  if (refusal) return refusal;
  const context = contextOf(facts, library, state?.regulation ?? null, occurredAt);
  const decision = decide(state, { ...command, occurredAt }, actor, context, now);
  if (!decision.ok) return decision.refusal;
  const checked = checkTexts(command, texts);
  if (!checked.ok) return checked.refusal;
  const wrong = checkPictures(command, batch.pictures);
  if (wrong) return wrong;
  const pictures = picturesIn(command).map(({ hash }) => hash);
  return { caseId: command.caseId as string, events: decision.events, texts: checked.added, pictures };
}
