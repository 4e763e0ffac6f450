import { type Command, messageBegun } from '../domain/cases/commands.ts';
import { decide } from '../domain/cases/decide.ts';
import { evolve, replay } from '../domain/cases/evolve.ts';
import type { Actor, Case, CaseContext, CaseDocument, StoredText } from '../domain/cases/model.ts';
import { hasDuty } from '../domain/cases/status.ts';
import type { MessageRef } from '../domain/ids.ts';
import { actorOf } from '../protocol/actor.ts';
import type { Reference } from '../protocol/api.ts';
import type { Cache } from '../store/cache.ts';
import type { Store } from '../store/open-store.ts';
import type { PendingCommand } from '../store/outbox-rows.ts';

/** So many cases tell what topics and bodies the messages of late were about. */
const NEWEST = 200;

/** A case as this device knows it: what the server said, with the person's own unsent acts on top. */
export interface CaseView {
  document: CaseDocument;
  state: Case;
  context: CaseContext;
  pending: PendingCommand[];
}

/** The message a document is about; null when its events are of a kind this version cannot read. */
export function refOfDocument(document: CaseDocument): MessageRef | null {
  try {
    const [first] = document.events;
    return first ? evolve(null, first).message.ref : null;
  } catch {
    return null;
  }
}

/** What the store looks a document up by. A case whose regulation is not here counts as work left: it is not known to be done. */
export function indexOfDocument(document: CaseDocument, reference: Reference): { ref: MessageRef; isLive: boolean } | null {
  const ref = refOfDocument(document);
  if (ref === null) return null;
  const context = contextFor(reference, document.regulation);
  return { ref, isLive: context === null || hasDuty(replay(document), context) };
}

export function contextFor(reference: Reference, regulation: CaseDocument['regulation']): CaseContext | null {
  const { profile: id, version } = regulation;
  const profile = reference.profiles.find((known) => known.profile === id && known.version === version);
  const { bodies, schedules, calendar, profiles } = reference;
  return profile ? { profile, profiles, bodies, schedules, calendar } : null;
}

/** Puts the commands on top of the document; one that no longer applies is left out, its rejection will come from the server. */
export function applyPending(
  document: CaseDocument | null,
  pending: PendingCommand[],
  reference: Reference,
): { document: CaseDocument; state: Case; context: CaseContext } | null {
  let context = contextFor(reference, document?.regulation ?? reference.defaultProfile);
  if (!context) return null;
  const actor = actorOf(reference.me);
  let shown = document;
  let state = document ? replay(document) : null;
  for (const { command, seq } of pending) {
    if (seq !== null && (document?.seq ?? -1) >= seq) continue;
    const applied = applyOne(shown, state, command, actor, context);
    if (!applied) continue;
    ({ shown, state } = applied);
    // A routing may have put the case under the regulation of its body.
    context = contextFor(reference, shown.regulation) ?? context;
  }
  return shown && state ? { document: shown, state, context } : null;
}

function applyOne(shown: CaseDocument | null, state: Case | null, command: Command, actor: Actor, context: CaseContext) {
  const decision = decide(state, command, actor, context, command.occurredAt);
  const next = decision.ok ? decision.events.reduce<Case | null>(evolve, state) : null;
  if (!decision.ok || !next) return null;
  const { regulation } = next;
  const base = { id: command.caseId, number: null, events: [], texts: {}, seq: null, ...shown, regulation };
  const texts: Record<string, StoredText> = { ...base.texts };
  for (const text of command.texts) texts[text.id] = text;
  return { shown: { ...base, events: [...base.events, ...decision.events], texts }, state: next };
}

/** Reads cases for the signed-in person; nothing without a reference, since a case cannot be understood without its regulation. */
export function createShelf(store: () => Promise<Store>, owner: () => Promise<string | null>) {
  async function opened() {
    const { outbox, cache } = await store();
    const [whose, reference] = [await owner(), await cache.reference()];
    return whose !== null && reference ? { cache, reference, pending: await outbox.pending(whose) } : null;
  }

  function view(document: CaseDocument | null, pending: PendingCommand[], reference: Reference): CaseView | null {
    const applied = applyPending(document, pending, reference);
    return applied ? { ...applied, pending } : null;
  }

  async function gather(read: (cache: Cache) => Promise<CaseDocument[]>): Promise<CaseView[]> {
    const open = await opened();
    if (!open) return [];
    const documents = await read(open.cache);
    const known = new Set<string>(documents.map(({ id }) => id));
    const acted = [...new Set(open.pending.map(({ command }) => command.caseId))].filter((id) => !known.has(id));
    const views = [
      ...documents.map((document) => view(document, ofCase(open.pending, document.id), open.reference)),
      ...(await Promise.all(
        acted.map(async (id) => view(await open.cache.document(id), ofCase(open.pending, id), open.reference)),
      )),
    ];
    return views.filter((shown) => shown !== null);
  }

  return {
    async byId(id: string): Promise<CaseView | null> {
      const open = await opened();
      if (!open) return null;
      return view(
        await open.cache.document(id),
        open.pending.filter(({ command }) => command.caseId === id),
        open.reference,
      );
    },

    async byRefs(refs: MessageRef[]): Promise<Map<MessageRef, CaseView>> {
      const open = await opened();
      const found = new Map<MessageRef, CaseView>();
      if (!open) return found;
      const { cache, reference, pending } = open;
      for (const { document, ref } of await cache.byRefs(refs)) {
        const shown = view(document, ofCase(pending, document.id), reference);
        if (shown) found.set(ref, shown);
      }
      for (const { command } of pending) {
        const ref = messageBegun(command)?.message.ref;
        if (ref === undefined || !refs.includes(ref) || found.has(ref)) continue;
        const shown = view(null, ofCase(pending, command.caseId), reference);
        if (shown) found.set(ref, shown);
      }
      return found;
    },

    /** Cases with work left or with unsent acts. */
    live: () => gather((cache) => cache.live()),

    /** Those, and the newest of the others. */
    atHand: () => gather((cache) => cache.atHand(NEWEST)),
  };
}

export type Shelf = ReturnType<typeof createShelf>;

function ofCase(pending: PendingCommand[], caseId: string): PendingCommand[] {
  return pending.filter(({ command }) => command.caseId === caseId);
}
