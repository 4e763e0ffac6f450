import { type Command, messageBegun } from '../domain/cases/commands.ts';
import { decide } from '../domain/cases/decide.ts';
import { evolve, replay } from '../domain/cases/evolve.ts';
import type { Actor, Case, CaseContext, CaseDocument, MessageFacts, StoredText } from '../domain/cases/model.ts';
import type { MessageRef } from '../domain/ids.ts';
import { actorOf } from '../protocol/actor.ts';
import type { Reference } from '../protocol/api.ts';
import type { Store } from '../store/open-store.ts';
import type { PendingCommand } from '../store/outbox-rows.ts';

/** A case as this device knows it: what the server said, with the person's own unsent acts on top. */
export interface CaseView {
  document: CaseDocument;
  state: Case;
  context: CaseContext;
  pending: PendingCommand[];
}

/** The message a document is about; null when its events are of a kind this version cannot read. */
export function messageOfDocument(document: CaseDocument): MessageFacts | null {
  try {
    const [first] = document.events;
    return first ? evolve(null, first).message : null;
  } catch {
    return null;
  }
}

export function refOfDocument(document: CaseDocument): MessageRef | null {
  return messageOfDocument(document)?.ref ?? null;
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
    if (whose === null || !reference) return null;
    const pending = await outbox.pending(whose);
    /** The case with the person's own unsent acts on top; null when it cannot be understood here. */
    const view = (document: CaseDocument | null, caseId: string): CaseView | null => {
      const own = pending.filter(({ command }) => command.caseId === caseId);
      const applied = applyPending(document, own, reference);
      return applied ? { ...applied, pending: own } : null;
    };
    return { cache, reference, pending, view };
  }

  return {
    opened,

    /** So many of the last changed, the oldest change first, and then those that the server does not know yet. */
    async newest(count: number): Promise<CaseView[]> {
      const open = await opened();
      if (!open) return [];
      const { cache, pending, view } = open;
      const documents = await cache.newest(count);
      const unknown = new Set(
        pending.filter(({ command }) => messageBegun(command) !== null).map(({ command }) => command.caseId),
      );
      for (const { id } of documents) unknown.delete(id);
      const views = [...documents.map((document) => view(document, document.id)), ...[...unknown].map((id) => view(null, id))];
      return views.filter((shown) => shown !== null);
    },

    async byId(id: string): Promise<CaseView | null> {
      const open = await opened();
      if (!open) return null;
      return open.view(await open.cache.document(id), id);
    },

    async byRefs(refs: MessageRef[]): Promise<Map<MessageRef, CaseView>> {
      const open = await opened();
      const found = new Map<MessageRef, CaseView>();
      if (!open) return found;
      const { cache, pending, view } = open;
      for (const { document, ref } of await cache.byRefs(refs)) {
        const shown = view(document, document.id);
        if (shown) found.set(ref, shown);
      }
      for (const { command } of pending) {
        const ref = messageBegun(command)?.message.ref;
        if (ref === undefined || !refs.includes(ref) || found.has(ref)) continue;
        const shown = view(null, command.caseId);
        if (shown) found.set(ref, shown);
      }
      return found;
    },
  };
}

export type Shelf = ReturnType<typeof createShelf>;
