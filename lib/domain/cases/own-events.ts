import type { CaseEvent } from './model.ts';

/** What the server writes into a case by itself. No regulation knows these events: they move nothing, start nothing and stop nothing. */
export const OWN_EVENTS = {
  clockReached: 'clock.reached',
  violationNoted: 'violation.noted',
  textsMasked: 'texts.masked',
} as const;

const OWN: ReadonlySet<string> = new Set(Object.values(OWN_EVENTS));

export function isOwnEvent({ type }: Pick<CaseEvent, 'type'>): boolean {
  return OWN.has(type);
}
