import type { AssignmentState, Profile } from '../regulations/profile.ts';
import { type AssignmentFacts, type Facts, isOpen, isWholeCase, type Located, locate, noFacts } from './facts.ts';
import type { CaseEvent } from './model.ts';
import { isFrom, stepTaken } from './transitions.ts';

/** Everything the events say, from nothing. */
export function factsOf(profile: Profile, events: CaseEvent[]): Facts {
  const facts = noFacts(profile);
  for (const event of events) applyEvent(profile, facts, event);
  return facts;
}

/** Adds one event to the facts, in place, and says what it turned out to be about. */
export function applyEvent(profile: Profile, facts: Facts, event: CaseEvent): Located {
  const located = withDraft(facts, locate(facts, event, profile));
  const step = stepTaken(profile, facts, located);
  const to = stateIn(event.data) ?? step?.to ?? 'same';
  if (located.type === 'case.routed' || located.type === 'case.rerouted') route(facts, located, to);
  else if (to !== 'same') move(profile, facts, located, to, (state) => step === undefined || isFrom(step, state));
  note(facts, located);
  facts.history.push(located);
  return located;
}

/** Where an event led is written into it when it is decided, so that a case can be read without its regulation. */
function stateIn(data: Record<string, unknown>): AssignmentState | 'same' | undefined {
  return typeof data.to === 'string' ? (data.to as AssignmentState | 'same') : undefined;
}

/** A draft begins with its first event; one that names none goes on with the assignment's newest until that is published. */
function withDraft(facts: Facts, event: Located): Located {
  if (event.type !== 'draft.submitted' && event.type !== 'draft.saved') return event;
  const newest = event.draft === null ? undefined : facts.drafts.get(event.draft);
  const id =
    event.draft !== null && !newest?.isPublished ? event.draft : `${event.assignment ?? 'case'}/${facts.drafts.size + 1}`;
  const draft = facts.drafts.get(id) ?? {
    id,
    assignment: event.assignment,
    kind: undefined,
    isPublished: false,
    isManual: false,
  };
  facts.drafts.set(id, { ...draft, kind: event.kind ?? draft.kind });
  const assignment = event.assignment === null ? undefined : facts.assignments.get(event.assignment);
  if (assignment) assignment.draft = id;
  return { ...event, draft: id };
}

function route(facts: Facts, event: Located, to: AssignmentState | 'same'): void {
  for (const one of facts.assignments.values()) {
    const isReplaced = event.assignment === null ? one.state === 'classified' : one.id === event.assignment;
    if (isReplaced) one.state = 'closed';
  }
  for (const { id, body } of assignmentsIn(event.data)) {
    const made: AssignmentFacts = {
      id,
      bodyId: body,
      state: 'assigned',
      phase: 'first',
      part: 'none',
      extension: undefined,
      draft: null,
    };
    facts.assignments.set(id, made);
  }
  if (to !== 'same') facts.state = to;
  if ([...facts.assignments.values()].filter((one) => isOpen(one) && one.state !== 'classified').length > 1)
    facts.multiBody = true;
  if (typeof event.data.lead === 'string' && facts.assignments.has(event.data.lead)) facts.lead = event.data.lead;
}

/** Assignments that a routing event makes: `assignments: [{id, body}]`, or `bodies` holding the ids themselves. */
export function assignmentsIn(data: Record<string, unknown>): { id: string; body: string | null }[] {
  if (Array.isArray(data.assignments)) return data.assignments as { id: string; body: string }[];
  if (Array.isArray(data.bodies)) return data.bodies.map((id) => ({ id: String(id), body: null }));
  return [];
}

/** The routing that made an assignment. */
export function routingOf(facts: Facts, assignment: string): Located | undefined {
  return facts.history.findLast((event) => assignmentsIn(event.data).some((made) => made.id === assignment));
}

function move(
  profile: Profile,
  facts: Facts,
  event: Located,
  to: AssignmentState,
  from: (state: AssignmentState) => boolean,
): void {
  const named = event.assignment === null ? undefined : facts.assignments.get(event.assignment);
  const { moves } = event.data;
  if (named) named.state = to;
  else if (facts.assignments.size === 0) facts.state = to;
  else if (Array.isArray(moves)) {
    for (const one of facts.assignments.values()) if (moves.includes(one.id)) one.state = to;
  }
  else if (isWholeCase(event.type, profile) || event.assignment === null) {
    for (const one of facts.assignments.values()) if (isOpen(one) && from(one.state)) one.state = to;
  }
  const isCommonReply = profile.multiBody.mode === 'consolidated' && event.type === 'reply.published' && to === 'published';
  if (isCommonReply) for (const one of facts.assignments.values()) if (isOpen(one)) one.state = 'closed';
}

/** What an event says beside moving the case. */
function note(facts: Facts, event: Located): void {
  const assignment = event.assignment === null ? undefined : facts.assignments.get(event.assignment);
  const draft = event.draft === null ? undefined : facts.drafts.get(event.draft);
  if (typeof event.data.importance === 'string') facts.importance = event.data.importance;
  switch (event.type) {
    case 'message.detected':
    case 'notice.received':
      facts.detectedAt ??= event.at;
      facts.messageKind = event.kind ?? facts.messageKind;
      break;
    case 'assignment.received':
      if (assignment && typeof event.data.body === 'string') assignment.bodyId = event.data.body;
      break;
    case 'lead.named':
      if (typeof event.data.lead === 'string') facts.lead = event.data.lead;
      break;
    case 'part.submitted':
      if (assignment) assignment.part = 'given';
      break;
    case 'part.approved':
      if (assignment) assignment.part = 'approved';
      break;
    case 'draft.returned':
      if (assignment && event.data.what === 'part') assignment.part = 'none';
      break;
    case 'draft.approved':
      if (draft) draft.isManual = false;
      break;
    case 'publish.failed':
      if (draft) draft.isManual = true;
      break;
    case 'extension.agreed':
      if (typeof event.data.extension === 'string') extend(facts, assignment, event.data.extension);
      break;
    case 'termination.requested':
      facts.terminationRequestedAt = event.at;
      break;
    case 'termination.declined':
    case 'case.terminated':
      facts.terminationRequestedAt = null;
      break;
    case 'reply.published':
      if (draft && event.mode === 'manual') draft.isManual = true;
      if (draft) draft.isPublished = true;
      if (event.kind === 'interim') enterPhase(facts, assignment, 'afterInterim');
      if (event.kind === 'final') enterPhase(facts, assignment, 'afterFinal');
      break;
    case 'proof.attached':
      if (assignment?.state === 'published' && draft && !draft.isPublished) {
        draft.isPublished = true;
        enterPhase(facts, assignment, 'afterFinal');
      }
      break;
  }
}

function extend(facts: Facts, assignment: AssignmentFacts | undefined, extension: string): void {
  facts.extension = extension;
  if (assignment) assignment.extension = extension;
}

function enterPhase(facts: Facts, assignment: AssignmentFacts | undefined, phase: 'afterInterim' | 'afterFinal'): void {
  facts.phase = phase;
  if (assignment) assignment.phase = phase;
}
