import { dropSessionValue, readSessionValue, writeSessionValue } from '../platform/storage.ts';
import type { Visit } from './page-health.ts';

const key = (tabId: number) => `visit:${tabId}`;

/** Where each tab is. Outlives the worker, not the browser. */
export const tabVisits = {
  read: async (tabId: number): Promise<Visit | null> => ((await readSessionValue(key(tabId))) as Visit | undefined) ?? null,
  write: (tabId: number, visit: Visit): Promise<void> => writeSessionValue(key(tabId), visit),
  drop: (tabId: number): Promise<void> => dropSessionValue(key(tabId)),
};
