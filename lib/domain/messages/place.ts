import type { MessageRef } from '../ids.ts';

/** A message that an address leads to, and those it stands under, the nearest first. */
export interface Place {
  ref: MessageRef;
  above: MessageRef[];
  /** The network itself leads there; else its page may well be drawn without this message. */
  isOwn: boolean;
}

/** Null when the address leads to no message of its own, or does not tell which. */
export type PlaceOf = (address: string) => Place | null;
