import { parsePattern } from '../regulations/patterns.ts';
import type { Step } from '../regulations/profile.ts';
import { ACTS } from './acts.ts';
import { applyEvent, factsOf } from './apply-event.ts';
import type { CommandType } from './commands.ts';
import { type Facts, type Located, locate } from './facts.ts';
import { findDraft, newestSubmitted } from './find-draft.ts';
import type { Actor, Case, CaseContext, CaseEvent } from './model.ts';
import { PART } from './part.ts';
import { permit } from './permission.ts';
import { type Target, targetsOf } from './targets.ts';
import { stepsOfProfile } from './transitions.ts';

/** A command that this viewer may give now, with the clause of the step it takes: a button of the panel. */
export interface AllowedAction extends Pick<Target, 'assignment' | 'draft' | 'kind' | 'details'> {
  command: CommandType;
  /** Id of the flow step in the profile. */
  step: string;
  clause: string;
  /** What the step asks to be filled in. */
  needs: string[];
}

/** Commands whose act may stand for the system's own. */
const FOR_SYSTEM: ReadonlySet<CommandType> = new Set(['report-publish-failure', 'record-publication']);
/** A text may be saved wherever it may be handed on. */
const SAVED_WITH: ReadonlySet<string> = new Set(['draft.submitted', 'part.submitted', 'deputy.asked']);

/** Commands that the regulation and the state of the case let this person give; with no case, those that begin one. */
export function allowedActions(state: Case | null, actor: Actor, context: CaseContext): AllowedAction[] {
  const facts = factsOf(context.profile, state?.events ?? []);
  const roles = new Set([actor, ...(actor.actsFor ?? [])].flatMap((one) => one.roles));
  const steps = stepsOfProfile(context.profile).filter((step) => step.by === 'system' || roles.has(step.by));
  const actions = steps.flatMap((step) =>
    commandsOf(step).flatMap((command) =>
      targetsOf(command, step, state, context.profile)
        .filter((target) => isOffered(command, step, target, { state, facts, actor, context }))
        .map((target) => actionOf(command, step, target)),
    ),
  );
  return [...new Map(actions.map((action) => [keyOf(action), action])).values()];
}

/** Several steps may lead through the same save; everything else is one action a step. */
function keyOf({ command, assignment, draft, kind, details, step }: AllowedAction): string {
  return JSON.stringify([command, assignment, draft, kind, details, command === 'save-draft' ? '' : step]);
}

function actionOf(command: CommandType, step: Step, { assignment, draft, kind, details }: Target): AllowedAction {
  return { command, assignment, draft, kind, details, step: step.id, clause: step.cl, needs: step.needs };
}

const EVERY = Object.entries(ACTS) as [CommandType, { event: string; about: string }][];

function commandsOf(step: Step): CommandType[] {
  const { type } = parsePattern(step.event);
  const isFirst = step.from !== 'any' && step.from.length === 0;
  const named = EVERY.filter(([command, { event, about }]) => {
    if (command === 'save-draft') return SAVED_WITH.has(type);
    return event === type && (about === 'begin') === isFirst;
  });
  return named.map(([command]) => command);
}

interface Viewed {
  state: Case | null;
  facts: Facts;
  actor: Actor;
  context: CaseContext;
}

function isOffered(command: CommandType, step: Step, target: Target, on: Viewed): boolean {
  if (!isReady(command, target, on)) return false;
  if (command === 'open-case') return mayOpenAtOnce(on, target);
  const { type } = parsePattern(step.event);
  const tries = isRouting(type) ? [['one'], ['one', 'other']] : [null];
  return tries.some((bodies) => {
    const event = hypothetical(type, target, bodies);
    const permission = allows(on, on.facts, event, FOR_SYSTEM.has(command) && event.mode !== 'manual');
    return permission.ok && permission.step.id === step.id && (!mustMove(command, target, on) || permission.step.to !== 'same');
  });
}

/** What the act is about is there to be acted on: a submitted text to judge, a part that was given. */
function isReady(command: CommandType, { assignment, draft }: Target, { state, facts }: Viewed): boolean {
  const part = assignment === null ? undefined : facts.assignments.get(assignment)?.part;
  const found = draft === null ? null : findDraft({ state }, draft);
  switch (command) {
    case 'approve-part':
      return part === 'given';
    case 'return-part':
      return part === 'given' || part === 'approved';
    case 'approve-draft':
    case 'return-draft': {
      const submitted = found ? newestSubmitted(found.draft) : undefined;
      return submitted !== undefined && submitted.kind !== PART;
    }
    default:
      return true;
  }
}

/** A proof of what has not been published proves nothing, unless it is the publication itself. */
function mustMove(command: CommandType, { draft }: Target, { state }: Viewed): boolean {
  return command === 'attach-proof' && draft !== null && findDraft({ state }, draft)?.draft.publication === null;
}

/** Detection, classification and routing in one act need all three. */
function mayOpenAtOnce(on: Viewed, target: Target): boolean {
  const facts = factsOf(on.context.profile, []);
  const events = [
    hypothetical('message.detected', target, null),
    hypothetical('message.classified', { ...target, kind: null }, null),
    hypothetical('case.routed', { ...target, kind: null }, ['one']),
  ];
  return events.every((event) => {
    const isAllowed = allows(on, facts, event, false).ok;
    applyEvent(on.context.profile, facts, event);
    return isAllowed;
  });
}

function allows({ context, actor }: Viewed, facts: Facts, event: CaseEvent, asSystem: boolean) {
  const asked: Located = locate(facts, event, context.profile);
  return permit(context.profile, facts, asked, { actor, asSystem }, false);
}

function hypothetical(type: string, { assignment, draft, kind, details }: Target, bodies: string[] | null): CaseEvent {
  return {
    ...{ id: '', type, at: 0, by: 'system', data: { ...details, ...(bodies ? { bodies } : {}) } },
    ...(assignment === null ? {} : { assignment }),
    ...(draft === null ? {} : { draft }),
    ...(kind === null ? {} : { kind }),
    ...(details.mode === 'auto' || details.mode === 'manual' ? { mode: details.mode } : {}),
  };
}

function isRouting(type: string): boolean {
  return type === 'case.routed' || type === 'case.rerouted';
}
