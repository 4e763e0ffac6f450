import { parsePattern } from '../regulations/patterns.ts';
import type { Profile, Step } from '../regulations/profile.ts';
import { servesEveryBody } from '../regulations/roles.ts';
import type { Refusal } from './commands.ts';
import { type Facts, isHeld, isWholeCase, type Located, standing } from './facts.ts';
import type { Actor, Capacity } from './model.ts';
import { missingNeed } from './needs.ts';
import { routingOf } from './routing.ts';
import { isFrom, isMet, startsFrom, stepsOf, stepsOfProfile } from './transitions.ts';

export type Permission = { ok: true; step: Step; by: Capacity | null } | { ok: false; refusal: Refusal };

/** Who asks. `asSystem`: the act stands for the system's own, as a person's press does where the system publishes. */
export interface Applicant {
  actor: Actor;
  asSystem: boolean;
}

/** Anybody and everything: for what follows by itself and for looking ahead. */
export const SYSTEM = 'system';

/** From the farthest off to the nearest: of several refusals the nearest one helps. */
const NEARNESS: Refusal['code'][] = ['not-in-regulation', 'not-your-role', 'not-your-body', 'wrong-stage', 'missing-data'];

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
  return firstPermitted(
    capacities.map((capacity) => permitOne(profile, facts, event, capacity, by !== SYSTEM && by.asSystem, checkNeeds)),
  );
}

/** The first that is allowed, else the refusal that came nearest. */
export function firstPermitted(permissions: Permission[]): Permission {
  const allowed = permissions.find((one) => one.ok);
  if (allowed) return allowed;
  const [nearest] = permissions.toSorted((a, b) => nearness(b) - nearness(a));
  if (!nearest) throw new Error('nobody asked');
  return nearest;
}

function nearness(permission: Permission): number {
  return permission.ok ? NEARNESS.length : NEARNESS.indexOf(permission.refusal.code);
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
  if (!anyStep) return notThere(profile, event);

  const permitted = by === null ? steps : permittedTo(by, steps, event, asSystem);
  if (permitted.length === 0) return refuse('not-your-role', anyStep.cl, anyStep.by);
  const ours = by === null ? permitted : permitted.filter((step) => isTheirs(step, profile, facts, event, by));
  const [own] = ours;
  if (!own) return refuse('not-your-body', permitted[0]?.cl ?? anyStep.cl, null);

  const isHere = (step: Step) => by === null || isFromTheirs(step, profile, facts, event, by);
  const reached = ours.filter((step) => startsFrom(step, facts, event) && isHere(step));
  const [near] = reached;
  if (!near) return refuse('wrong-stage', own.cl, standing(facts, event.assignment)[0] ?? 'none');
  const met = reached.filter((one) => isMet(one, profile, facts, event));
  const [first] = met;
  if (!first) return refuse('wrong-stage', near.cl, near.when ?? null);

  const step = checkNeeds ? met.find((one) => missingNeed(one.needs, event) === null) : first;
  return step ? { ok: true, step, by } : refuse('missing-data', first.cl, missingNeed(first.needs, event));
}

/** What a person does counts as his own where he has the step, except that what our insertion posts is the system's (model, 2.4). */
function permittedTo(by: Capacity, steps: Step[], event: Located, asSystem: boolean): Step[] {
  const own = steps.filter((step) => by.roles.includes(step.by));
  const forSystem = asSystem ? steps.filter((step) => step.by === 'system') : [];
  return event.mode === 'auto' ? [...forSystem, ...own] : [...own, ...forSystem];
}

/** Nothing of this kind is in the regulation, or only with something else told: then that clause stands in the way. */
function notThere(profile: Profile, event: Located): Permission {
  const kin = clauseOf(profile, event.type);
  return kin === null ? refuse('not-in-regulation', null, event.type) : refuse('wrong-stage', kin, event.kind ?? event.type);
}

/** The clause that speaks of events of this type; null where the regulation has none. */
export function clauseOf(profile: Profile, type: string): string | null {
  return stepsOfProfile(profile).find((step) => parsePattern(step.event).type === type)?.cl ?? null;
}

function refuse(code: Refusal['code'], clause: string | null, detail: string | null): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { code, clause, detail } };
}

/** Who serves every body may act for each; the others for their own body, or where the routing named them for the role. */
function isTheirs(step: Step, profile: Profile, facts: Facts, event: Located, by: Capacity): boolean {
  if (servesEveryBody(profile, step.by)) return true;
  if (event.assignment !== null && routingOf(facts, event.assignment)?.data[step.by] === by.personId) return true;
  const held = [...facts.assignments.values()].filter((one) =>
    event.assignment === null ? isHeld(one) : one.id === event.assignment,
  );
  return held.some((one) => one.bodyId === by.bodyId);
}

/** Where another body stands opens nothing to this one: an act that names no share starts from his own. */
function isFromTheirs(step: Step, profile: Profile, facts: Facts, event: Located, by: Capacity): boolean {
  const isOfShares = event.assignment === null && event.draft === null && facts.assignments.size > 0;
  if (!isOfShares || isWholeCase(event.type, profile) || servesEveryBody(profile, step.by)) return true;
  return [...facts.assignments.values()].some((one) => one.bodyId === by.bodyId && isFrom(step, one.state));
}
