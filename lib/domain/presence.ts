/** Who looks at what, over the live channel: of the moment, kept nowhere on the device, ids only. */

/** A case or, before there is one, the message itself: `case:<id>`, `message:<ref>`. */
export type Subject = `case:${string}` | `message:${string}`;
/** `done`: what was begun here is finished, a colleague may go on. */
export type Doing = 'looks' | 'types' | 'done';

/** What one page of the extension shows. */
export interface Showing {
  subject: Subject;
  doing: Doing;
}

/** Somebody else at the same subject. `away`: no longer there, but what he took up is not finished. */
export interface Present {
  personId: string;
  doing: 'looks' | 'types' | 'away';
  /** Since when (epoch ms) he has had it in hand; null when he only looks. */
  heldAt: number | null;
}
