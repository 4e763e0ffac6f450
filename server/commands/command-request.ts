import type { Command } from '../../lib/domain/cases/commands.ts';
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
