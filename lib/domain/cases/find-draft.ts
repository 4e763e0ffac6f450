import type { Case, Draft, DraftVersion } from './model.ts';

interface Known {
  state: Case | null;
}

/** A draft with the assignment it belongs to, null where it is of the whole case. */
export interface FoundDraft {
  draft: Draft;
  assignment: string | null;
}

export function findDraft({ state }: Known, id: string): FoundDraft | null {
  for (const { id: assignment, drafts } of state?.assignments ?? []) {
    const draft = drafts.find((one) => one.id === id);
    if (draft) return { draft, assignment };
  }
  const draft = state?.drafts.find((one) => one.id === id);
  return draft ? { draft, assignment: null } : null;
}

/** The draft that an assignment, or the whole case, is working on; null when there is none or it has been published. */
export function draftInWork({ state }: Known, assignment: string | null): Draft | null {
  const drafts = assignment === null ? state?.drafts : state?.assignments.find((one) => one.id === assignment)?.drafts;
  return drafts?.findLast((one) => one.publication === null) ?? null;
}

/** The version that an approval is of. */
export function approvedVersion({ versions, approvedTextId }: Draft): DraftVersion | undefined {
  return versions.findLast((version) => version.text.id === approvedTextId);
}

/** Every version of every draft of the case. */
export function allVersions({ state }: Known): DraftVersion[] {
  const drafts = [...(state?.drafts ?? []), ...(state?.assignments.flatMap((one) => one.drafts) ?? [])];
  return drafts.flatMap((draft) => draft.versions);
}

export function newestSubmitted(draft: Draft): DraftVersion | undefined {
  return draft.versions.findLast((version) => version.submitted);
}
