import type { Actor } from '../../lib/domain/cases/model.ts';
import type { Reference } from '../../lib/protocol/api.ts';
import { context } from './place.ts';

/** What a device of this person knows besides the cases. */
export function referenceOf(actor: Actor, version = '1'): Reference {
  const { profile, bodies, schedules, calendar } = context;
  const person = { id: actor.personId, name: 'Ольга', roles: actor.roles, bodyId: actor.bodyId };
  return {
    version,
    me: { person, actsFor: [], tenant: { id: 'tenant', title: 'Округ', practice: true } },
    people: [person],
    bodies,
    schedules,
    calendar,
    profiles: [profile],
    defaultProfile: { profile: profile.profile, version: profile.version },
    topics: [],
    locations: [],
  };
}
