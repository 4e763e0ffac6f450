import type pg from 'pg';
import { expect } from 'vitest';

/** Stops the server in the middle of what it does: what it writes next is held back by a lock of the test's. */

const LOCK = 77;

export interface Holder {
  /** From now on nobody writes a row of `table`, until what this gives is called. */
  holdBack(table: string, when: 'insert' | 'update' | 'delete'): Promise<() => Promise<void>>;
  /** Waits until so many statements stand still behind locks of others, or `other` is over. */
  standStill(count: number, other?: Promise<unknown>): Promise<void>;
}

export async function holder(owner: pg.Client): Promise<Holder> {
  await owner.query(
    `create function held_back() returns trigger language plpgsql as $$
     begin perform pg_advisory_xact_lock_shared(${LOCK}); return coalesce(new, old); end $$`,
  );
  return {
    async holdBack(table, when) {
      await owner.query(`create trigger held_back before ${when} on ${table} for each row execute function held_back()`);
      await owner.query(`select pg_advisory_lock(${LOCK})`);
      return async () => {
        await owner.query(`select pg_advisory_unlock(${LOCK})`);
        await owner.query(`drop trigger held_back on ${table}`);
      };
    },
    async standStill(count, other = new Promise(() => undefined)) {
      let isOver = false;
      other.finally(() => {
        isOver = true;
      });
      const standing = async () => {
        const { rows } = await owner.query(
          `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        return isOver || rows[0].n >= count;
      };
      await expect.poll(standing, { timeout: 10_000 }).toBe(true);
    },
  };
}
