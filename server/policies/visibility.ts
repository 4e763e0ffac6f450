import type { Profile } from '../../lib/domain/regulations/profile.ts';
import { servesEveryBody } from '../../lib/domain/regulations/roles.ts';

/** Who may see and do what, besides what a regulation says of its own steps (that is `decide`'s). */

/** Reads everything, sends nothing: the regulation gives this role no step. */
const OBSERVER = 'observer';
export const ADMINISTRATOR = 'administrator';

interface Capacity {
  roles: string[];
  bodyId: string | null;
}
/** Somebody with the roles and bodies he has himself and those of whoever's place he takes now. */
export interface Member extends Capacity {
  actsFor?: Capacity[];
}

/** Which cases somebody sees: every one, those of some bodies, or none. Kept with a device, so it is a string. */
export type Scope = 'all' | 'none' | `body:${string}`;

/** Who serves every body works with every case; people of a body with those its body has or had; nobody else sees any. */
export function scopeOf(member: Member, profiles: Profile[]): Scope {
  const capacities = [member, ...(member.actsFor ?? [])];
  if (capacities.some((one) => seesAll(one, profiles))) return 'all';
  const bodies = capacities.flatMap((one) => (isOfBody(one, profiles) && one.bodyId !== null ? [one.bodyId] : []));
  return bodies.length === 0 ? 'none' : `body:${[...new Set(bodies)].sort().join(',')}`;
}

function seesAll({ roles }: Capacity, profiles: Profile[]): boolean {
  if (roles.includes(OBSERVER) || roles.includes(ADMINISTRATOR)) return true;
  return roles.some((role) => profiles.some((profile) => servesEveryBody(profile, role)));
}

function isOfBody({ roles }: Capacity, profiles: Profile[]): boolean {
  return roles.some((role) => profiles.some((profile) => profile.roles[role]?.org === 'body'));
}

/** The bodies a scope is limited to; null where it is not limited to bodies. */
export function bodiesOf(scope: Scope): string[] | null {
  return scope === 'all' || scope === 'none' ? null : scope.slice('body:'.length).split(',');
}

/** `bodies`: those that have or had an assignment of the case. */
export function sees(scope: Scope, bodies: string[]): boolean {
  return scope === 'all' || (bodiesOf(scope) ?? []).some((body) => bodies.includes(body));
}

export function mayAdminister({ roles, actsFor = [] }: Member): boolean {
  return [roles, ...actsFor.map((one) => one.roles)].some((held) => held.includes(ADMINISTRATOR));
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
    { id: OBSERVER, titleRu: 'руководитель (видит всё, только просмотр)', needsBody: false },
    { id: ADMINISTRATOR, titleRu: 'администратор', needsBody: false },
  ];
}
