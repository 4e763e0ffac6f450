import type { WorkItem } from '../../components/work/work-list.tsx';
import { replay } from '../domain/cases/evolve.ts';
import type { Actor, CaseDocument } from '../domain/cases/model.ts';
import { scheduleOfClock } from '../domain/cases/schedules.ts';
import { status } from '../domain/cases/status.ts';
import type { Reference } from '../protocol/api.ts';
import { contextOf } from './reference.ts';

/** So many are listed at first, and so many more each time they are asked for. */
export const WORKS_LISTED = 50;

const EXCERPT_CHARACTERS = 120;

/** Cases in which this person has a duty now, the least time left first. `now` is epoch ms by the server's clock. */
export function workOf(documents: CaseDocument[], reference: Reference, actor: Actor, now: number): WorkItem[] {
  return documents
    .flatMap((document) => itemOf(document, reference, actor, now) ?? [])
    .filter((item) => item.status.mine)
    .sort((a, b) => (a.status.minutesLeft ?? 0) - (b.status.minutesLeft ?? 0));
}

function itemOf(document: CaseDocument, reference: Reference, actor: Actor, now: number): WorkItem | null {
  const context = contextOf(reference, document.regulation);
  if (!context) return null;
  const found = replay(document);
  const shown = status(found, context, actor, now);
  return {
    caseId: found.id,
    number: document.number,
    excerpt: document.texts[found.message.text.id]?.body.slice(0, EXCERPT_CHARACTERS) ?? null,
    network: found.message.network,
    status: shown,
    zone: shown.clock ? scheduleOfClock(shown.clock, found, context).zone : context.profile.zone,
  };
}
