import type { SeenMessage } from '../domain/messages/seen.ts';
import { dropSessionValue, readSessionValue, writeSessionValue } from '../platform/storage.ts';

/** What the panel of a tab is about. Outlives the worker, not the browser. */
export type Subject =
  | { kind: 'message'; message: SeenMessage }
  | { kind: 'case'; caseId: string }
  /** What was to be registered by hand is no message. */
  | { kind: 'unusable' };

const key = (tabId: number) => `subject:${tabId}`;

export async function readSubject(tabId: number): Promise<Subject | null> {
  return ((await readSessionValue(key(tabId))) as Subject | undefined) ?? null;
}

export async function writeSubject(tabId: number, subject: Subject): Promise<void> {
  await writeSessionValue(key(tabId), subject);
}

export async function dropSubject(tabId: number): Promise<void> {
  await dropSessionValue(key(tabId));
}
