import type pg from 'pg';
import { PgBoss } from 'pg-boss';
import { APP_ROLE } from '../db/bound-login.ts';
import { connectOwner } from '../db/connect.ts';
import { QUEUE_NAMES, QUEUES, SCHEMA } from './queues.ts';

/** Any number will do as long as nobody else in this database uses it. */
const LOCK = 20_260_102;

/**
 * Makes the job queue, or brings it to the form that this program's pg-boss wants, as the owner of the tables; several processes may try at
 * once. The server's role may use the queue and cannot change its form.
 */
export async function prepareJobs(owner: pg.PoolConfig): Promise<void> {
  const client = await connectOwner(owner);
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await makeQueues(owner);
    await client.query(`
      grant usage on schema ${SCHEMA} to ${APP_ROLE};
      grant select, insert, update, delete on all tables in schema ${SCHEMA} to ${APP_ROLE};
      grant usage, select on all sequences in schema ${SCHEMA} to ${APP_ROLE};
      grant execute on all functions in schema ${SCHEMA} to ${APP_ROLE}`);
  } finally {
    await client.end();
  }
}

async function makeQueues(owner: pg.PoolConfig): Promise<void> {
  const quiet = { supervise: false, schedule: false, registerInstance: false, openTelemetry: { enabled: false } };
  const boss = new PgBoss({ ...(owner as ConstructorParameters<typeof PgBoss>[0] & object), ...quiet, schema: SCHEMA, max: 2 });
  const problems: unknown[] = [];
  boss.on('error', (problem) => problems.push(problem));
  await boss.start();
  try {
    for (const name of QUEUE_NAMES) {
      const { policy, ...rest } = QUEUES[name];
      const { cron, ...options } = { cron: undefined, ...rest };
      await boss.createQueue(name, { policy, ...options });
      await boss.updateQueue(name, options);
      if (cron !== undefined) await boss.schedule(name, cron);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  if (problems.length > 0) throw problems[0];
}
