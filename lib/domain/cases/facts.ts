import { ownAttribute } from '../regulations/patterns.ts';
import type { AssignmentState, Profile } from '../regulations/profile.ts';
import type { CaseEvent } from './model.ts';

/** What the events of a case add up to for the regulation: the ground on which steps, conditions and limits are read. */
export interface Facts {
  /** State of the case itself until routed; null before the first event. */
  state: AssignmentState | null;
  detectedAt: number | null;
  importance: string;
  messageKind: string | undefined;
  multiBody: boolean;
  phase: Phase;
  extension: string | undefined;
  lead: string | null;
  terminationRequestedAt: number | null;
  assignments: Map<string, AssignmentFacts>;
  drafts: Map<string, DraftFacts>;
  /** The draft of the whole case: one text for the parts of several bodies, until a body sends a draft of its own. */
  commonDraft: string | null;
  /** The case was given as one whose replies go out by hand. */
  isManualAtStart: boolean;
  /** Applied events with the assignment and draft they turned out to be about, oldest first. */
  history: Located[];
  /** The same events by the fields of their data, so that a stored value is found without going through all of them. */
  told: { byField: Map<string, Located[]>; upTo: number };
  /** Assignments, and the case itself as null, that the newest event brought into an end state. */
  justEnded: (string | null)[];
}

export type Phase = 'first' | 'afterInterim' | 'afterFinal';

export interface AssignmentFacts {
  id: string;
  bodyId: string | null;
  state: AssignmentState;
  phase: Phase;
  part: 'none' | 'given' | 'approved';
  extension: string | undefined;
  /** The newest draft, published or not. */
  draft: string | null;
  /** Who has had it in hand, oldest first; handed on within the body, the clocks go on (G19). */
  executors: { at: number; id: string }[];
}

export interface DraftFacts {
  id: string;
  /** False while no event has named it. */
  isNamed: boolean;
  assignment: string | null;
  kind: string | undefined;
  isPublished: boolean;
  /** A `publish.failed` newer than the last approval, or a publication by hand. */
  isManual: boolean;
}

/** An event with what it is about filled in: an event without a draft is about its assignment's newest. */
export interface Located {
  type: string;
  at: number;
  kind: string | undefined;
  mode: string | undefined;
  assignment: string | null;
  draft: string | null;
  data: Record<string, unknown>;
}

const END_STATES: ReadonlySet<AssignmentState> = new Set(['closed', 'refused', 'terminated', 'handedOver', 'published']);

const WHOLE_CASE =
  /^(message\.|notice\.|importance\.|outage\.|escalation\.|termination\.|handover\.|case\.(?!rerouted|withoutBody))/;
/** Of the whole case even when one assignment is named: who asks for the end of the case, and where it goes, may still be said. */
const NEVER_OF_ONE = /^(message\.|notice\.|importance\.|outage\.|handover\.|case\.(refused|terminated|returnedUp|closed))/;
const ABOUT_DRAFT = /^(draft\.|reply\.|publish\.|proof\.|deputy\.)/;

export function noFacts(profile: Profile): Facts {
  return {
    state: null,
    detectedAt: null,
    importance: profile.importance.default,
    messageKind: undefined,
    multiBody: false,
    phase: 'first',
    extension: undefined,
    lead: null,
    terminationRequestedAt: null,
    assignments: new Map(),
    drafts: new Map(),
    commonDraft: null,
    isManualAtStart: false,
    history: [],
    told: { byField: new Map(), upTo: 0 },
    justEnded: [],
  };
}

export function newAssignment(id: string, bodyId: string | null, state: AssignmentState): AssignmentFacts {
  return { id, bodyId, state, phase: 'first', part: 'none', extension: undefined, draft: null, executors: [] };
}

export function isEnd(state: AssignmentState): boolean {
  return END_STATES.has(state);
}

export function isOpen(assignment: AssignmentFacts): boolean {
  return !END_STATES.has(assignment.state);
}

/** Neither given back by its body nor dropped nor replaced. */
export function isHeld(assignment: AssignmentFacts): boolean {
  return assignment.state !== 'closed' && assignment.state !== 'classified';
}

/** Is the event of the whole case? An agreed term is of one assignment where every body answers for itself. */
export function isWholeCase(type: string, profile: Profile): boolean {
  return WHOLE_CASE.test(type) || isCommonTerm(type, profile);
}

function isCommonTerm(type: string, profile: Profile): boolean {
  return type === 'extension.agreed' && profile.multiBody.mode === 'consolidated';
}

/** Fills in assignment, draft and the draft's kind of an event that is about to be applied. */
export function locate(facts: Facts, event: CaseEvent, profile: Profile): Located {
  const isAboutDraft = ABOUT_DRAFT.test(event.type);
  const common = isAboutDraft ? commonDraftOf(facts, event) : undefined;
  const assignment = common === undefined ? assignmentOf(facts, event, profile) : null;
  const newest = assignment === null ? null : (facts.assignments.get(assignment)?.draft ?? null);
  const draft = isAboutDraft ? (event.draft ?? (common === undefined ? newest : common)) : (event.draft ?? null);
  const kind = ownAttribute(event, 'kind') ?? kindOf(facts, event.type, isAboutDraft ? draft : null);
  return {
    type: event.type,
    at: event.at,
    kind: typeof kind === 'string' ? kind : undefined,
    mode: event.mode,
    assignment,
    draft,
    data: event.data,
  };
}

/** An event about a text has the kind of its draft, one about the message that of the message. */
function kindOf(facts: Facts, type: string, draft: string | null): string | undefined {
  if (type === 'message.detected') return facts.messageKind;
  return draft === null ? undefined : facts.drafts.get(draft)?.kind;
}

/** The common draft that the event is about, null when it begins one, undefined when it is about none. */
function commonDraftOf(facts: Facts, event: CaseEvent): string | null | undefined {
  if (event.data.what === 'consolidated') return event.draft ?? facts.commonDraft;
  if (event.draft !== undefined) return facts.commonDraft === event.draft ? event.draft : undefined;
  const isOfOneBody = event.type === 'draft.submitted' || event.type.startsWith('deputy.') || event.data.what === 'part';
  return isOfOneBody ? undefined : (facts.commonDraft ?? undefined);
}

function assignmentOf(facts: Facts, event: CaseEvent, profile: Profile): string | null {
  if (NEVER_OF_ONE.test(event.type) || isCommonTerm(event.type, profile)) return null;
  if (event.assignment !== undefined) return event.assignment;
  if (isWholeCase(event.type, profile)) return null;
  const ofDraft = event.draft === undefined ? undefined : facts.drafts.get(event.draft)?.assignment;
  if (ofDraft) return ofDraft;
  if (event.type === 'lead.named' && typeof event.data.lead === 'string' && facts.assignments.has(event.data.lead))
    return event.data.lead;
  return onlyAssignment(facts);
}

function onlyAssignment(facts: Facts): string | null {
  let only: string | null = null;
  for (const one of facts.assignments.values()) {
    if (one.state === 'closed') continue;
    if (only !== null) return null;
    only = one.id;
  }
  return only;
}

/** States in which an event may find the case: its assignment's, every open assignment's, or the case's own. */
export function standing(facts: Facts, assignment: string | null): AssignmentState[] {
  if (assignment !== null) {
    const found = facts.assignments.get(assignment);
    return found ? [found.state] : [];
  }
  const all = [...facts.assignments.values()];
  if (all.length === 0) return facts.state === null ? [] : [facts.state];
  const open = all.filter(isOpen);
  return (open.length > 0 ? open : all).map((one) => one.state);
}
