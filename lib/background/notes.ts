import type { Note } from '../protocol/messages.ts';

const RESTORED_SHOWN_MS = 24 * 3_600_000;

export interface Condition {
  /** How far a reading of several pages has come, 0–100; null when none is under way. */
  loading: number | null;
  isFull: boolean;
  isServerFull: boolean;
  /** When the server was last found to have forgotten, epoch ms by the device's clock. */
  restoredAt: number | null;
  unreadable: number;
}

/** What of the device's condition the person should know; `now` is epoch ms by the device's clock. */
export function notesOf({ loading, isFull, isServerFull, restoredAt, unreadable }: Condition, now: number): Note[] {
  const notes: Note[] = [];
  if (isFull) notes.push({ kind: 'full' });
  if (isServerFull) notes.push({ kind: 'server-full' });
  if (unreadable > 0) notes.push({ kind: 'unreadable', count: unreadable });
  if (restoredAt !== null && Math.abs(now - restoredAt) < RESTORED_SHOWN_MS) notes.push({ kind: 'restored' });
  if (loading !== null) notes.push({ kind: 'loading', percent: loading });
  return notes;
}
