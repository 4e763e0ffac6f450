import type { Profile } from '../../lib/domain/regulations/profile.ts';
import { servesEveryBody } from '../../lib/domain/regulations/roles.ts';

/** Who may see and do what, besides what a regulation says of its own steps (that is `decide`'s). */

/** Reads everything, sends nothing: the regulation gives this role no step. */
const HEAD = 'head';
export const ADMINISTRATOR = 'administrator';

export interface Member {
  roles: string[];
  bodyId: string | null;
}

/** Which cases somebody sees: every one, those of one body, or none. Kept with a device, so it is a string. */
export type Scope = 'all' | 'none' | `body:${string}`;

/** Who serves every body works with every case; people of a body with those its body has or had; nobody else sees any. */
export function scopeOf(member: Member, profiles: Profile[]): Scope {
  if (member.roles.includes(HEAD) || member.roles.includes(ADMINISTRATOR)) return 'all';
  const has = (test: (profile: Profile, role: string) => boolean) =>
    member.roles.some((role) => profiles.some((profile) => test(profile, role)));
  if (has(servesEveryBody)) return 'all';
  return member.bodyId !== null && has(({ roles }, role) => roles[role]?.org === 'body') ? `body:${member.bodyId}` : 'none';
}

/** `bodies`: those that have or had an assignment of the case. */
export function sees(scope: Scope, bodies: string[]): boolean {
  return scope === 'all' || (scope !== 'none' && bodies.includes(scope.slice('body:'.length)));
}

export function mayAdminister(member: Member): boolean {
  return member.roles.includes(ADMINISTRATOR);
}

/** Roles that may be given to a person of this tenant, with the words for them. */
export function grantableRoles(profiles: Profile[]): { id: string; titleRu: string; needsBody: boolean }[] {
  const regulated = new Map(
    profiles.flatMap((profile) =>
      Object.entries(profile.roles).map(([id, role]) => [
        id,
        { id, titleRu: role.titleRu, needsBody: role.org === 'body' && !servesEveryBody(profile, id) },
      ]),
    ),
  );
  return [
    ...regulated.values(),
    { id: HEAD, titleRu: 'руководитель (только просмотр)', needsBody: false },
    { id: ADMINISTRATOR, titleRu: 'администратор', needsBody: false },
  ];
}
