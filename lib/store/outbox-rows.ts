import type { Command, Refusal } from '../domain/cases/commands.ts';
import type { PresentState } from '../protocol/api.ts';
import type { Row } from './rows.ts';

export const OUTBOX_TABLES = ['commands', 'sent', 'notices', 'drafts', 'keep'] as const;
export type OutboxTable = (typeof OUTBOX_TABLES)[number];

/** `held`: may be taken back; `leaving`: handed to the network at least once; `applied`: the server has it, its effect is not here yet. */
export interface PendingCommand {
  command: Command;
  /** Whose it is: another person signing in on this device must not send it. */
  owner: string;
  leaveAt: number;
  state: 'held' | 'leaving' | 'applied';
  seq: number | null;
}
export interface SentCommand {
  command: Command;
  owner: string;
  sentAt: number;
}
/** A command the server did not accept, kept until the person has seen it. */
export interface Notice {
  command: Command;
  owner: string;
  refusal: Refusal;
  /** Where the case stood when the server said no, and who had moved it. */
  present?: PresentState;
}

const CONTENT_VERSION = 1;

export function toRow(key: string, order: number, value: unknown): Row {
  return { key, order, version: CONTENT_VERSION, json: JSON.stringify(value) };
}

export function fromRow<V>(row: Row): V {
  return JSON.parse(row.json) as V;
}

/** Null for a row that a newer version of the extension wrote, or that the disk spoiled: it is kept as it is and never sent half understood. */
export function readRow<V>(row: Row): V | null {
  try {
    const value = fromRow<V>(row);
    return row.version <= CONTENT_VERSION ? value : null;
  } catch {
    return null;
  }
}
