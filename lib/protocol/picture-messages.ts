import type { OfficialAccount } from '../domain/cases/model.ts';
import type { CaseId, MessageRef } from '../domain/ids.ts';
import type { PictureType } from '../domain/replies/picture.ts';

/** What is said of pictures inside the extension: to its own pages, and to the tab whose reply box they go into. */

/** Asked by the extension's own pages. */
export interface PictureRequests {
  /** Answers only when the picture is durably on this device. */
  'pictures/keep': { in: { caseId: CaseId; base64: string }; out: KeptPicture };
  /** From this device, else from the server. */
  'pictures/get': { in: { caseId: CaseId; hash: string }; out: GotPicture };
}

export type KeptPicture =
  | { ok: true; hash: string; type: PictureType; bytes: number }
  | { ok: false; problem: 'too-large' | 'not-a-picture' | 'full' };
/** `gone`: there is none for this reader, as when it was masked; `away`: the server has it and cannot be reached. */
export type GotPicture = { ok: true; type: PictureType; base64: string } | { ok: false; problem: 'gone' | 'away' };

export interface AttachAsked {
  ref: MessageRef;
  /** The approved text, which the box must hold. */
  text: string;
  accounts: OfficialAccount[];
  confirmed: boolean;
  override: boolean;
  picture: { name: string; type: PictureType; base64: string };
  at: number;
  /** How many go out with the text. */
  of: number;
}
/** How many pictures are seen at the box now; null where the page does not tell, or the box is not to be written into. */
export interface AttachAnswer {
  attached: number | null;
}
