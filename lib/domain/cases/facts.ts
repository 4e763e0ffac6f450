import { matches, ownAttribute } from '../regulations/patterns.ts';
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
  /** Applied events with the assignment and draft they turned out to be about, oldest first. */
  history: Located[];
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
}

export interface DraftFacts {
  id: string;
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

export const END_STATES: ReadonlySet<AssignmentState> = new Set(['closed', 'refused', 'terminated', 'handedOver', 'published']);

const WHOLE_CASE =
  /^(message\.|notice\.|importance\.|outage\.|escalation\.|termination\.|handover\.|case\.(?!rerouted|withoutBody))/;
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
    history: [],
  };
}

export function isOpen(assignment: AssignmentFacts): boolean {
  return !END_STATES.has(assignment.state);
}

/** Open and not given back by its body. */
export function isHeld(assignment: AssignmentFacts): boolean {
  return assignment.state !== 'closed' && assignment.state !== 'classified';
}

/** Is the event of the whole case? An agreed term is of one assignment where every body answers for itself. */
export function isWholeCase(type: string, profile: Profile): boolean {
  return WHOLE_CASE.test(type) || (type === 'extension.agreed' && profile.multiBody.mode === 'consolidated');
}

/** Fills in assignment, draft and the draft's kind of an event that is about to be applied. */
export function locate(facts: Facts, event: CaseEvent, profile: Profile): Located {
  const draftNamed = event.draft ?? null;
  const assignment = assignmentOf(facts, event, profile);
  const newest = assignment === null ? null : (facts.assignments.get(assignment)?.draft ?? null);
  const draft = ABOUT_DRAFT.test(event.type) ? (draftNamed ?? newest) : draftNamed;
  const kind =
    ownAttribute(event, 'kind') ?? (draft === null || !ABOUT_DRAFT.test(event.type) ? undefined : facts.drafts.get(draft)?.kind);
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

/** Newest value stored under a dotted path by an event of this assignment or of the whole case. */
export function storedValue(facts: Facts, path: string, assignment: string | null, types?: string[]): unknown {
  const keys = path.split('.');
  for (const event of facts.history.toReversed()) {
    if (types && !types.some((type) => matches(type, event))) continue;
    if (assignment !== null && event.assignment !== null && event.assignment !== assignment) continue;
    const value = keys.reduce<unknown>((inside, key) => (isRecord(inside) ? inside[key] : undefined), event.data);
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

function assignmentOf(facts: Facts, event: CaseEvent, profile: Profile): string | null {
  if (event.assignment !== undefined) return event.assignment;
  if (isWholeCase(event.type, profile)) return null;
  const ofDraft = event.draft === undefined ? undefined : facts.drafts.get(event.draft)?.assignment;
  if (ofDraft) return ofDraft;
  if (event.type === 'lead.named' && typeof event.data.lead === 'string' && facts.assignments.has(event.data.lead))
    return event.data.lead;
  const [only, another] = [...facts.assignments.values()].filter((one) => one.state !== 'closed');
  return only && !another ? only.id : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
