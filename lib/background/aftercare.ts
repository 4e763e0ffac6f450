import type { Draft } from '../domain/cases/model.ts';
import type { MessageRef } from '../domain/ids.ts';
import type { AfterKind, AfterNote } from '../domain/messages/aftercare.ts';
import type { PlaceOf } from '../domain/messages/place.ts';
import type { SeenMessage } from '../domain/messages/seen.ts';
import type { CaseView } from './case-shelf.ts';
import { filedReplies, filedText, isFiledAs } from './filed-replies.ts';
import { citizenOf, type SeenReply, sameAddress, saysTheSame } from './published-replies.ts';

/** What was seen of one message, as it concerns a case: a note, or null when all is well with it. */
export interface After {
  ref: MessageRef;
  note: AfterNote | null;
}

/** What a message under the case's own says of the replies that were filed; null when nothing about them. */
export function judgeAfter(view: CaseView, { reply }: SeenReply, placeOf: PlaceOf, now: number): After | null {
  const filed = filedReplies(view, now);
  if (filed.length === 0) return null;
  if (reply.ref === view.state.message.ref) return null;
  const own = filed.find((draft) => isFiledAs(draft, reply, placeOf));
  if (own) return { ref: reply.ref, note: noteOfReply(view, own, reply, now) };
  return asksOn(view, filed, reply, placeOf) ? { ref: reply.ref, note: noteOf(view, 'asked', null, reply, now) } : null;
}

function noteOfReply(view: CaseView, draft: Draft, reply: SeenMessage, now: number): AfterNote | null {
  if (reply.deleted) return noteOf(view, 'deleted', draft, reply, now);
  const filed = filedText(view, draft);
  if (filed === null || saysTheSame(filed, reply.text, citizenOf(view))) return null;
  return noteOf(view, 'edited', draft, reply, now);
}

/** The citizen of the case, or anybody who answers the reply itself, after it was posted. */
function asksOn(view: CaseView, filed: Draft[], reply: SeenMessage, placeOf: PlaceOf): boolean {
  if (reply.deleted || reply.text === '' || isOurs(view, reply)) return false;
  const isTheirs = view.state.message.authorUrl !== null && sameAddress(view.state.message.authorUrl, reply.authorUrl);
  return filed.some(({ publication }) => {
    if (publication === null || reply.postedAt === null || reply.postedAt <= publication.publishedAt) return false;
    return isTheirs || (reply.parentRef !== null && placeOf(publication.permalink)?.ref === reply.parentRef);
  });
}

function isOurs({ context }: CaseView, { network, authorUrl }: SeenMessage): boolean {
  const accounts = context.bodies.flatMap(({ officialAccounts }) => officialAccounts);
  return accounts.some((one) => one.network === network && sameAddress(one.url, authorUrl));
}

/** `seen`: what stands there now; where nothing does, where it should. */
export function noteOf(
  { document }: CaseView,
  kind: AfterKind,
  draft: Draft | null,
  seen: Pick<SeenMessage, 'ref' | 'permalink'> & Partial<Pick<SeenMessage, 'text' | 'authorName'>>,
  now: number,
): AfterNote {
  const { ref, permalink, text = '', authorName: author = '' } = seen;
  return { caseId: document.id, kind, draft: draft?.id ?? null, ref, permalink, text, author, at: now };
}
