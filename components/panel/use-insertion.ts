import { useState } from 'preact/hooks';
import type { InsertOutcome } from '../../lib/domain/messages/seen.ts';

export interface Consent {
  confirmed?: boolean;
  override?: string;
}

export interface Insertion {
  outcome: InsertOutcome | null;
  busy: boolean;
  insert: (consent: Consent) => Promise<void>;
}

/** One attempt at a time; an attempt that broke off counts as a box that took no text, so that the person checks the box. */
export function useInsertion(attempt: (consent: Consent) => Promise<InsertOutcome>): Insertion {
  const [outcome, setOutcome] = useState<InsertOutcome | null>(null);
  const [busy, setBusy] = useState(false);

  async function insert(consent: Consent): Promise<void> {
    if (busy) return;
    setBusy(true);
    const result = await attempt(consent).catch((): InsertOutcome => ({ ok: false, reason: 'not-accepted' }));
    setOutcome(result);
    setBusy(false);
  }

  return { outcome, busy, insert };
}
