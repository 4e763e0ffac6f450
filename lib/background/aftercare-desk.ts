import { isEnd } from '../domain/cases/facts.ts';
import type { CaseId, MessageRef } from '../domain/ids.ts';
import type { AfterNote } from '../domain/messages/aftercare.ts';
import type { Outbox } from '../store/outbox.ts';
import { createAfterNotes } from './after-notes.ts';
import { type After, judgeAfter } from './aftercare.ts';
import type { CaseView, Shelf } from './case-shelf.ts';
import { createPageVisits, type VisitDeps } from './page-visits.ts';
import type { SeenReply } from './published-replies.ts';

export interface AftercareDeps extends Omit<VisitDeps, 'views' | 'tell'> {
  outbox: () => Promise<Outbox>;
  shelf: Pick<Shelf, 'byRefs'>;
  announce: (news: { ids: CaseId[]; refs: MessageRef[] }) => Promise<void>;
}

/** What becomes of replies that were filed and of messages in work, as far as this device's person passes by. */
export function createAftercare(deps: AftercareDeps) {
  const { outbox, shelf, placeOf, announce, serverNow } = deps;
  const notes = createAfterNotes(outbox);

  async function tell({ document, state }: CaseView, after: After): Promise<void> {
    if (await notes.note(document.id, after)) await announce({ ids: [document.id], refs: [state.message.ref] });
  }

  const visits = createPageVisits({ ...deps, views: shelf.byRefs, tell });

  return {
    /** What a page shows under the message of a case. */
    async hear(view: CaseView, seen: SeenReply): Promise<void> {
      const after = judgeAfter(view, seen, placeOf, await serverNow());
      if (after) await tell(view, after);
    },
    visited: visits.seen,
    tabClosed: visits.closed,
    dismiss: notes.dismiss,

    /** What there is to say of these cases. A question that became a case of its own, and the end of a case, answer themselves. */
    async notes(views: CaseView[]): Promise<AfterNote[]> {
      const shown = new Map<string, CaseView>(views.map((view) => [view.document.id, view]));
      const open = (await notes.open()).filter(({ caseId }) => shown.has(caseId));
      const asked = open.filter(({ kind }) => kind === 'asked').map(({ ref }) => ref);
      const taken = asked.length > 0 ? await shelf.byRefs(asked) : new Map();
      const isOver = ({ caseId }: AfterNote) => isEnd(shown.get(caseId)?.state.state ?? 'closed');
      return open.filter((note) => (note.kind === 'asked' ? !taken.has(note.ref) : note.kind !== 'gone' || !isOver(note)));
    },
  };
}
