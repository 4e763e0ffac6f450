import { type Command, messageBegun, type Refusal } from '../domain/cases/commands.ts';
import { decide } from '../domain/cases/decide.ts';
import { deviceNow } from '../platform/clock.ts';
import { broadcast } from '../platform/messaging.ts';
import { readSetting } from '../platform/storage.ts';
import { actorOf } from '../protocol/actor.ts';
import { contextFor } from './case-shelf.ts';
import type { Core } from './core.ts';

export type SendResult = { ok: true } | { ok: false; refusal: Refusal };

/** How long a command can be taken back; `undoMs` in storage.local says otherwise (0 in tests and in the demonstration). */
const UNDO_MS = 5_000;

const turns = new WeakMap<Core, Promise<unknown>>();

/** Judges the command here and now, then puts it durably into the outbox; nothing that is refused is queued. */
export async function sendCommand(core: Core, command: Command, options: { holdMs?: number } = {}): Promise<SendResult> {
  // One after another: two windows that find the same reply at once must not both file it.
  const turn = (turns.get(core) ?? Promise.resolve()).then(() => queue(core, command, options));
  turns.set(
    core,
    turn.catch(() => undefined),
  );
  const result = await turn;
  if (!result.ok) return result;
  if (result.wasThere) return { ok: true };
  await core.announce({ ids: [command.caseId], refs: 'all' });
  broadcast({ type: 'session-changed' });
  void core.loop.kick();
  return { ok: true };
}

type Queued = { ok: true; wasThere: boolean } | Extract<SendResult, { ok: false }>;

async function queue(core: Core, command: Command, options: { holdMs?: number }): Promise<Queued> {
  const outbox = await core.outbox();
  // The same command asked again after a lost answer: it is there already.
  if (await outbox.has(command.id)) return { ok: true, wasThere: true };
  const [owner, reference] = [await core.owner(), await core.reference()];
  if (owner === null || !reference) return refused('not-your-role', 'signed-out');

  const view = await core.shelf.byId(command.caseId);
  const context = view?.context ?? contextFor(reference, reference.defaultProfile);
  if (!context) return refused('unknown-value', 'regulation');
  const decision = decide(view?.state ?? null, command, actorOf(reference.me), context, await core.serverNow());
  if (!decision.ok) return decision;
  const begun = messageBegun(command);
  if (begun && begun.linked.length === 0 && (await core.shelf.byRefs([begun.message.ref])).size > 0) {
    return refused('message-has-case', null);
  }

  await outbox.add(command, owner, deviceNow() + (options.holdMs ?? (await undoMs())));
  return { ok: true, wasThere: false };
}

function refused(code: Refusal['code'], detail: string | null): Extract<SendResult, { ok: false }> {
  return { ok: false, refusal: { code, clause: null, detail } };
}

async function undoMs(): Promise<number> {
  const set = await readSetting('undoMs');
  return typeof set === 'number' && set >= 0 ? set : UNDO_MS;
}
