import type { Picture } from '../replies/picture.ts';
import type { CaseEvent, Draft, DraftVersion, Publication, TextRef } from './model.ts';
import { PART } from './part.ts';

/** Events that bring a text; what is submitted is for others to judge, the rest is not yet. */
const WRITING = new Set(['draft.saved', 'draft.submitted', 'part.submitted', 'deputy.asked']);
const SUBMITTING = new Set(['draft.submitted', 'part.submitted']);

/** The drafts of an assignment after one event about them; a draft begins with its first saved or submitted text. */
export function draftsAfter(drafts: Draft[], event: CaseEvent): Draft[] {
  if (event.draft === undefined) return drafts;
  if (!drafts.some((one) => one.id === event.draft)) {
    return isWriting(event) ? [...drafts, withVersion(emptyDraft(event.draft), event)] : drafts;
  }
  return drafts.map((one) => (one.id === event.draft ? draftAfter(one, event) : one));
}

function draftAfter(draft: Draft, event: CaseEvent): Draft {
  switch (event.type) {
    case 'draft.saved':
    case 'draft.submitted':
    case 'part.submitted':
    case 'deputy.asked':
      return withVersion(draft, event);
    case 'deputy.agreed':
      return { ...draft, agreedTextId: String(event.data.textId), recommendations: null };
    case 'draft.approved':
      return { ...draft, approvedTextId: String(event.data.textId), recommendations: null };
    case 'deputy.returned':
    case 'draft.returned':
    case 'reply.returned':
      return { ...draft, agreedTextId: null, approvedTextId: null, recommendations: recommendations(event) };
    case 'reply.published':
      return { ...draft, publication: publication(event) };
    case 'proof.attached':
      return draft.publication ? draft : { ...draft, publication: publication(event) };
    default:
      return draft;
  }
}

function isWriting(event: CaseEvent): boolean {
  return WRITING.has(event.type);
}

function emptyDraft(id: string): Draft {
  return { id, kind: '', versions: [], approvedTextId: null, agreedTextId: null, recommendations: null, publication: null };
}

function withVersion(draft: Draft, event: CaseEvent): Draft {
  const kind = event.type === 'part.submitted' ? PART : (event.kind ?? draft.kind);
  const version: DraftVersion = {
    text: event.data.text as TextRef,
    pictures: (event.data.pictures as Picture[] | undefined) ?? [],
    kind,
    at: event.at,
    personId: personOf(event),
    submitted: SUBMITTING.has(event.type),
  };
  const agreedTextId = draft.agreedTextId === version.text.id ? draft.agreedTextId : null;
  return { ...draft, kind, versions: [...draft.versions, version], approvedTextId: null, agreedTextId };
}

/** Regulations ask for recommendations or for a reason. */
function recommendations(event: CaseEvent): Draft['recommendations'] {
  const text = event.data.recommendations ?? event.data.reason;
  return isText(text) ? { text, at: event.at, personId: personOf(event) } : null;
}

function isText(value: unknown): value is TextRef {
  return typeof value === 'object' && value !== null && 'id' in value && 'hash' in value;
}

/** A link given by hand is a publication as well: nothing else says where the reply is. */
function publication(event: CaseEvent): Publication {
  const { permalink, publishedAt, text, textSha256, matches, explanation } = event.data;
  return {
    permalink: String(permalink),
    publishedAt: typeof publishedAt === 'number' ? publishedAt : event.at,
    mode: event.mode ?? 'manual',
    text: (text as TextRef | null | undefined) ?? null,
    textSha256: typeof textSha256 === 'string' ? textSha256 : null,
    matches: typeof matches === 'boolean' ? matches : null,
    explanation: (explanation as TextRef | undefined) ?? null,
  };
}

function personOf(event: CaseEvent): string {
  return event.by === 'system' ? 'system' : event.by.personId;
}
