import type { Profile, Role, Step } from '../regulations/profile.ts';
import type { Refusal } from './commands.ts';
import type { Facts, Located } from './facts.ts';
import { standing } from './facts.ts';
import type { Actor } from './model.ts';
import { missingNeed } from './needs.ts';
import { isMet, startsFrom, stepsOf } from './transitions.ts';

export type Permission = { ok: true; step: Step } | { ok: false; refusal: Refusal };

/** Who asks. `asSystem`: the act stands for the system's own, as a person's press does where the regulation lets the system publish. */
export interface Applicant {
  actor: Actor;
  asSystem: boolean;
}

/** Anybody and everything: for what follows by itself and for looking ahead. */
export const SYSTEM = 'system';

/** May the applicant bring about this event now? The refusal names the clause of the step that stands in the way. */
export function permit(
  profile: Profile,
  facts: Facts,
  event: Located,
  by: Applicant | typeof SYSTEM,
  checkNeeds = true,
): Permission {
  const steps = stepsOf(profile, event);
  const [anyStep] = steps;
  if (!anyStep) return refuse('wrong-stage', null, event.type);

  const permitted = by === SYSTEM ? steps : steps.filter((step) => hasRole(step, by));
  if (permitted.length === 0) return refuse('not-your-role', anyStep.cl, anyStep.by);
  const ours = by === SYSTEM ? permitted : permitted.filter((step) => isOwnBody(profile.roles[step.by], facts, event, by.actor));
  const [own] = ours;
  if (!own) return refuse('not-your-body', anyStep.cl, null);

  const reached = ours.filter((step) => startsFrom(step, facts, event));
  const [near] = reached;
  if (!near) return refuse('wrong-stage', own.cl, standing(facts, event.assignment)[0] ?? 'none');
  const step = reached.find((one) => isMet(one, profile, facts, event));
  if (!step) return refuse('wrong-stage', near.cl, near.when ?? null);

  const missing = checkNeeds ? missingNeed(step.needs, event) : null;
  return missing === null ? { ok: true, step } : refuse('missing-data', step.cl, missing);
}

function refuse(code: Refusal['code'], clause: string | null, detail: string | null): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { code, clause, detail } };
}

function hasRole(step: Step, { actor, asSystem }: Applicant): boolean {
  return actor.roles.includes(step.by) || (step.by === 'system' && asSystem);
}

function isOwnBody(role: Role | undefined, facts: Facts, event: Located, actor: Actor): boolean {
  const assignment = event.assignment === null ? undefined : facts.assignments.get(event.assignment);
  if (!assignment) return true;
  const isOfBody = role ? role.org === 'body' : true;
  return !isOfBody || actor.bodyId === assignment.bodyId;
}
