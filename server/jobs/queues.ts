import type { Queue } from 'pg-boss';

/** Schema of the job queue: run by pg-boss, made by the owner of the tables, left out of backups, for everything in it follows from those. */
export const SCHEMA = 'jobs';

const MINUTES = 60;
const DAYS = 24 * 3_600;

interface QueueRule extends Omit<Queue, 'name'> {
  /** When it is sent by itself, UTC; absent: when something is to be done. */
  cron?: string;
}

/**
 * `short`: one job of a key waits at most. One under way holds back nobody, so a dead process delays nothing by more than the next look; that
 * nothing is done twice is seen to by the transaction of the tenant, never by the queue.
 */
const COMMON = { policy: 'short', expireInSeconds: 5 * MINUTES, retentionSeconds: DAYS, deleteAfterSeconds: 7 * DAYS } as const;
const LOOK = { ...COMMON, retryLimit: 0, deleteAfterSeconds: DAYS } as const;

export const QUEUES = {
  'look-at-clocks': { ...LOOK, cron: '* * * * *' },
  'look-at-letters': { ...LOOK, cron: '* * * * *' },
  'look-at-duties': { ...LOOK, cron: '*/10 * * * *' },
  'case-clocks': { ...COMMON, retryLimit: 4, retryDelay: 5, retryBackoff: true, retryDelayMax: 5 * MINUTES },
  'look-at-retention': { ...LOOK, cron: '7 * * * *' },
  'look-at-pictures': { ...LOOK, cron: '23 2 * * *' },
  'mask-case': { ...COMMON, retryLimit: 4, retryDelay: 30, retryBackoff: true },
  // A letter waits out its pauses: no second job for it meanwhile.
  'send-letter': {
    ...COMMON,
    policy: 'exclusive',
    retryLimit: 8,
    retryDelay: 30,
    retryBackoff: true,
    retryDelayMax: 60 * MINUTES,
  },
} as const satisfies Record<string, QueueRule>;
export type QueueName = keyof typeof QUEUES;

export const QUEUE_NAMES = Object.keys(QUEUES) as QueueName[];

/** Those that come by themselves. */
export const LOOKS = QUEUE_NAMES.filter((name) => 'cron' in QUEUES[name]);
