/** When a device was last heard of, and the silence before that. Instants are epoch ms, UTC. */
export interface Contact {
  lastAt: number;
  /** The last word before the newest silence, and the first word after it. */
  silentFromAt: number;
  backAt: number;
}

const MINUTE_MS = 60_000;
/** Clocks and networks are never exact: an act may seem this much older than the last contact. */
const SLACK_MS = 2 * MINUTE_MS;
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

const DAY_MS = 24 * 60 * MINUTE_MS;
/**
 * A device tells when the act was done and when it sent it by the same clock, so its error falls out, however large. Where the clock was
 * moved between the two, so far apart they may be and the act still counts, within the bounds of what the device can have held back.
 */
const MOST_AHEAD_MS = DAY_MS;
const MOST_BEHIND_MS = 400 * DAY_MS;

/** Says in which direction the moment of an act cannot be true, whatever the device's clock: nobody knows then when it was done. */
export function impossibleTime({ occurredAt, sentAt }: { occurredAt: number; sentAt: number }): 'ahead' | 'behind' | null {
  if (occurredAt - sentAt > MOST_AHEAD_MS) return 'ahead';
  return sentAt - occurredAt > MOST_BEHIND_MS ? 'behind' : null;
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
