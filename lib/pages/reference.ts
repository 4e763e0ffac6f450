import type { Actor, CaseContext } from '../domain/cases/model.ts';
import { actorOf as actorOfMe } from '../protocol/actor.ts';
import type { Reference } from '../protocol/api.ts';
import type { SessionInfo } from '../protocol/messages.ts';

export function actorOf(reference: Reference | null): Actor {
  return reference ? actorOfMe(reference.me) : { personId: '', roles: [], bodyId: null };
}

/** What the core needs for cases of this regulation version; null when the device does not have it. */
export function contextOf(reference: Reference, regulation: { profile: string; version: string }): CaseContext | null {
  const profile = reference.profiles.find((one) => one.profile === regulation.profile && one.version === regulation.version);
  const { bodies, schedules, calendar, profiles } = reference;
  return profile ? { profile, profiles, bodies, schedules, calendar } : null;
}

export function peopleOf(reference: Reference | null): Record<string, string> {
  return Object.fromEntries(reference?.people.map((person) => [person.id, person.name]) ?? []);
}

/** Server's time (epoch ms) as this device knows it. */
export function serverNow(session: SessionInfo, deviceNow: number): number {
  return deviceNow + session.skewMs;
}
