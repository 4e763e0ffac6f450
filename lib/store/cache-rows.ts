import type { CaseDocument } from '../domain/cases/model.ts';
import type { MessageRef } from '../domain/ids.ts';
import type { Row } from './rows.ts';

export const CACHE_TABLES = ['documents', 'duties', 'meta'] as const;
export type CacheTable = (typeof CACHE_TABLES)[number];

/** What a case is found by. */
export interface CaseIndex {
  ref: MessageRef;
  due: Due | null;
}

/** The signed-in person's nearest duty on a case: until when, from when on it presses (epoch ms), and the number of the schedule it runs by. */
export interface Due {
  schedule: number;
  deadlineAt: number;
  soonAt: number;
}

export interface CachedDocument extends CaseIndex {
  document: CaseDocument;
}

export const CONTENT_VERSION = 1;

export function documentRow({ document, ref }: CachedDocument): Row {
  return { key: document.id, order: document.seq ?? 0, version: CONTENT_VERSION, json: JSON.stringify(document), ref };
}

export function dutyRow(key: string, due: Due | null): Row | null {
  if (!due) return null;
  return { key, order: 0, version: CONTENT_VERSION, json: '', due: [due.schedule, due.deadlineAt], soonAt: due.soonAt };
}

export function readDocument(row: Row): CaseDocument {
  return JSON.parse(row.json) as CaseDocument;
}

export function metaRow(key: string, value: unknown): Row {
  return { key, order: 0, version: CONTENT_VERSION, json: JSON.stringify(value) };
}
