import { type KeyObject, sign, verify } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { z } from 'zod';
import { canonicalJson } from '../commands/canonical.ts';
import { allTenants, inSnapshot, lookAtTenant } from '../db/snapshot.ts';
import { PersonProblem } from '../problem.ts';
import { signingKey } from './signing-key.ts';

/** Signed notes of where each tenant's chain was, kept outside the database: whoever rewrites a whole chain cannot rewrite these. */

const checkpointSchema = z.strictObject({
  tenant: z.string(),
  epoch: z.string(),
  seq: z.number().int().min(0),
  tip: z.string(),
  /** Epoch ms, UTC. */
  at: z.number(),
  /** The database was restored from a backup that ends here: what was noted beyond is lost openly. */
  restored: z.boolean(),
  signature: z.string(),
});
export type Checkpoint = z.infer<typeof checkpointSchema>;

const FILE = 'checkpoints.jsonl';

function checkpointsFile(dataDir: string): string {
  return join(dataDir, FILE);
}

/** Adds a line for every tenant of the database, one after another in one write. Returns how many. */
export async function writeCheckpoints(owner: pg.Client, dataDir: string, at: number, restored = false): Promise<number> {
  const key = signingKey(dataDir);
  const heads = await inSnapshot(owner, () => readHeads(owner));
  const lines = heads.map((head) => {
    const note = { ...head, at, restored };
    return JSON.stringify({ ...note, signature: sign(null, bytesOf(note), key).toString('base64') });
  });
  if (lines.length === 0) return 0;
  const path = checkpointsFile(dataDir);
  // A line torn by a power cut must not spoil the next one.
  const isTorn = existsSync(path) && !/(^|\n)$/.test(readFileSync(path, 'utf8'));
  writeFileSync(path, `${isTorn ? '\n' : ''}${lines.join('\n')}\n`, { flag: 'a', mode: 0o644, flush: true });
  return lines.length;
}

async function readHeads(owner: pg.Client) {
  const heads: Pick<Checkpoint, 'tenant' | 'epoch' | 'seq' | 'tip'>[] = [];
  for (const id of await allTenants(owner)) {
    await lookAtTenant(owner, id);
    const { rows } = await owner.query('select epoch, seq, tip from tenant_head where tenant_id = $1', [id]);
    for (const { epoch, seq, tip } of rows) heads.push({ tenant: id, epoch, seq, tip });
  }
  return heads;
}

/** When the newest checkpoint was written; null when there is none yet. */
export function lastCheckpointAt(dataDir: string): number | null {
  const path = checkpointsFile(dataDir);
  if (!existsSync(path)) return null;
  const times = readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => parse(line)?.at ?? []);
  return times.length > 0 ? Math.max(...times) : null;
}

export type ReadLine = { line: number; checkpoint: Checkpoint } | { line: number; problem: 'unreadable' | 'forged' };

/** Every line of a file with whether the key signed it. Throws PersonProblem when the file cannot be read or is empty. */
export function readCheckpoints(path: string, key: KeyObject): ReadLine[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new PersonProblem(`Файл контрольных точек ${path} не читается.`);
  }
  const lines = text.split('\n').map((content, index) => ({ content, line: index + 1 }));
  const read = lines.filter(({ content }) => content.trim() !== '').map(({ content, line }) => readLine(content, line, key));
  if (read.length === 0) throw new PersonProblem(`В файле ${path} нет ни одной контрольной точки.`);
  return read;
}

function readLine(content: string, line: number, key: KeyObject): ReadLine {
  const checkpoint = parse(content);
  if (!checkpoint) return { line, problem: 'unreadable' };
  const { signature, ...note } = checkpoint;
  return verify(null, bytesOf(note), key, Buffer.from(signature, 'base64')) ? { line, checkpoint } : { line, problem: 'forged' };
}

function parse(line: string): Checkpoint | null {
  try {
    return checkpointSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

function bytesOf(note: Omit<Checkpoint, 'signature'>): Buffer {
  return Buffer.from(canonicalJson(note), 'utf8');
}
