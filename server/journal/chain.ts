import { sha256 } from '../commands/canonical.ts';
import type { EventPayload } from '../commands/case-store.ts';

/** An event as the table holds it. */
export interface StoredEvent {
  seq: number;
  case_id: string;
  payload: string;
  prev_hash: string;
  hash: string;
}

export const FAULTS = {
  /** Events are missing, from `seq` on. */
  gap: 'gap',
  /** An event that cannot stand here: beyond the head, or before the first. */
  extra: 'extra',
  /** What the event says is not what its hash was made of. */
  content: 'content',
  /** The event does not continue the one before it: one of the two was replaced. */
  link: 'link',
  /** The event is filed under another case than it says itself. */
  filing: 'filing',
  /** The head of the chain is not its last event. */
  head: 'head',
  /** A text that the event refers to is not there. */
  textMissing: 'text-missing',
  /** A text is not what the event's hash of it says. */
  textChanged: 'text-changed',
} as const;
export type Fault = (typeof FAULTS)[keyof typeof FAULTS];

export interface Finding {
  tenantId: string;
  /** Place in the tenant's chain. */
  seq: number;
  fault: Fault;
  /** Last missing number, or the id of the text: never a text itself. */
  detail: string | null;
}

export interface Place {
  seq: number;
  /** Hashes the next event may name as the one before it: two when the event's own hash is wrong. */
  tips: string[];
}

export type Told = Omit<Finding, 'tenantId'>;

export const START: Place = { seq: 0, tips: [''] };

/** Takes one event further along the chain; hashes are made anew here, the database's own function is not asked. */
export function follow(before: Place, event: StoredEvent): { after: Place; told: Told[] } {
  const { seq } = event;
  if (seq <= before.seq) return { after: before, told: [{ seq, fault: FAULTS.extra, detail: null }] };
  const told: Told[] = [];
  const isNext = seq === before.seq + 1;
  if (!isNext) told.push({ seq: before.seq + 1, fault: FAULTS.gap, detail: String(seq - 1) });
  const own = sha256(`${event.prev_hash}\n${seq}\n${event.payload}`);
  if (own !== event.hash) told.push({ seq, fault: FAULTS.content, detail: null });
  else if (isNext && !before.tips.includes(event.prev_hash)) told.push({ seq, fault: FAULTS.link, detail: null });
  else if (readPayload(event)?.case !== event.case_id) told.push({ seq, fault: FAULTS.filing, detail: null });
  return { after: { seq, tips: [event.hash, own] }, told };
}

/** Where the chain ends must be where its head says. */
export function checkHead(end: Place, head: { seq: number; tip: string } | null): Told[] {
  if (!head) return [{ seq: end.seq, fault: FAULTS.head, detail: null }];
  if (head.seq > end.seq) return [{ seq: end.seq + 1, fault: FAULTS.gap, detail: String(head.seq) }];
  if (head.seq < end.seq) return [{ seq: head.seq + 1, fault: FAULTS.extra, detail: null }];
  return end.tips.includes(head.tip) ? [] : [{ seq: end.seq, fault: FAULTS.head, detail: null }];
}

export function readPayload({ payload }: StoredEvent): EventPayload | null {
  try {
    return JSON.parse(payload) as EventPayload;
  } catch {
    return null;
  }
}
