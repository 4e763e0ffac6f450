import { dayOf, onOf, zoneOf } from '../worktime/zone.ts';
import type { Profile } from './profile.ts';

/**
 * The version of a regulation that is in force at `at` (epoch ms, UTC): the newest whose first day has begun in its own zone, null when
 * none has. A case keeps the version it was begun under (design, «Regulations»).
 */
export function versionInForce(profiles: Profile[], id: string, at: number): Profile | null {
  const begun = profiles.filter((one) => one.profile === id && one.effectiveFrom <= onOf(dayOf(at, zoneOf(one.zone))));
  return begun.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1))[0] ?? null;
}
