import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { Room } from '../db/room.ts';

/** `stopping`: the server is about to end. `no-database`: it does not answer. `disk-full`: what is there can be read, nothing is taken. */
export type Standing = 'ready' | 'stopping' | 'no-database' | 'disk-full';

export interface Readiness {
  /** Whether requests can be served now, and if not, why. */
  standing(): Promise<Standing>;
  /** From now on the server is not ready, so that a balancer sends nobody here. */
  close(): void;
}

const WAIT_MS = 2_000;
const KEEP_MS = 1_000;

/** The database is asked once a second at most, however many ask here. */
export function createReadiness(db: Db, room: Room): Readiness {
  let closing = false;
  let last: { askedAt: number; answer: Promise<boolean> } | null = null;
  return {
    async standing() {
      const askedAt = performance.now();
      if (!last || askedAt - last.askedAt > KEEP_MS) last = { askedAt, answer: answers(db) };
      if (closing) return 'stopping';
      if (!(await last.answer)) return 'no-database';
      return (await room.isShort()) ? 'disk-full' : 'ready';
    },
    close: () => {
      closing = true;
    },
  };
}

async function answers(db: Db): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((done) => {
    timer = setTimeout(() => done(false), WAIT_MS);
  });
  const asked = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
  const answer = await Promise.race([asked, late]);
  clearTimeout(timer);
  return answer;
}
