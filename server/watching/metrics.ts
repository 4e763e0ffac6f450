import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Receipt } from '../../lib/protocol/api.ts';
import type { HealthCount } from '../../lib/protocol/page-health.ts';
import type { Readiness } from './readiness.ts';
import { createRegistry } from './registry.ts';

export interface Metrics {
  /** `route` is the pattern, never the address itself: addresses may hold secrets. */
  request(what: { method: string; route: string; status: number; seconds: number }): void;
  command(outcome: Receipt['outcome']): void;
  unreadPage(what: Pick<HealthCount, 'network' | 'verdict' | 'times'>): void;
  countLive(read: () => number): void;
  noteCheckpoints(at: number): void;
  countJobs(read: () => Promise<JobCount[]>): void;
  text(): Promise<string>;
}

/** Jobs of a queue in one state, and how long the oldest of them has waited for its turn. */
export interface JobCount {
  queue: string;
  state: 'waiting' | 'running' | 'failed';
  count: number;
  waitedSeconds: number;
}

const SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const NANOSECONDS = 1e9;

/** What is counted of this process. Figures only: no label holds an id of a person or a case. */
export function createMetrics(readiness: Readiness, now: () => number): Metrics {
  const registry = createRegistry();
  const startedAt = now();
  const requests = registry.counter('vovremya_http_requests_total', 'Answered requests by route pattern and status.');
  const durations = registry.histogram(
    'vovremya_http_request_seconds',
    'Time until the answer began, by route pattern.',
    SECONDS,
  );
  const commands = registry.counter('vovremya_commands_total', 'Commands by outcome: applied, rejected, conflict.');
  const unread = registry.counter(
    'vovremya_unread_pages_total',
    'Visits to pages of the networks that were not read as their addresses promise.',
  );
  let live = () => 0;
  let checkpointsAt = 0;
  registry.gauge('vovremya_live_connections', 'Open lines of the live channel.', () => live());
  registry.gauge('vovremya_ready', 'Whether requests can be served: the database answers.', async () =>
    Number((await readiness.standing()) === 'ready'),
  );
  registry.gauge('vovremya_disk_full', 'Whether nothing is taken because the disk of the database is full.', async () =>
    Number((await readiness.standing()) === 'disk-full'),
  );
  registry.gauge(
    'vovremya_checkpoints_timestamp_seconds',
    'When the journal checkpoints were last written, 0 when never.',
    () => checkpointsAt / 1000,
  );
  registry.gauge('process_start_time_seconds', 'When the process started, Unix time.', () => startedAt / 1000);
  let jobs: () => Promise<JobCount[]> = async () => [];
  ofJobs(registry.gauges, () => jobs());
  ofTheProcess(registry.gauge);
  return {
    request({ method, route, status, seconds }) {
      requests({ method, route, status: String(status) });
      durations({ route }, seconds);
    },
    command: (outcome) => commands({ outcome }),
    unreadPage: ({ network, verdict, times }) => unread({ network, verdict }, times),
    countLive: (read) => {
      live = read;
    },
    noteCheckpoints: (at) => {
      checkpointsAt = at;
    },
    countJobs: (read) => {
      jobs = read;
    },
    text: registry.text,
  };
}

/** Of all processes on the database together; nothing while it does not answer. */
function ofJobs(gauges: ReturnType<typeof createRegistry>['gauges'], read: () => Promise<JobCount[]>): void {
  const counts = () => read().catch(() => []);
  const labelled = async (value: (one: JobCount) => number) =>
    (await counts()).map((one) => ({ labels: { queue: one.queue, state: one.state }, value: value(one) }));
  gauges('vovremya_jobs', 'Jobs by queue: waiting, running, failed (of the last week).', () => labelled((one) => one.count));
  gauges('vovremya_job_wait_seconds', 'How long the oldest job that could run has waited.', () =>
    labelled((one) => one.waitedSeconds).then((all) => all.filter(({ labels }) => labels.state === 'waiting')),
  );
}

function ofTheProcess(gauge: ReturnType<typeof createRegistry>['gauge']): void {
  const delay = monitorEventLoopDelay();
  delay.enable();
  gauge('process_resident_memory_bytes', 'Memory of the process.', () => process.memoryUsage.rss());
  gauge(
    'process_cpu_seconds_total',
    'Processor time used.',
    () => (process.cpuUsage().user + process.cpuUsage().system) / 1e6,
    {},
    'counter',
  );
  gauge('nodejs_eventloop_lag_p99_seconds', 'How late timers ran since the last reading, 99th percentile.', () => {
    const late = delay.percentile(99) / NANOSECONDS;
    delay.reset();
    return Number.isFinite(late) ? late : 0;
  });
}
