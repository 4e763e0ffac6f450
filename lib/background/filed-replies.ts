import type { Draft } from '../domain/cases/model.ts';
import type { PlaceOf } from '../domain/messages/place.ts';
import type { SeenMessage } from '../domain/messages/seen.ts';
import type { CaseView } from './case-shelf.ts';

/** For so long after its filing a reply is looked after: what is asked or changed later is a new matter. */
const LOOKED_AFTER_MS = 60 * 24 * 3_600_000;

/** Replies of the case that were filed and are still looked after; `now` is epoch ms by the server's clock. */
export function filedReplies({ state }: CaseView, now: number): Draft[] {
  const drafts = [...state.drafts, ...state.assignments.flatMap((one) => one.drafts)];
  return drafts.filter(({ publication }) => publication !== null && now - publication.publishedAt < LOOKED_AFTER_MS);
}

/** Is this message the reply that was filed? By what its address leads to, else by the address itself. */
export function isFiledAs(draft: Draft, reply: Pick<SeenMessage, 'ref' | 'permalink'>, placeOf: PlaceOf): boolean {
  const permalink = draft.publication?.permalink ?? '';
  return placeOf(permalink)?.ref === reply.ref || permalink === reply.permalink;
}

/** As it was filed; null where only a link was given, or the text is masked. */
export function filedText({ document }: CaseView, { publication }: Draft): string | null {
  return publication?.text ? (document.texts[publication.text.id]?.body ?? null) : null;
}
