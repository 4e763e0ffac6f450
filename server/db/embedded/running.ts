import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster, Secrets } from './cluster.ts';
import { isHeld } from './lock-file.ts';

/** The PostgreSQL that another process of ours runs on this data folder; null when none does, or it is not ready yet. */
export function runningCluster(folder: string): Pick<Cluster, 'host' | 'port' | 'secrets'> | null {
  if (!isHeld(join(folder, 'lock'))) return null;
  try {
    const secrets = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8')) as Secrets;
    const lines = readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
    const port = Number(lines[3]);
    return lines[7]?.trim() === 'ready' && Number.isInteger(port) ? { host: '127.0.0.1', port, secrets } : null;
  } catch {
    return null;
  }
}
