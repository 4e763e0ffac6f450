import { type AssignmentFacts, type Facts, isOpen, type Located } from './facts.ts';

/** What an event says beside moving the case. */
export function note(facts: Facts, event: Located): void {
  const { data, at } = event;
  const assignment = event.assignment === null ? undefined : facts.assignments.get(event.assignment);
  if (typeof data.importance === 'string') facts.importance = data.importance;
  switch (event.type) {
    case 'message.detected':
    case 'notice.received':
      facts.detectedAt ??= at;
      facts.messageKind = event.kind ?? facts.messageKind;
      break;
    case 'assignment.received':
      if (assignment && typeof data.body === 'string') assignment.bodyId = data.body;
      if (assignment && typeof data.executor === 'string') assignment.executors.push({ at, id: data.executor });
      break;
    case 'assignment.reassigned':
      if (assignment && typeof data.executor === 'string') assignment.executors.push({ at, id: data.executor });
      break;
    case 'lead.named':
      facts.lead = leadIn(facts, data.lead) ?? event.assignment ?? facts.lead;
      break;
    case 'part.submitted':
      if (assignment) assignment.part = 'given';
      break;
    case 'part.approved':
      if (assignment) assignment.part = 'approved';
      break;
    case 'extension.agreed':
      if (typeof data.extension === 'string') extend(facts, assignment, data.extension);
      break;
    case 'termination.requested':
      facts.terminationRequestedAt = at;
      break;
    case 'termination.declined':
    case 'case.terminated':
      facts.terminationRequestedAt = null;
      break;
    default:
      noteDraft(facts, event, assignment);
  }
}

function noteDraft(facts: Facts, event: Located, assignment: AssignmentFacts | undefined): void {
  const draft = event.draft === null ? undefined : facts.drafts.get(event.draft);
  switch (event.type) {
    case 'draft.returned':
      if (assignment && event.data.what === 'part') assignment.part = 'none';
      break;
    case 'draft.approved':
      if (draft) draft.isManual = false;
      break;
    case 'publish.failed':
      if (draft) draft.isManual = true;
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

/** A lead may be named by its assignment or by its body. */
export function leadIn(facts: Facts, named: unknown): string | null {
  if (typeof named !== 'string') return null;
  if (facts.assignments.has(named)) return named;
  return [...facts.assignments.values()].findLast((one) => one.bodyId === named && isOpen(one))?.id ?? null;
}

function extend(facts: Facts, assignment: AssignmentFacts | undefined, extension: string): void {
  facts.extension = extension;
  if (assignment) assignment.extension = extension;
}

function enterPhase(facts: Facts, assignment: AssignmentFacts | undefined, phase: 'afterInterim' | 'afterFinal'): void {
  facts.phase = phase;
  if (assignment) assignment.phase = phase;
}
