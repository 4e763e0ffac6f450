import type { Command, Refusal } from '../domain/cases/commands.ts';
import type { CaseId } from '../domain/ids.ts';
import type { LocalDraft } from './messages.ts';

/** What a person may take along as a file: said inside the extension only. */

/** Asked by the extension's own pages. */
export interface UnsentRequests {
  /** Of the person of this device, signed in or not any more. */
  'unsent/get': { in: null; out: UnsentWork };
}

/** Where something belongs, as far as this device knows. */
export interface UnsentPlace {
  caseNumber: string | null;
  /** Of the message. */
  address: string | null;
}

/** What was done and typed here and the server does not have; the oldest first. */
export interface UnsentWork {
  acts: { command: Command; place: UnsentPlace }[];
  refusals: { command: Command; refusal: Refusal; place: UnsentPlace }[];
  drafts: UnsentDraft[];
  /** So many commands were written by a newer version, or spoiled by the disk. */
  unreadable: number;
}

export interface UnsentDraft {
  draft: LocalDraft;
  /** Null while there is no case yet. */
  caseId: CaseId | null;
  place: UnsentPlace;
  /** Its case is not on this device: the server may have the text. */
  isUnsure: boolean;
}
