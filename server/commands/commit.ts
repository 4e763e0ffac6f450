import { sql } from 'kysely';
import { clockNotes } from '../../lib/domain/cases/clock-notes.ts';
import { evolve } from '../../lib/domain/cases/evolve.ts';
import type { Case, CaseContext, CaseEvent } from '../../lib/domain/cases/model.ts';
import type { Trx } from '../db/connect.ts';
import type { Library } from '../library.ts';
import { canonicalJson } from './canonical.ts';
import type { EventPayload } from './case-store.ts';

/** States after which a message may get a new case. */
const ENDED = new Set(['published', 'closed', 'refused', 'terminated', 'handedOver']);

export interface ReceiptFacts {
  id: string;
  personId: string;
  deviceId: string | null;
  requestHash: string;
  receivedAt: number;
}

interface Commit {
  /** Under which the events are filed: a case, or what is no case. */
  caseId: string;
  events: CaseEvent[];
  texts: { id: string; salt: string; body: string; hash: string }[];
  /** Null for what the server does by itself. */
  receipt: ReceiptFacts | null;
  /** Null for what concerns no case. */
  row: ReturnType<typeof rowOf> | null;
  opens: boolean;
}

/** What the events are filed under as the server's own command. */
const BY_ITSELF = 'system';

/** Appends events to the chain with everything that goes with them, in one round trip; returns the newest sequence number. */
export async function commit(trx: Trx, { caseId, events, texts, receipt, row, opens }: Commit): Promise<number> {
  const source = { command: receipt?.id ?? BY_ITSELF, device: receipt?.deviceId ?? null };
  const payloads = events.map((event) => canonicalJson({ case: caseId, ...source, event } satisfies EventPayload));
  const parts = { ...(receipt ? { receipt } : {}), ...(row ? { row } : {}) };
  const { rows } = await sql<{ seq: number }>`
    select commit_command(${JSON.stringify({ caseId, opens, payloads, texts, ...parts })}::jsonb) as seq`.execute(trx);
  const seq = rows[0]?.seq;
  if (seq === undefined) throw new Error('the commit of events gave no sequence number');
  return seq;
}

export interface CaseCommit extends Pick<Commit, 'texts' | 'receipt'> {
  before: Case | null;
  events: CaseEvent[];
  context: CaseContext;
  library: Library;
  /** Epoch ms, UTC. */
  now: number;
}

/** Appends events of one case; the caller holds its lock. */
export async function commitToCase(
  trx: Trx,
  { before, events, texts, receipt, context, library, now }: CaseCommit,
): Promise<number> {
  const recorded = events.map((event) => ({ ...event, recordedAt: now }));
  const after = recorded.reduce<Case | null>(evolve, before);
  if (after === null) throw new Error('a command was accepted that leaves no case');
  const own = { ...context, profile: library.profile(after.regulation.profile, after.regulation.version) };
  const row = rowOf(after, await bodiesOf(trx, after), lookAt(after, own, now));
  return await commit(trx, { caseId: after.id, events: recorded, texts, receipt, row, opens: before === null });
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

/** Bodies that have or had an assignment, and those of the people whom a routing named. */
async function bodiesOf(trx: Trx, state: Case): Promise<string[]> {
  const own = state.assignments.map((assignment) => assignment.bodyId);
  const named = state.events.map(({ data }) => data.deputy).filter((id) => typeof id === 'string');
  const people = named.length === 0 ? [] : await trx.selectFrom('person').select('body_id').where('id', 'in', named).execute();
  return [...new Set([...own, ...people.flatMap(({ body_id }) => body_id ?? [])])];
}

function rowOf(state: Case, bodies: string[], lookAt: number | null) {
  return {
    messageRef: state.message.ref,
    state: state.state,
    isOpen: !ENDED.has(state.state),
    bodies,
    profile: state.regulation.profile,
    version: state.regulation.version,
    lookAt,
  };
}
