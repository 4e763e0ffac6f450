import { parsePattern } from './patterns.ts';
import type { Profile, RoleId } from './profile.ts';

const BEGINNINGS = new Set(['message.detected', 'notice.received', 'case.routed']);

/** Does the role deal with the cases of every body: as an office above them, or because it is the one that finds or routes messages? */
export function servesEveryBody(profile: Profile, role: RoleId): boolean {
  const org = profile.roles[role]?.org;
  if (org === undefined) return false;
  if (org !== 'body') return org !== 'external';
  return profile.flow.some((step) => step.by === role && BEGINNINGS.has(parsePattern(step.event).type));
}
