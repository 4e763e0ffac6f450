import type { Case } from '../../lib/domain/cases/model.ts';
import type { Receipt } from '../../lib/protocol/api.ts';
import type { Db } from '../db/connect.ts';
import { inTwoTrips, type Statement } from '../db/trips.ts';
import { knownFacts, rememberFacts } from '../known-facts.ts';
import type { Library } from '../library.ts';
import { contextOf, factsIn } from '../reference.ts';
import { type Batch, beginBatch, changedIn, type Outcome } from './batch.ts';
import type { AnyRequest, CommandRequest } from './command-request.ts';
import { type Committed, commitStatement, rowOf } from './commit.ts';
import { decideCommand, type Known } from './decide-command.ts';
import { forgetCases, knownCases, rememberCases } from './known-cases.ts';
import { caseIdsOf, type Loaded, loadStatement } from './load-commands.ts';
import { AccessLost } from './sender.ts';

export interface Together {
  db: Db;
  library: Library;
  tenantId: string;
  /** For each lock, ms; 0: as long as any statement may take. */
  longestWaitMs: number;
}

/**
 * Applies commands of one tenant, each exactly once, in one transaction and in their order; a refusal is an outcome too and is remembered
 * like one. AccessLost in the place of a receipt: the person or the device has lost the right to act. Announcing is the caller's, after the
 * commit. Throws what the database or a decision threw: nothing was applied then.
 */
export async function applyTogether(together: Together, requests: AnyRequest[]): Promise<(Receipt | AccessLost)[]> {
  const { db, library, tenantId, longestWaitMs } = together;
  const present = knownFacts(library, tenantId);
  const known = knownCases(library, tenantId, caseIdsOf(requests));
  let decided: Decided = { outcomes: [], states: [] };
  const committed = await inTwoTrips<Loaded, Committed>(
    db,
    loadStatement({ tenantId, requests, knownRevision: present?.revision ?? null, known, longestWaitMs }),
    (loaded) => {
      const facts = loaded.facts ? factsIn(loaded.facts) : present?.facts;
      if (!facts) throw new Error('nothing is known of the tenant');
      if (loaded.facts) rememberFacts(library, tenantId, { revision: loaded.revision, facts });
      if (known && !loaded.isKnown) forgetCases(library, tenantId);
      const batch = beginBatch(loaded, known?.cases ?? new Map());
      const outcomes = requests.map((request) => decideCommand(batch, { library, facts }, request));
      decided = { outcomes, states: changedIn(batch).map(([, { state }]) => state) };
      return batch.written.length + batch.told.length === 0 ? null : writtenBy(batch, { library, facts });
    },
  );
  if (committed?.end) rememberCases(library, tenantId, committed.end, decided.states);
  return decided.outcomes.map((outcome) => (outcome instanceof AccessLost ? outcome : outcome(committed?.base ?? 0)));
}

interface Decided {
  outcomes: (Outcome['receipt'] | AccessLost)[];
  /** How the cases stand that something was added to. */
  states: Case[];
}

function writtenBy(batch: Batch, { library, facts }: Known): Statement {
  const rows = changedIn(batch).map(([id, { state, bodies, opens, changedAt }]) => {
    const context = contextOf(facts, library, state.regulation, changedAt);
    return [id, rowOf(state, { bodies, opens, context, library, now: changedAt })] as const;
  });
  return commitStatement(batch.written, new Map(rows), batch.told);
}

/** One command alone. Throws AccessLost. */
export async function applyCommand(db: Db, library: Library, request: CommandRequest): Promise<Receipt> {
  const [receipt] = await applyTogether({ db, library, tenantId: request.sender.tenantId, longestWaitMs: 0 }, [request]);
  if (!receipt) throw new Error('a command without an outcome');
  if (receipt instanceof AccessLost) throw receipt;
  return receipt;
}
