import { factsOf } from './apply-event.ts';
import type { CommandType } from './commands.ts';
import { type Facts, locate } from './facts.ts';
import type { Actor, Assignment, Case, CaseContext, CaseEvent, DraftKind } from './model.ts';
import { permit } from './permission.ts';

/** A command that this viewer may give now, with the clause of the step it takes: a button of the panel. */
export interface AllowedAction {
  command: CommandType;
  /** Null for what concerns the whole case. */
  assignment: string | null;
  draft: string | null;
  kind: DraftKind | null;
  /** Id of the flow step in the profile. */
  step: string;
  clause: string;
  /** What the step asks to be filled in. */
  needs: string[];
}

type Wish = Pick<AllowedAction, 'command' | 'assignment' | 'draft' | 'kind'> & {
  event: string;
  orSystem?: boolean;
  /** Offered only where it leads on: a proof of what has not been published proves nothing, unless it is the publication itself. */
  mustMove?: boolean;
};

/** Commands that the regulation and the state of the case let this person give; `open-case` is asked for with no case. */
export function allowedActions(state: Case | null, actor: Actor, context: CaseContext): AllowedAction[] {
  const facts = factsOf(context.profile, state?.events ?? []);
  const wishes = state ? [wholeCase(), ...state.assignments.flatMap((one) => wishesOf(one, context))] : [opening()];
  return wishes.flatMap((wish) => allowed(wish, facts, actor, context));
}

function allowed(wish: Wish, facts: Facts, actor: Actor, context: CaseContext): AllowedAction[] {
  const { command, assignment, draft, kind, event, orSystem } = wish;
  const asked: CaseEvent = {
    ...{ id: '', type: event, at: 0, by: 'system', data: {} },
    ...(assignment === null ? {} : { assignment }),
    ...(draft === null ? {} : { draft }),
    ...(kind === null ? {} : { kind }),
  };
  const applicant = { actor, asSystem: orSystem === true };
  const permission = permit(context.profile, facts, locate(facts, asked, context.profile), applicant, false);
  if (!permission.ok || (wish.mustMove && permission.step.to === 'same')) return [];
  const { id, cl, needs } = permission.step;
  return [{ command, assignment, draft, kind, step: id, clause: cl, needs }];
}

function opening(): Wish {
  return { command: 'open-case', event: 'message.detected', assignment: null, draft: null, kind: null };
}

function wholeCase(): Wish {
  return { command: 'set-importance', event: 'importance.set', assignment: null, draft: null, kind: null };
}

function wishesOf({ id: assignment, drafts }: Assignment, context: CaseContext): Wish[] {
  const inWork = drafts.findLast((one) => one.publication === null) ?? null;
  const about = { assignment, draft: inWork?.id ?? null, kind: inWork?.kind ?? null };
  const bare = { assignment, draft: null, kind: null };
  const writing = context.profile.replyKinds.flatMap((kind): Wish[] => [
    { ...about, kind, command: 'save-draft', event: 'draft.submitted' },
    { ...about, kind, command: 'submit-draft', event: 'draft.submitted' },
  ]);
  const judged: Wish[] = [
    { ...about, command: 'approve-draft', event: 'draft.approved' },
    { ...about, command: 'return-draft', event: 'draft.returned' },
    { ...about, command: 'report-publish-failure', event: 'publish.failed', orSystem: true },
    { ...about, command: 'record-publication', event: 'reply.published', orSystem: true },
  ];
  const proofs = drafts.map((one): Wish => {
    const mustMove = one.publication === null;
    return { assignment, draft: one.id, kind: one.kind, command: 'attach-proof', event: 'proof.attached', mustMove };
  });
  return [
    { ...bare, command: 'refuse-competence', event: 'competence.refused' },
    { ...bare, command: 'reroute', event: 'case.rerouted' },
    { ...bare, command: 'close-without-body', event: 'case.withoutBody' },
    ...writing,
    ...(inWork ? judged : []),
    ...proofs,
  ];
}
