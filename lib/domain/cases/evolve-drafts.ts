import type { CaseEvent, Draft, DraftVersion, Publication, TextRef } from './model.ts';

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
      return withVersion(draft, event);
    case 'draft.approved':
      return { ...draft, approvedTextId: String(event.data.textId), recommendations: null };
    case 'draft.returned':
      return { ...draft, approvedTextId: null, recommendations: recommendations(event) };
    case 'reply.published':
      return { ...draft, publication: publication(event) };
    case 'proof.attached':
      return draft.publication ? draft : { ...draft, publication: publication(event) };
    default:
      return draft;
  }
}

function isWriting(event: CaseEvent): boolean {
  return event.type === 'draft.saved' || event.type === 'draft.submitted';
}

function emptyDraft(id: string): Draft {
  return { id, kind: '', versions: [], approvedTextId: null, recommendations: null, publication: null };
}

function withVersion(draft: Draft, event: CaseEvent): Draft {
  const kind = event.kind ?? draft.kind;
  const version: DraftVersion = {
    text: event.data.text as TextRef,
    kind,
    at: event.at,
    personId: personOf(event),
    submitted: event.type === 'draft.submitted',
  };
  return { ...draft, kind, versions: [...draft.versions, version], approvedTextId: null };
}

function recommendations(event: CaseEvent): Draft['recommendations'] {
  return { text: event.data.recommendations as TextRef, at: event.at, personId: personOf(event) };
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
