import type { PictureType } from '../domain/replies/picture.ts';

/** What the background answers the extension's own pages about pictures. */

export type KeptPicture =
  | { ok: true; hash: string; type: PictureType; bytes: number }
  | { ok: false; problem: 'too-large' | 'not-a-picture' | 'full' };
/** `gone`: there is none for this reader, as when it was masked; `away`: the server has it and cannot be reached. */
export type GotPicture = { ok: true; type: PictureType; base64: string } | { ok: false; problem: 'gone' | 'away' };
