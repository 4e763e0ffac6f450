import type { Case } from '../../lib/domain/cases/model.ts';
import type { Library } from '../library.ts';

/** A case as it stood after the event of this number, which is its own or a later one of the tenant. */
export interface KnownCase {
  seq: number;
  state: Case;
}

/** The end of a tenant's chain as it was once: whoever finds it in his chain has the same history up to there. */
export interface KnownEnd {
  seq: number;
  tip: string;
}

interface Memory {
  /** By tenant. */
  ends: Map<string, KnownEnd>;
  /** By tenant and case; those written last come last. */
  cases: Map<string, KnownCase>;
}

/** Of all tenants; a case takes some 10 KB. */
const CASES_KEPT = 2_000;

/** By the library, of which each server has one: two servers of one process know nothing of each other. */
const memories = new WeakMap<Library, Memory>();

export interface KnownCases {
  end: KnownEnd;
  cases: Map<string, KnownCase>;
}

/** Of these cases those that this server wrote lately; good only where the end is found in the chain. Null: nothing of the tenant is known. */
export function knownCases(library: Library, tenantId: string, ids: string[]): KnownCases | null {
  const memory = memories.get(library);
  const end = memory?.ends.get(tenantId);
  if (!memory || !end) return null;
  const cases = new Map<string, KnownCase>();
  for (const id of ids) {
    const present = memory.cases.get(keyOf(tenantId, id));
    if (present) cases.set(id, present);
  }
  return { end, cases };
}

/** Told after the commit: how cases stand by the end that it made. */
export function rememberCases(library: Library, tenantId: string, end: KnownEnd, states: Case[]): void {
  const memory = memories.get(library) ?? { ends: new Map(), cases: new Map() };
  memories.set(library, memory);
  // Of two that were written one after the other the later may be told first.
  if ((memory.ends.get(tenantId)?.seq ?? 0) < end.seq) memory.ends.set(tenantId, end);
  for (const state of states) {
    const key = keyOf(tenantId, state.id);
    if ((memory.cases.get(key)?.seq ?? 0) > end.seq) continue;
    memory.cases.delete(key);
    memory.cases.set(key, { seq: end.seq, state });
  }
  for (const key of memory.cases.keys()) {
    if (memory.cases.size <= CASES_KEPT) return;
    memory.cases.delete(key);
  }
}

/** The tenant's chain is another than the one that was known. */
export function forgetCases(library: Library, tenantId: string): void {
  const memory = memories.get(library);
  memory?.ends.delete(tenantId);
  for (const key of memory?.cases.keys() ?? []) if (key.startsWith(`${tenantId} `)) memory?.cases.delete(key);
}

function keyOf(tenantId: string, caseId: string): string {
  return `${tenantId} ${caseId}`;
}
