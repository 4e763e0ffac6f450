import { caseId } from '../ids.ts';
import type { AssignmentState } from '../regulations/profile.ts';
import { draftsAfter } from './evolve-drafts.ts';
import type { Assignment, Case, CaseDocument, CaseEvent, MessageFacts, TextRef } from './model.ts';
import { assignmentsIn } from './routing.ts';

/** Adds one event to a case. Decides nothing: where the event led is written in it. Throws on events without a beginning. */
export function evolve(state: Case | null, event: CaseEvent): Case {
  if (state === null) return begin(event);
  const assignments = assignmentsAfter(state, event);
  const own = assignments.length === 0 ? (stateIn(event) ?? state.state) : caseState(assignments);
  const drafts = event.assignment === undefined ? draftsAfter(state.drafts, event) : state.drafts;
  return { ...state, ...factsIn(event), assignments, drafts, state: own, events: [...state.events, event] };
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
    drafts: [],
    events: [event],
  };
}

/** Events that tell what a message is about. */
const TAGGING = /^(message\.|notice\.|case\.routed)/;

/** What an event says of the case itself; the first routing may put it under the regulation of its bodies. */
function factsIn(event: CaseEvent): Partial<Pick<Case, 'topic' | 'location' | 'importance' | 'regulation'>> {
  const { topic, location, importance, regulation } = event.data;
  return {
    ...(TAGGING.test(event.type) && typeof topic === 'string' ? { topic } : {}),
    ...(TAGGING.test(event.type) && typeof location === 'string' ? { location } : {}),
    ...(typeof importance === 'string' ? { importance } : {}),
    ...(event.type === 'case.routed' && regulation ? { regulation: regulation as Case['regulation'] } : {}),
  };
}

function assignmentsAfter(state: Case, event: CaseEvent): Assignment[] {
  if (event.type === 'case.routed' || event.type === 'case.rerouted') return routed(state.assignments, event);
  const to = stateIn(event);
  const moves = idsIn(event, 'moves');
  const closes = idsIn(event, 'closes');
  return state.assignments.map((one) => {
    const isNamed = event.assignment === one.id;
    const next = closes.includes(one.id) ? 'closed' : isNamed || moves.includes(one.id) ? to : undefined;
    const moved = next === undefined ? one : { ...one, state: next };
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
  if (event.type === 'assignment.reassigned') return { executorId: String(event.data.executor) };
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

/** Assignments that an event of the whole case moved, or that it closed beside what it moved. */
function idsIn(event: CaseEvent, field: 'moves' | 'closes'): string[] {
  const { [field]: ids } = event.data;
  return Array.isArray(ids) ? (ids as string[]) : [];
}
