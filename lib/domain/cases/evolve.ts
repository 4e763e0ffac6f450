import { caseId } from '../ids.ts';
import type { AssignmentState } from '../regulations/profile.ts';
import { draftsAfter } from './evolve-drafts.ts';
import { assignmentsIn } from './facts.ts';
import type { Assignment, Case, CaseDocument, CaseEvent, MessageFacts, TextRef } from './model.ts';

/** Adds one event to a case. Decides nothing: where the event led is written in it. Throws on events without a beginning. */
export function evolve(state: Case | null, event: CaseEvent): Case {
  if (state === null) return begin(event);
  const assignments = assignmentsAfter(state, event);
  const own = assignments.length === 0 ? (stateIn(event) ?? state.state) : caseState(assignments);
  return { ...state, ...factsIn(event), assignments, state: own, events: [...state.events, event] };
}

/** The case that a document's events add up to. Throws when the document has no events. */
export function replay(document: Pick<CaseDocument, 'events'>): Case {
  const state = document.events.reduce<Case | null>(evolve, null);
  if (state === null) throw new Error('a case without events');
  return state;
}

function begin(event: CaseEvent): Case {
  const { caseId: id, regulation, message, importance } = event.data;
  if (typeof id !== 'string' || !regulation || !message) throw new Error(`a case cannot begin with ${event.type}`);
  return {
    id: caseId(id),
    regulation: regulation as Case['regulation'],
    message: message as MessageFacts,
    topic: null,
    location: null,
    importance: String(importance),
    state: stateIn(event) ?? 'new',
    assignments: [],
    events: [event],
  };
}

function factsIn(event: CaseEvent): Partial<Pick<Case, 'topic' | 'location' | 'importance'>> {
  const { topic, location, importance } = event.data;
  return {
    ...(event.type === 'message.classified' && typeof topic === 'string' ? { topic } : {}),
    ...(event.type === 'message.classified' && typeof location === 'string' ? { location } : {}),
    ...(typeof importance === 'string' ? { importance } : {}),
  };
}

function assignmentsAfter(state: Case, event: CaseEvent): Assignment[] {
  if (event.type === 'case.routed' || event.type === 'case.rerouted') return routed(state.assignments, event);
  const to = stateIn(event);
  const moves = movedIn(event);
  return state.assignments.map((one) => {
    const isNamed = event.assignment === one.id;
    const moved = to && (isNamed || moves.includes(one.id)) ? { ...one, state: to } : one;
    return isNamed ? { ...moved, ...ownFacts(moved, event), drafts: draftsAfter(moved.drafts, event) } : moved;
  });
}

function routed(assignments: Assignment[], event: CaseEvent): Assignment[] {
  const replaced = (one: Assignment) =>
    event.assignment === undefined ? one.state === 'classified' : one.id === event.assignment;
  const made = assignmentsIn(event.data).map(({ id, body }) => ({
    id,
    bodyId: body ?? id,
    state: stateIn(event) ?? 'assigned',
    receivedAt: null,
    executorId: null,
    drafts: [],
    refusal: null,
  }));
  return [...assignments.map((one) => (replaced(one) ? { ...one, state: 'closed' as const } : one)), ...made];
}

function ownFacts(assignment: Assignment, event: CaseEvent): Partial<Assignment> {
  if (event.type === 'assignment.received') {
    const { executor } = event.data;
    return { receivedAt: event.at, executorId: typeof executor === 'string' ? executor : assignment.executorId };
  }
  if (event.type === 'competence.refused') return { refusal: { comment: event.data.comment as TextRef, at: event.at } };
  return {};
}

/** The stage that a routed case shows: the least advanced of what is still open, else how it ended. */
const ADVANCE: AssignmentState[] = [
  ...(['new', 'classified', 'assigned', 'checking', 'rework', 'drafting', 'collecting', 'agreeing', 'approving'] as const),
  ...(['approved', 'loaded', 'interimPublished', 'published', 'terminated', 'refused', 'handedOver', 'closed'] as const),
];

function caseState(assignments: Assignment[]): AssignmentState {
  return ADVANCE.find((state) => assignments.some((one) => one.state === state)) ?? 'closed';
}

function stateIn(event: CaseEvent): AssignmentState | undefined {
  const { to } = event.data;
  return typeof to === 'string' && to !== 'same' ? (to as AssignmentState) : undefined;
}

/** Assignments that an event of the whole case moved. */
function movedIn(event: CaseEvent): string[] {
  return Array.isArray(event.data.moves) ? (event.data.moves as string[]) : [];
}
