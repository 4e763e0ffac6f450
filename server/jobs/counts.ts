import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { JobCount } from '../watching/metrics.ts';
import { QUEUE_NAMES, SCHEMA } from './queues.ts';

/** How full each queue is, a line for every queue and state, those with nothing in them too. */
export async function countJobs(db: Db): Promise<JobCount[]> {
  const { rows } = await sql<JobCount>`
    select q.name as queue, s.state, count(j.id)::int as count,
      coalesce(max(extract(epoch from now() - greatest(j.start_after, j.created_on))), 0)::float as "waitedSeconds"
    from unnest(${QUEUE_NAMES}::text[]) as q (name)
    cross join unnest(array['waiting', 'running', 'failed']) as s (state)
    left join ${sql.id(SCHEMA, 'job')} j on j.name = q.name
      and s.state = case when j.state in ('created', 'retry') then 'waiting' when j.state = 'active' then 'running' else j.state::text end
    group by q.name, s.state order by q.name, s.state`.execute(db);
  return rows.map((row) => ({ ...row, waitedSeconds: Math.max(0, row.waitedSeconds) }));
}
