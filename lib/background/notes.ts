import type { Note } from '../protocol/notes.ts';

const SHOWN_MS = 24 * 3_600_000;

export interface Condition {
  /** How far a reading of several pages has come, 0–100; null when none is under way. */
  loading: number | null;
  isFull: boolean;
  isServerFull: boolean;
  /** When the server was last found to have forgotten, epoch ms by the device's clock. */
  restoredAt: number | null;
  unreadable: number;
  /** The server has taken this device's right away. */
  isRevoked: boolean;
  /** The same, but its cases could not be removed yet. */
  isUncleared: boolean;
  /** What was put back after the browser had lost its database, and when, by the device's clock. */
  recovered: { at: number; count: number } | null;
}

/** What of the device's condition the person should know; `now` is epoch ms by the device's clock. */
export function notesOf(
  { loading, isFull, isServerFull, restoredAt, unreadable, isRevoked, isUncleared, recovered }: Condition,
  now: number,
): Note[] {
  const notes: Note[] = [];
  if (isFull) notes.push({ kind: 'full' });
  if (isUncleared) notes.push({ kind: 'not-cleared' });
  if (isRevoked) notes.push({ kind: 'revoked' });
  if (isServerFull) notes.push({ kind: 'server-full' });
  if (unreadable > 0) notes.push({ kind: 'unreadable', count: unreadable });
  const isRecent = (at: number) => Math.abs(now - at) < SHOWN_MS;
  if (recovered !== null && isRecent(recovered.at)) notes.push({ kind: 'recovered', count: recovered.count });
  if (restoredAt !== null && isRecent(restoredAt)) notes.push({ kind: 'restored' });
  if (loading !== null) notes.push({ kind: 'loading', percent: loading });
  return notes;
}
