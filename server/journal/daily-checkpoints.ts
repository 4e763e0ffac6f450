import type pg from 'pg';
import { connectOwner } from '../db/connect.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../watching/metrics.ts';
import { lastCheckpointAt, writeCheckpoints } from './checkpoints.ts';

const LOOK_EVERY_MS = 10 * 60_000;

/** Writes the checkpoints at the first look and then once on every day (UTC). A failure is logged and tried again at the next look. */
export function startDailyCheckpoints(
  owner: pg.ClientConfig,
  dataDir: string,
  { now, log, metrics }: { now: () => number; log: Log; metrics: Metrics },
): { close(): Promise<void> } {
  let lastAt = lastCheckpointAt(dataDir);
  metrics.noteCheckpoints(lastAt ?? 0);
  let closed = false;

  async function look(): Promise<void> {
    const at = now();
    if (lastAt !== null && dayOf(lastAt) === dayOf(at)) return;
    try {
      const client = await connectOwner(owner);
      try {
        log.info('checkpoints-written', { count: await writeCheckpoints(client, dataDir, at) });
      } finally {
        await client.end();
      }
      lastAt = at;
      metrics.noteCheckpoints(at);
    } catch (problem) {
      log.error('checkpoints', problem);
    }
  }

  let looking = look();
  const timer = setInterval(() => {
    if (!closed) looking = looking.then(look);
  }, LOOK_EVERY_MS);
  return {
    close: () => {
      closed = true;
      clearInterval(timer);
      return looking;
    },
  };
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
