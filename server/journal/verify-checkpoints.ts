import type pg from 'pg';
import { lookAtTenant } from '../db/snapshot.ts';
import type { Checkpoint, ReadLine } from './checkpoints.ts';

export type CheckpointFinding =
  | { line: number; fault: 'unreadable' | 'forged' }
  /** The chain is shorter than it was, or holds another event at that place: it was rewritten, or restored without saying so. */
  | { line: number; fault: 'cut' | 'rewritten' | 'no-tenant'; tenantId: string; seq: number; at: number };

/**
 * Compares signed checkpoints, in the order of their file, with the chains as they are. Needs the owner's connection in a transaction
 * that sees one moment.
 */
export async function verifyCheckpoints(client: pg.Client, lines: ReadLine[]): Promise<CheckpointFinding[]> {
  const findings: CheckpointFinding[] = [];
  for (const read of lines) {
    if ('problem' in read) findings.push({ line: read.line, fault: read.problem });
    else if (!isVoid(read, lines)) {
      const fault = await compare(client, read.checkpoint);
      const { tenant, seq, at } = read.checkpoint;
      if (fault) findings.push({ line: read.line, fault, tenantId: tenant, seq, at });
    }
  }
  return findings;
}

/** A later restore of the same tenant ends before this place, so the events up to here are openly gone. */
function isVoid({ line, checkpoint }: { line: number; checkpoint: Checkpoint }, lines: ReadLine[]): boolean {
  return lines.some(
    (other) =>
      'checkpoint' in other &&
      other.line > line &&
      other.checkpoint.restored &&
      other.checkpoint.tenant === checkpoint.tenant &&
      other.checkpoint.seq < checkpoint.seq,
  );
}

async function compare(client: pg.Client, { tenant, seq, tip }: Checkpoint): Promise<'cut' | 'rewritten' | 'no-tenant' | null> {
  const known = await client.query('select from tenant where id::text = $1', [tenant]);
  if (known.rowCount === 0) return 'no-tenant';
  if (seq === 0) return null;
  await lookAtTenant(client, tenant);
  const { rows } = await client.query<{ hash: string }>('select hash from event where tenant_id = $1 and seq = $2', [
    tenant,
    seq,
  ]);
  if (!rows[0]) return 'cut';
  return rows[0].hash === tip ? null : 'rewritten';
}
