import { sql } from 'kysely';
import type { Trx } from './connect.ts';

/** One at a time for everything that bears this name within the tenant; ends with the transaction. */
export async function lockName(trx: Trx, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(current_setting('app.tenant') || ${name}, 0))`.execute(trx);
}
