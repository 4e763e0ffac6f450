import { type Command, picturesIn } from '../../lib/domain/cases/commands.ts';
import { decide } from '../../lib/domain/cases/decide.ts';
import { evolve } from '../../lib/domain/cases/evolve.ts';
import type { Actor, Case, CaseDocument } from '../../lib/domain/cases/model.ts';
import type { ChangesAnswer, Cursor, PictureKept, PushAnswer, Receipt, Reference } from '../../lib/protocol/api.ts';
import { context, MORNING } from '../support/place.ts';

export const reference = {
  version: 'reference-1',
  profiles: [context.profile],
  defaultProfile: { profile: context.profile.profile, version: context.profile.version },
} as Reference;

interface Held {
  document: CaseDocument;
  state: Case;
}
interface Snapshot {
  cases: Map<string, Held>;
  receipts: Map<string, Receipt>;
  applied: { id: string; device: string }[];
  seq: number;
  pictures: Set<string>;
}

const PAGE = 2;

/** A server in a few lines: it decides with the real core, keeps receipts, numbers events, and can be set back to an older copy. */
export function createModelServer() {
  let epoch = 1;
  let now: Snapshot = { cases: new Map(), receipts: new Map(), applied: [], seq: 0, pictures: new Set() };
  const copies: Snapshot[] = [];

  function copy({ cases, receipts, applied, seq, pictures }: Snapshot): Snapshot {
    return { cases: new Map(cases), receipts: new Map(receipts), applied: [...applied], seq, pictures: new Set(pictures) };
  }

  function applyOne(command: Command, actor: Actor, device: string): Receipt {
    const known = now.receipts.get(command.id);
    if (known) return known;
    const held = now.cases.get(command.caseId);
    const decision = decide(held?.state ?? null, command, actor, context, command.occurredAt);
    if (!decision.ok) return { id: command.id, outcome: 'rejected', refusal: decision.refusal };
    const missing = picturesIn(command).find(({ hash }) => !now.pictures.has(`${command.caseId} ${hash}`));
    if (missing) {
      const refusal = { code: 'picture-missing', clause: null, detail: missing.hash } as const;
      return { id: command.id, outcome: 'rejected', refusal };
    }
    now.seq += decision.events.length;
    const state = decision.events.reduce<Case | null>(evolve, held?.state ?? null);
    if (!state) throw new Error('no events');
    const regulation = reference.defaultProfile;
    const before = held?.document ?? {
      id: command.caseId,
      number: `${now.cases.size + 1}`,
      regulation,
      events: [],
      texts: {},
      seq: 0,
    };
    const events = [...before.events, ...decision.events.map((event) => ({ ...event, recordedAt: MORNING }))];
    now.cases.set(command.caseId, { document: { ...before, events, seq: now.seq }, state });
    now.applied.push({ id: command.id, device });
    return { id: command.id, outcome: 'applied', seq: now.seq };
  }

  return {
    /** Null: its feed does not go through the place. */
    push(commands: Command[], actor: Actor, device: string, place: Cursor | null): PushAnswer | null {
      if (place && place.epoch !== `epoch-${epoch}`) return null;
      copies.push(copy(now));
      const receipts = commands.map((command) => {
        const receipt = applyOne(command, actor, device);
        const isForgotten = receipt.outcome === 'rejected' && receipt.refusal.code === 'picture-missing';
        if (!isForgotten) now.receipts.set(command.id, receipt);
        return receipt;
      });
      return { receipts, serverTime: MORNING };
    },

    changes(cursor: Cursor | null): ChangesAnswer {
      const name = `epoch-${epoch}`;
      if (cursor && cursor.epoch !== name) return { status: 'rewound', epoch: name, serverTime: MORNING };
      const after = cursor?.after ?? 0;
      const changed = [...now.cases.values()]
        .map(({ document }) => document)
        .filter(({ seq }) => (seq ?? 0) > after)
        .sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
      const page = changed.slice(0, PAGE);
      const more = changed.length > PAGE;
      const to = more ? (page.at(-1)?.seq ?? after) : now.seq;
      return {
        status: 'ok',
        changes: page.map((document) => ({ kind: 'case', document })),
        cursor: { epoch: name, after: to, tip: String(to) },
        more,
        head: now.seq,
        referenceVersion: reference.version,
        serverTime: MORNING,
      };
    },

    putPicture(caseId: string, hash: string, bytes: Uint8Array): PictureKept {
      if (!now.cases.has(caseId)) throw new Error('a picture came before its case');
      now.pictures.add(`${caseId} ${hash}`);
      return { hash, type: 'image/png', bytes: bytes.length };
    },

    /** The disk broke; a copy made `back` pushes ago is put in its place. */
    restore(back: number): void {
      const older = copies.at(-1 - back);
      if (!older) return;
      now = copy(older);
      epoch += 1;
    },

    documents: () => [...now.cases.values()].map(({ document }) => document),
    applied: () => now.applied,
  };
}

export type ModelServer = ReturnType<typeof createModelServer>;
