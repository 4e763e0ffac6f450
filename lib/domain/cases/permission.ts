import type { Profile, Role, Step } from '../regulations/profile.ts';
import type { Refusal } from './commands.ts';
import type { Facts, Located } from './facts.ts';
import { standing } from './facts.ts';
import type { Actor, Capacity } from './model.ts';
import { missingNeed } from './needs.ts';
import { isMet, startsFrom, stepsOf } from './transitions.ts';

export type Permission = { ok: true; step: Step; by: Capacity | null } | { ok: false; refusal: Refusal };

/** Who asks. `asSystem`: the act stands for the system's own, as a person's press does where the regulation lets the system publish. */
export interface Applicant {
  actor: Actor;
  asSystem: boolean;
}

/** Anybody and everything: for what follows by itself and for looking ahead. */
export const SYSTEM = 'system';

/** From the farthest off to the nearest. */
const NEARNESS: Refusal['code'][] = ['not-your-role', 'not-your-body', 'wrong-stage', 'missing-data'];

/**
 * May the applicant bring about this event now, as himself or as somebody he stands in for? The refusal names the clause of the step that
 * stands in the way.
 */
export function permit(
  profile: Profile,
  facts: Facts,
  event: Located,
  by: Applicant | typeof SYSTEM,
  checkNeeds = true,
): Permission {
  const capacities = by === SYSTEM ? [null] : [by.actor, ...(by.actor.actsFor ?? [])];
  const permissions = capacities.map((capacity) =>
    permitOne(profile, facts, event, capacity, by !== SYSTEM && by.asSystem, checkNeeds),
  );
  return permissions.find((one) => one.ok) ?? nearest(permissions);
}

/** Of several refusals the one that came nearest helps. */
function nearest(permissions: Permission[]): Permission {
  const distance = (one: Permission) => (one.ok ? 0 : NEARNESS.indexOf(one.refusal.code));
  const [first] = permissions.toSorted((a, b) => distance(b) - distance(a));
  if (!first) throw new Error('nobody asked');
  return first;
}

function permitOne(
  profile: Profile,
  facts: Facts,
  event: Located,
  by: Capacity | null,
  asSystem: boolean,
  checkNeeds: boolean,
): Permission {
  const steps = stepsOf(profile, event);
  const [anyStep] = steps;
  if (!anyStep) return refuse('wrong-stage', null, event.type);

  const permitted =
    by === null ? steps : steps.filter((step) => by.roles.includes(step.by) || (step.by === 'system' && asSystem));
  if (permitted.length === 0) return refuse('not-your-role', anyStep.cl, anyStep.by);
  const ours = by === null ? permitted : permitted.filter((step) => isOwnBody(profile.roles[step.by], facts, event, by));
  const [own] = ours;
  if (!own) return refuse('not-your-body', anyStep.cl, null);

  const reached = ours.filter((step) => startsFrom(step, facts, event));
  const [near] = reached;
  if (!near) return refuse('wrong-stage', own.cl, standing(facts, event.assignment)[0] ?? 'none');
  const step = reached.find((one) => isMet(one, profile, facts, event));
  if (!step) return refuse('wrong-stage', near.cl, near.when ?? null);

  const missing = checkNeeds ? missingNeed(step.needs, event) : null;
  return missing === null ? { ok: true, step, by } : refuse('missing-data', step.cl, missing);
}

function refuse(code: Refusal['code'], clause: string | null, detail: string | null): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { code, clause, detail } };
}

function isOwnBody(role: Role | undefined, facts: Facts, event: Located, actor: Capacity): boolean {
  const assignment = event.assignment === null ? undefined : facts.assignments.get(event.assignment);
  if (!assignment) return true;
  const isOfBody = role ? role.org === 'body' : true;
  return !isOfBody || actor.bodyId === assignment.bodyId;
}
