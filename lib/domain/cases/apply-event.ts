import { ASSIGNMENT_STATES, type AssignmentState, type Profile, type Step } from '../regulations/profile.ts';
import { isMultiBodyAfter, isReplaced } from './attributes.ts';
import { type AssignmentFacts, type Facts, isEnd, isOpen, type Located, locate, newAssignment, noFacts } from './facts.ts';
import type { CaseEvent } from './model.ts';
import { leadIn, note } from './note.ts';
import { isOwnEvent } from './own-events.ts';
import { assignmentsIn, isRouting } from './routing.ts';
import { movedBy, stepTaken } from './transitions.ts';

const STATES: ReadonlySet<string> = new Set([...ASSIGNMENT_STATES, 'same']);

/** Everything the events say, from nothing. */
export function factsOf(profile: Profile, events: CaseEvent[]): Facts {
  const facts = noFacts(profile);
  for (const event of events) applyEvent(profile, facts, event);
  return facts;
}

/** Adds one event to the facts, in place, and says what it turned out to be about. */
export function applyEvent(profile: Profile, facts: Facts, event: CaseEvent): Located {
  facts.justEnded = [];
  // An act that arrives late counts from its own moment: what the server noted meanwhile must not stand in its way.
  if (isOwnEvent(event)) return locate(facts, event, profile);
  const located = withDraft(facts, locate(facts, event, profile), event.draft);
  welcome(facts, located);
  const step = stepTaken(profile, facts, located);
  const to = stateIn(event.data) ?? step?.to ?? 'same';
  if (isRouting(located)) route(facts, located, to);
  else if (to !== 'same') for (const one of moved(profile, facts, located, step, to)) enter(facts, one, to);
  if (to !== 'same' && facts.assignments.size === 0) enterCase(facts, to);
  if (to === 'published') closeOthers(profile, facts, located);
  note(facts, located);
  facts.history.push(located);
  return located;
}

/** Where an event led is written into it when it is decided, so that a case can be read without its regulation. */
function stateIn(data: Record<string, unknown>): AssignmentState | 'same' | undefined {
  return typeof data.to === 'string' && STATES.has(data.to) ? (data.to as AssignmentState | 'same') : undefined;
}

/** An assignment that an event names and no routing has made stands where the case does. */
function welcome(facts: Facts, { assignment }: Located): void {
  if (assignment === null || facts.assignments.has(assignment)) return;
  facts.assignments.set(assignment, newAssignment(assignment, null, facts.state ?? 'new'));
}

const OF_A_TEXT = /^(draft\.(saved|submitted|approved|returned)|reply\.|publish\.)/;

/** A draft begins with its first event and lives across versions and kinds until it is published; the next text is a new one then. */
function withDraft(facts: Facts, event: Located, named: string | undefined): Located {
  if (!OF_A_TEXT.test(event.type) || event.data.what === 'part') return event;
  const isWriting = event.type === 'draft.submitted' || event.type === 'draft.saved';
  const known = event.draft === null ? undefined : facts.drafts.get(event.draft);
  if (known && !(isWriting && known.isPublished)) {
    if (isWriting) known.kind = event.kind ?? known.kind;
    return begun(facts, event, known.id);
  }
  const isNamed = named !== undefined;
  const id = named ?? `${event.assignment ?? 'case'}/${facts.drafts.size + 1}`;
  facts.drafts.set(id, { id, isNamed, assignment: event.assignment, kind: event.kind, isPublished: false, isManual: false });
  return begun(facts, event, id);
}

function begun(facts: Facts, event: Located, id: string): Located {
  const assignment = event.assignment === null ? undefined : facts.assignments.get(event.assignment);
  if (assignment) assignment.draft = id;
  if (event.type === 'draft.submitted' || event.type === 'draft.saved') {
    facts.commonDraft = event.data.what === 'consolidated' ? id : null;
  }
  return event.draft === id ? event : { ...event, draft: id };
}

function route(facts: Facts, event: Located, to: AssignmentState | 'same'): void {
  const isMultiBody = isMultiBodyAfter(facts, event);
  for (const one of facts.assignments.values()) if (isReplaced(one, event)) enter(facts, one, 'closed');
  for (const { id, body } of assignmentsIn(event.data)) facts.assignments.set(id, newAssignment(id, body, 'assigned'));
  if (to !== 'same') facts.state = to;
  if (isMultiBody) facts.multiBody = true;
  const lead = leadIn(facts, event.data.lead);
  if (lead !== null) facts.lead = lead;
}

/** What ends a case ends it wherever the record finds it; everything else moves what the step lets it move. */
function moved(profile: Profile, facts: Facts, event: Located, step: Step | undefined, to: AssignmentState): AssignmentFacts[] {
  const { moves } = event.data;
  const named = event.assignment === null ? undefined : facts.assignments.get(event.assignment);
  if (named) return [named];
  if (Array.isArray(moves)) return moves.flatMap((id) => facts.assignments.get(id) ?? []);
  const legal = step ? movedBy(step, profile, facts, event) : [];
  return legal.length === 0 && isEnd(to) ? [...facts.assignments.values()].filter(isOpen) : legal;
}

/** The publication of the common reply ends what the other bodies still have in hand. */
function closeOthers(profile: Profile, facts: Facts, event: Located): void {
  if (profile.multiBody.mode !== 'consolidated' || event.type !== 'reply.published') return;
  for (const one of facts.assignments.values()) if (isOpen(one)) enter(facts, one, 'closed');
}

function enter(facts: Facts, one: AssignmentFacts, to: AssignmentState): void {
  if (one.state !== to && isEnd(to)) facts.justEnded.push(one.id);
  one.state = to;
}

function enterCase(facts: Facts, to: AssignmentState): void {
  if (facts.state !== to && isEnd(to)) facts.justEnded.push(null);
  facts.state = to;
}
