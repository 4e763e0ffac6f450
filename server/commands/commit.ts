import { CompiledQuery } from 'kysely';
import { clockNotes } from '../../lib/domain/cases/clock-notes.ts';
import type { Refusal } from '../../lib/domain/cases/commands.ts';
import { evolve } from '../../lib/domain/cases/evolve.ts';
import type { Case, CaseContext, CaseEvent } from '../../lib/domain/cases/model.ts';
import type { Trx } from '../db/connect.ts';
import type { Statement } from '../db/trips.ts';
import type { Library } from '../library.ts';
import { canonicalJson } from './canonical.ts';
import type { EventPayload } from './case-store.ts';
import type { KnownEnd } from './known-cases.ts';

/** States after which a message may get a new case. */
const ENDED = new Set(['published', 'closed', 'refused', 'terminated', 'handedOver']);

export interface ReceiptFacts {
  id: string;
  personId: string;
  deviceId: string | null;
  requestHash: string;
  receivedAt: number;
  /** Null: the command was applied. */
  refusal: Refusal | null;
}

/** What one command leads to, or something that the server does by itself. */
export interface Written {
  /** Under which the events are filed: a case, or what is no case. */
  caseId: string;
  events: CaseEvent[];
  texts: { id: string; salt: string; body: string; hash: string }[];
  /** Hashes of the pictures that go out with it: from now on they are kept as long as the case's texts. */
  pictures: string[];
  /** Null for what the server does by itself. */
  receipt: ReceiptFacts | null;
}

/** A command that names a picture the server lacks: no outcome yet, but when its act was done (epoch ms) is settled by what was told. */
export interface Told {
  id: string;
  requestHash: string;
  occurredAt: number;
  toldAt: number;
}

export interface Committed {
  /** The sequence number before the first event; null where no events were written. */
  base: number | null;
  /** Of the chain by now, if events were written. */
  end: KnownEnd | null;
}

export type RowFacts = ReturnType<typeof rowOf>;

/** What the events are filed under as the server's own command. */
const BY_ITSELF = 'system';

/**
 * Appends everything to the chain in its order, with all that goes with it: one round trip, which gives what `Committed` holds. `rows`: how the cases concerned stand at the end; `told`: what waits for a picture.
 */
export function commitStatement(all: Written[], rows: ReadonlyMap<string, RowFacts>, told: Told[] = []): Statement {
  const filed = all.flatMap(({ caseId, events, receipt }) =>
    events.map((event) => ({ caseId, payload: payloadOf(caseId, event, receipt) })),
  );
  const places = new Map(filed.map(({ caseId }, index) => [caseId, index + 1]));
  let place = 0;
  const receipts = all.flatMap(({ events, receipt }) => {
    place += events.length;
    return receipt
      ? { ...receipt, outcome: receipt.refusal ? 'rejected' : 'applied', place: receipt.refusal ? null : place }
      : [];
  });
  let opened = 0;
  const standing = [...rows].map(([caseId, { opens, ...row }]) => {
    if (opens) opened += 1;
    return { caseId, ...row, opening: opens ? opened : null, place: places.get(caseId) };
  });
  const texts = all.flatMap((one) => one.texts.map((text) => ({ caseId: one.caseId, ...text })));
  const [cases, payloads] = [filed.map(({ caseId }) => caseId), filed.map(({ payload }) => payload)];
  const named = all.flatMap(({ caseId, pictures, receipt }) =>
    pictures.map((hash) => ({ caseId, hash, at: receipt?.receivedAt ?? null })),
  );
  const written = { cases, payloads, texts, named, told, rows: standing, opened, receipts };
  return { text: 'select commit_commands($1) as value', values: [JSON.stringify(written)] };
}

function payloadOf(caseId: string, event: CaseEvent, receipt: ReceiptFacts | null): string {
  const source = { command: receipt?.id ?? BY_ITSELF, device: receipt?.deviceId ?? null };
  return canonicalJson({ case: caseId, ...source, event } satisfies EventPayload);
}

/** The same inside another transaction; returns the newest sequence number. */
export async function commit(trx: Trx, written: Written, row: RowFacts | null = null): Promise<number> {
  const { text, values } = commitStatement([written], new Map(row ? [[written.caseId, row]] : []));
  const { rows } = await trx.executeQuery(CompiledQuery.raw(text, values) as CompiledQuery<{ value: Committed }>);
  const seq = rows[0]?.value.end?.seq ?? null;
  if (seq === null) throw new Error('the commit of events gave no sequence number');
  return seq;
}

interface CaseCommit {
  before: Case;
  events: CaseEvent[];
  context: CaseContext;
  library: Library;
  /** Epoch ms, UTC. */
  now: number;
}

/** Appends the server's own events to a case; the caller holds its lock. */
export async function commitToCase(trx: Trx, { before, events, context, library, now }: CaseCommit): Promise<number> {
  const recorded = events.map((event) => ({ ...event, recordedAt: now }));
  const after = recorded.reduce<Case>(evolve, before);
  const deputies = deputiesOf(after);
  const people =
    deputies.length === 0 ? [] : await trx.selectFrom('person').select(['id', 'body_id']).where('id', 'in', deputies).execute();
  const bodies = bodiesOf(after, new Map(people.map((person) => [person.id, person.body_id])));
  const row = rowOf(after, { bodies, opens: false, context, library, now });
  return await commit(trx, { caseId: after.id, events: recorded, texts: [], pictures: [], receipt: null }, row);
}

/**
 * At once where something is to be noted already, as of an act that came too late. Hours in which nobody ever works let no deadline be
 * reckoned: the act counts all the same, and the job that looks at the case says so.
 */
function lookAt(state: Case, context: CaseContext, now: number): number | null {
  try {
    const { notes, nextAt } = clockNotes(state, context, now);
    return notes.length > 0 ? now : nextAt;
  } catch (problem) {
    if (problem instanceof RangeError) return now;
    throw problem;
  }
}

/** People whom a routing named. */
export function deputiesOf(state: Case): string[] {
  return state.events.map(({ data }) => data.deputy).filter((id) => typeof id === 'string');
}

/** Bodies that have or had an assignment, and those of the people whom a routing named: `bodyOf` gives a person's body. */
export function bodiesOf(state: Case, bodyOf: ReadonlyMap<string, string | null>): string[] {
  const own = state.assignments.map((assignment) => assignment.bodyId);
  return [...new Set([...own, ...deputiesOf(state).flatMap((id) => bodyOf.get(id) ?? [])])];
}

interface Standing {
  bodies: string[];
  opens: boolean;
  context: CaseContext;
  library: Library;
  now: number;
}

/** How a case stands, as it is looked for. */
export function rowOf(state: Case, { bodies, opens, context, library, now }: Standing) {
  const { profile, version } = state.regulation;
  return {
    messageRef: state.message.ref,
    state: state.state,
    isOpen: isOpen(state),
    bodies,
    ...{ profile, version },
    lookAt: lookAt(state, { ...context, profile: library.profile(profile, version) }, now),
    opens,
  };
}

export function isOpen({ state }: Case): boolean {
  return !ENDED.has(state);
}
