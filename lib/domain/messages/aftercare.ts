import type { MessageRef } from '../ids.ts';

/**
 * What may come of a reply that was filed, or of a message in work, after the person turned away from the page. `edited`, `deleted`: the network shows the filed reply with another text, or a notice in its place; `unseen`: it is not at its own
 * address; `asked`: somebody asks on below it; `gone`: the message itself is deleted, or not at its own address.
 */
export type AfterKind = 'edited' | 'deleted' | 'unseen' | 'asked' | 'gone';

/** Noticed by this device on a page; nobody else's knows of it. */
export interface AfterNote {
  caseId: string;
  kind: AfterKind;
  /** The filed reply it is about; null for the message itself. */
  draft: string | null;
  /** The reply, the question or the message. */
  ref: MessageRef;
  permalink: string;
  /** What stands there now: the edited text, the question; empty where nothing does. */
  text: string;
  author: string;
  /** When it was noticed first, epoch ms by the server's clock. */
  at: number;
}
