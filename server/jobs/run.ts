import type pg from 'pg';
import { PgBoss } from 'pg-boss';
import { errorCode } from '../db/connect.ts';
import type { AppDeps } from '../deps.ts';
import { type CaseJob, lookAtClocks, noteClocks, reckonAnew } from './case-clocks.ts';
import { lookAtDuties } from './duties.ts';
import type { JobData, JobDeps } from './job-deps.ts';
import { lookAtLetters, sendLetter } from './letters.ts';
import { lookAtPictures } from './pictures.ts';
import { LOOKS, QUEUE_NAMES, type QueueName, SCHEMA } from './queues.ts';
import { lookAtRetention, maskCase } from './retention.ts';

type Work = (deps: JobDeps, data: JobData) => Promise<void>;

const WORK: Record<QueueName, Work> = {
  'look-at-clocks': (deps) => lookAtClocks(deps),
  'look-at-duties': (deps) => lookAtDuties(deps),
  'look-at-letters': (deps) => lookAtLetters(deps),
  'send-letter': (deps, data) => sendLetter(deps, { tenantId: String(data.tenantId), letterId: String(data.letterId) }),
  'look-at-retention': (deps) => lookAtRetention(deps),
  'look-at-pictures': (deps) => lookAtPictures(deps),
  'mask-case': (deps, data) => maskCase(deps, caseOf(data)),
  'case-clocks': (deps, data) => noteClocks(deps, caseOf(data)),
};

function caseOf({ tenantId, caseId }: JobData): CaseJob {
  return { tenantId: String(tenantId), caseId: String(caseId) };
}

const POLL_SECONDS = 2;
/** So many are taken from the queue at once and done one after another. */
const BATCH = 50;
/** How long jobs under way may take when the server is asked to end; what is not done then another process does. */
const GRACE_MS = 8_000;

/**
 * Takes part in the jobs of all processes on this database, as the role of the server: the queue says what is to be done for which tenant, the
 * job enters that tenant like a request does and is bound by row-level security.
 */
export async function startJobs(deps: AppDeps, app: pg.PoolConfig): Promise<{ close(): Promise<void> }> {
  const { log } = deps;
  const boss = new PgBoss({ ...(app as ConstructorParameters<typeof PgBoss>[0] & object), ...OPTIONS });
  boss.on('error', (problem) => log.error('jobs', problem));
  await boss.start();
  const jobDeps: JobDeps = { ...deps, send: (queue, jobs) => send(boss, queue, jobs) };
  await reckonAnew(jobDeps);
  for (const name of QUEUE_NAMES) await take(boss, name, jobDeps);
  // What fell due while no server was there is not left to the next full minute.
  for (const name of LOOKS) await boss.insert(name, [{ singletonKey: 'start' }]);
  return { close: () => boss.stop({ graceful: true, timeout: GRACE_MS }) };
}

/** What would change the form of the queue is the owner's; what reports to others is left out. */
const OPTIONS = {
  ...{ schema: SCHEMA, migrate: false, createSchema: false, reindex: false, monitorVacuum: false, registerInstance: false },
  ...{ max: 4, openTelemetry: { enabled: false } },
};

async function send(boss: PgBoss, queue: QueueName, jobs: JobData[]): Promise<void> {
  await boss.insert(
    queue,
    jobs.map((data) => ({ data, singletonKey: Object.values(data).join(' ') })),
  );
}

async function take(boss: PgBoss, name: QueueName, deps: JobDeps): Promise<void> {
  const options = {
    pollingIntervalSeconds: POLL_SECONDS,
    batchSize: BATCH,
    burstWhenBatchFull: true,
    perJobResults: true,
  } as const;
  await boss.work<JobData | null, unknown, typeof options>(name, options, async (jobs) => {
    const results = [];
    for (const { id, data } of jobs) results.push({ id, ...(await outcome(deps, name, data ?? {})) });
    return results;
  });
}

/** What is kept of a failure is its code: a message may quote a text. */
async function outcome(deps: JobDeps, name: QueueName, data: JobData) {
  try {
    await WORK[name](deps, data);
    return { status: 'completed' as const };
  } catch (problem) {
    deps.log.error('job', problem, { queue: name, tenant: data.tenantId ?? null });
    return { status: 'failed' as const, output: { code: errorCode(problem) } };
  }
}
