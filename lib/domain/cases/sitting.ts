import type { Step } from '../regulations/profile.ts';
import { applyEvent, factsOf } from './apply-event.ts';
import type { Command, Refusal } from './commands.ts';
import { type Facts, type Located, locate } from './facts.ts';
import type { Actor, Capacity, Case, CaseContext, CaseEvent } from './model.ts';
import { type Applicant, firstPermitted, permit, SYSTEM } from './permission.ts';
import { movedBy } from './transitions.ts';

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
    rides?: string[];
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
  const applicant: Applicant | typeof SYSTEM = by === 'system' ? SYSTEM : { actor: on.actor, asSystem: by === 'orSystem' };
  const asked = (type: string) => locate(on.facts, { ...draft, type }, profile);
  const permission = firstPermitted(
    (rides ?? [draft.type]).map((type) => permit(profile, on.facts, asked(type), applicant, rides === undefined)),
  );
  if (!permission.ok) return permission.refusal;

  const { step } = permission;
  const located = asked(draft.type);
  const { assignment: _, ...rest } = draft;
  const event: CaseEvent = {
    ...rest,
    ...(located.assignment === null ? {} : { assignment: located.assignment }),
    by: authorOf(on, step, permission.by),
    data: {
      ...addressed(draft.data),
      to: rides === undefined ? step.to : 'same',
      ...moves(on, located, step, rides !== undefined),
    },
  };
  agree(on, event);
  return null;
}

/** `to` of an event is where it led; whom something was given to stands beside it. */
function addressed({ to, ...data }: Record<string, unknown>): Record<string, unknown> {
  return to === undefined ? data : { ...data, recipient: to };
}

/** What an event closes beside what it moves is written into it, so that a case can be read without its regulation. */
function agree(on: Sitting, event: CaseEvent): void {
  const open = [...on.facts.assignments.values()].filter((one) => one.state !== 'closed').map((one) => one.id);
  applyEvent(on.context.profile, on.facts, event);
  if (isRouting(event)) return void on.events.push(event);
  const closes = open.filter((id) => on.facts.assignments.get(id)?.state === 'closed' && !isMoved(event, id));
  on.events.push(closes.length === 0 ? event : { ...event, data: { ...event.data, closes } });
}

function isMoved(event: CaseEvent, id: string): boolean {
  const moved = Array.isArray(event.data.moves) ? event.data.moves : [];
  return event.data.to === 'closed' && (event.assignment === id || moved.includes(id));
}

function authorOf(on: Sitting, step: Step, by: Capacity | null): CaseEvent['by'] {
  if (by === null || step.by === 'system') return 'system';
  const { personId } = on.actor;
  return by.personId === personId ? { personId, role: step.by } : { personId, role: step.by, insteadOf: by.personId };
}

function moves(on: Sitting, event: Located, step: Step, isRiding: boolean): { moves?: string[] } {
  const { facts, context } = on;
  if (event.assignment !== null || step.to === 'same' || isRiding || isRouting(event) || facts.assignments.size === 0) return {};
  return { moves: movedBy(step, context.profile, facts, event).map((one) => one.id) };
}

/** A routing replaces assignments by new ones instead of moving them. */
function isRouting({ type }: { type: string }): boolean {
  return type === 'case.routed' || type === 'case.rerouted';
}
