import type { Step } from '../regulations/profile.ts';
import { applyEvent, factsOf } from './apply-event.ts';
import type { Command, Refusal } from './commands.ts';
import { type Facts, isOpen, locate } from './facts.ts';
import type { Actor, Capacity, Case, CaseContext, CaseEvent } from './model.ts';
import { type Applicant, permit, SYSTEM } from './permission.ts';
import { isFrom } from './transitions.ts';

/** One command being decided: what is known so far and the events agreed on. */
export interface Sitting {
  state: Case | null;
  command: Command;
  actor: Actor;
  context: CaseContext;
  facts: Facts;
  events: CaseEvent[];
  at: number;
}

/** An event as a command asks for it; id, author and where it leads are filled in when it is agreed on. */
export type Proposal = Pick<CaseEvent, 'type' | 'data'> &
  Partial<Pick<CaseEvent, 'assignment' | 'draft' | 'kind' | 'mode' | 'at'>> & {
    /** `system` for what follows by itself; `orSystem` where the person's act may stand for the system's. */
    by?: 'system' | 'orSystem';
    /** An event of the product itself, which rides on the permission of another event and moves nothing. */
    rides?: string;
  };

export function sitting(state: Case | null, command: Command, actor: Actor, context: CaseContext, now: number): Sitting {
  const facts = factsOf(context.profile, state?.events ?? []);
  return { state, command, actor, context, facts, events: [], at: Math.min(command.occurredAt, now) };
}

/** Agrees on an event, or says why the regulation forbids it; nothing changes then. */
export function propose(on: Sitting, proposal: Proposal): Refusal | null {
  const { profile } = on.context;
  const { by, rides, ...fields } = proposal;
  const draft: CaseEvent = { id: `${on.command.id}:${on.events.length}`, at: on.at, by: 'system', ...fields };
  const asked = locate(on.facts, rides === undefined ? draft : { ...draft, type: rides }, profile);
  const applicant: Applicant | typeof SYSTEM = by === 'system' ? SYSTEM : { actor: on.actor, asSystem: by === 'orSystem' };
  const permission = permit(profile, on.facts, asked, applicant, rides === undefined);
  if (!permission.ok) return permission.refusal;

  const { step } = permission;
  const event: CaseEvent = {
    ...draft,
    by: authorOf(on, step, permission.by),
    data: { ...draft.data, to: rides === undefined ? step.to : 'same', ...moves(on.facts, asked.assignment, step) },
  };
  applyEvent(profile, on.facts, event);
  on.events.push(event);
  return null;
}

/** Proposes one after another until the first refusal. */
export function proposeAll(on: Sitting, proposals: Proposal[]): Refusal | null {
  for (const proposal of proposals) {
    const refusal = propose(on, proposal);
    if (refusal) return refusal;
  }
  return null;
}

function authorOf(on: Sitting, step: Step, by: Capacity | null): CaseEvent['by'] {
  if (by === null || step.by === 'system') return 'system';
  const { personId } = on.actor;
  return by.personId === personId ? { personId, role: step.by } : { personId, role: step.by, insteadOf: by.personId };
}

function moves(facts: Facts, assignment: string | null, step: Step): { moves?: string[] } {
  if (assignment !== null || step.to === 'same' || facts.assignments.size === 0) return {};
  const moved = [...facts.assignments.values()].filter((one) => isOpen(one) && isFrom(step, one.state));
  return { moves: moved.map((one) => one.id) };
}
