import type { AppDeps } from '../deps.ts';
import type { QueueName } from './queues.ts';

export type JobData = Record<string, string>;

/** What jobs work with: what the routes do, and a way to ask for more. */
export interface JobDeps extends Pick<AppDeps, 'db' | 'library' | 'announcer' | 'mailer' | 'origin' | 'now' | 'log'> {
  /** Jobs that wait already are not sent again. */
  send(queue: QueueName, jobs: JobData[]): Promise<void>;
}

/** Does the work for every tenant; one that cannot be worked for does not stand in the way of the others, but is told in the end. */
export async function forEach(ids: string[], work: (id: string) => Promise<void>): Promise<void> {
  const problems: unknown[] = [];
  for (const id of ids) await work(id).catch((problem: unknown) => problems.push(problem));
  if (problems.length > 0) throw problems[0];
}
