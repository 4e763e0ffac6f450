import type { Receipt } from '../../lib/protocol/api.ts';
import { type Db, inTwoTrips, type Statement } from '../db/connect.ts';
import { knownFacts, rememberFacts } from '../known-facts.ts';
import type { Library } from '../library.ts';
import { contextOf, factsIn } from '../reference.ts';
import { type Batch, beginBatch, type Outcome } from './batch.ts';
import type { AnyRequest, CommandRequest } from './command-request.ts';
import { commitStatement, rowOf } from './commit.ts';
import { decideCommand, type Known } from './decide-command.ts';
import { type Loaded, loadStatement } from './load-commands.ts';
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
  let outcomes: (Outcome['receipt'] | AccessLost)[] = [];
  const present = knownFacts(library, tenantId);
  const base = await inTwoTrips<Loaded, number | null>(
    db,
    loadStatement(tenantId, requests, present?.revision ?? null, longestWaitMs),
    (loaded) => {
      const facts = loaded.facts ? factsIn(loaded.facts) : present?.facts;
      if (!facts) throw new Error('nothing is known of the tenant');
      if (loaded.facts) rememberFacts(library, tenantId, { revision: loaded.revision, facts });
      const batch = beginBatch(loaded);
      outcomes = requests.map((request) => decideCommand(batch, { library, facts }, request));
      return batch.written.length + batch.told.length === 0 ? null : writtenBy(batch, { library, facts });
    },
  );
  return outcomes.map((outcome) => (outcome instanceof AccessLost ? outcome : outcome(base ?? 0)));
}

function writtenBy({ cases, written, told }: Batch, { library, facts }: Known): Statement {
  const rows = [...cases].flatMap(([id, { state, bodies, opens, changedAt }]) => {
    if (!state || !bodies || changedAt === null) return [];
    const context = contextOf(facts, library, state.regulation, changedAt);
    return [[id, rowOf(state, { bodies, opens, context, library, now: changedAt })] as const];
  });
  return commitStatement(written, new Map(rows), told);
}

/** One command alone. Throws AccessLost. */
export async function applyCommand(db: Db, library: Library, request: CommandRequest): Promise<Receipt> {
  const [receipt] = await applyTogether({ db, library, tenantId: request.sender.tenantId, longestWaitMs: 0 }, [request]);
  if (!receipt) throw new Error('a command without an outcome');
  if (receipt instanceof AccessLost) throw receipt;
  return receipt;
}
