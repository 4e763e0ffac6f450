import type { Command, Refusal } from '../../lib/domain/cases/commands.ts';
import type { Contact } from './occurred-at.ts';
import type { Sender } from './sender.ts';

export interface CommandRequest {
  sender: Sender;
  command: Command;
  /** The device's own reading of the server's clock when it sent, and what was known of the device before this sending. */
  sentAt: number;
  contact: Contact | null;
  now: number;
}

/** What bears the id of a command and is none: it is refused, whatever else may be so. */
export interface UnreadableRequest {
  sender: Sender;
  unreadable: { id: string; sent: unknown; refusal: Refusal };
  now: number;
}

export type AnyRequest = CommandRequest | UnreadableRequest;

export function idOf(request: AnyRequest): string {
  return 'command' in request ? request.command.id : request.unreadable.id;
}
