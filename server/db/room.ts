import { statfs } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Db } from './connect.ts';
import { troubleOf } from './trouble.ts';

export interface Room {
  /** The disk is full, or so nearly that PostgreSQL could no longer write its log: nothing more is taken, what is there can be read. */
  isShort(): Promise<boolean>;
  /** PostgreSQL found no room: it is asked until it finds some. */
  refused(): void;
}

/** Without room for a segment of its log (16 MB) PostgreSQL ends and cannot start again; so much is left for it and for what the server notes by itself. */
const RESERVE_BYTES = 64 * 1024 * 1024;
const KEEP_MS = 1_000;

/** Looks once a second at most. `folder`: the disk under a PostgreSQL of our own; of another one's disk nothing is known until it refuses. */
export function createRoom(db: Db, folder: string | null): Room {
  let wasRefused = false;
  let last: { lookedAt: number; answer: Promise<boolean> } | null = null;

  async function look(): Promise<boolean> {
    if (folder !== null && (await bytesLeft(folder)) < RESERVE_BYTES) return true;
    if (wasRefused) wasRefused = !(await canGrow(db));
    return wasRefused;
  }

  return {
    async isShort() {
      const lookedAt = performance.now();
      if (!last || lookedAt - last.lookedAt > KEEP_MS) last = { lookedAt, answer: look() };
      return await last.answer;
    },
    refused: () => {
      wasRefused = true;
      last = null;
    },
  };
}

async function bytesLeft(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Writes four megabytes and takes them back. Another trouble than want of room is told by whoever meets it. */
async function canGrow(db: Db): Promise<boolean> {
  try {
    await db.transaction().execute(async (trx) => {
      await sql`create temporary table room on commit drop as select generate_series(1, 120_000)`.execute(trx);
    });
    return true;
  } catch (problem) {
    return troubleOf(problem) !== 'disk-full';
  }
}
