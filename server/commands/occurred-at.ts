/** When a device was last heard of, and the silence before that. Instants are epoch ms, UTC. */
export interface Contact {
  lastAt: number;
  /** The last word before the newest silence, and the first word after it. */
  silentFromAt: number;
  backAt: number;
}

/** Clocks and networks are never exact: an act may seem this much older than the last contact. */
const SLACK_MS = 2 * 60_000;
/** A device that was away may ask for news before it sends what it kept; so much time it has for sending. */
const CATCH_UP_MS = 2 * 60_000;
/** What the way itself may take; a larger difference between sending and receipt is the device's clock. */
const TRANSIT_MS = 30_000;

export function firstContact(now: number): Contact {
  return { lastAt: now, silentFromAt: now, backAt: now };
}

export function contactAfter(contact: Contact, now: number): Contact {
  if (now <= contact.lastAt) return contact;
  if (now - contact.lastAt <= SLACK_MS) return { ...contact, lastAt: now };
  return { lastAt: now, silentFromAt: contact.lastAt, backAt: now };
}

/** The earliest moment an act that arrives at `receivedAt` can have been done: had it been older, it would have arrived before. */
export function earliestAct(contact: Contact, receivedAt: number): number {
  const isCatchingUp = receivedAt - contact.backAt <= CATCH_UP_MS;
  return (isCatchingUp ? contact.silentFromAt : contact.lastAt) - SLACK_MS;
}

/**
 * An act counts from the moment the person did it (epoch ms), put right by the skew of the device's clock as this sending shows it,
 * never after the receipt and never before the device's last contact less two minutes. `contact` is null where no device is involved.
 */
export function clampOccurredAt(
  act: { occurredAt: number; sentAt: number },
  contact: Contact | null,
  receivedAt: number,
): number {
  const skew = receivedAt - act.sentAt;
  const done = Math.abs(skew) > TRANSIT_MS ? act.occurredAt + skew : act.occurredAt;
  const earliest = contact ? earliestAct(contact, receivedAt) : Number.NEGATIVE_INFINITY;
  return Math.min(receivedAt, Math.max(earliest, done));
}
