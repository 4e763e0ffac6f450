import { allowedActions } from '../domain/cases/allowed-actions.ts';
import type { CaseStatus, Clock } from '../domain/cases/clock-model.ts';
import type { Assignment, Draft } from '../domain/cases/model.ts';
import { scheduleOfClock } from '../domain/cases/schedules.ts';
import { status } from '../domain/cases/status.ts';
import type { MessageRef } from '../domain/ids.ts';
import type { AfterKind } from '../domain/messages/aftercare.ts';
import { isWorkingTime } from '../domain/worktime/working-time.ts';
import { actorOf } from '../protocol/actor.ts';
import type { Reference } from '../protocol/api.ts';
import type { ChipFacts } from '../texts/chip.ts';
import { type CaseView, contextFor } from './case-shelf.ts';
import { filedReplies } from './filed-replies.ts';

/** What the chip of a message says to this viewer; `now` is epoch ms by the server's clock. Nothing internal of a case is in it. */
export function chipFacts(
  ref: MessageRef,
  view: CaseView | null,
  reference: Reference,
  now: number,
  after: AfterKind[] = [],
): ChipFacts {
  if (!view) return { ref, kind: mayOpen(reference) ? 'none' : 'hidden' };
  const { state, clock, minutesLeft, level, mine } = statusOf(view, reference, now);
  return {
    ref,
    kind: 'case',
    state,
    mine,
    unsent: view.pending.some((one) => one.state !== 'applied'),
    after,
    isFollowed: awaiting(view).length > 0 || filedReplies(view, now).length > 0,
    ...(clock && minutesLeft !== null && level ? { ...timeOf(clock, view, now), minutesLeft, level } : {}),
  };
}

export function statusOf(view: CaseView, reference: Reference, now: number): CaseStatus {
  return status(view.state, view.context, actorOf(reference.me), now);
}

/** Approved replies that stand in no network yet, with their texts. */
export function awaiting({ state, document }: CaseView): { assignment: Assignment; draft: Draft; text: string }[] {
  return state.assignments.flatMap((assignment) =>
    assignment.drafts.flatMap((draft) => {
      const text = draft.approvedTextId === null ? undefined : document.texts[draft.approvedTextId]?.body;
      return text !== undefined && draft.publication === null ? [{ assignment, draft, text }] : [];
    }),
  );
}

function timeOf(clock: Clock, { state, context }: CaseView, now: number) {
  const schedule = scheduleOfClock(clock, state, context);
  return {
    clause: clock.clause,
    deadlineAt: clock.deadlineAt,
    zone: schedule.zone,
    ticking: isWorkingTime(now, schedule, context.calendar),
  };
}

function mayOpen(reference: Reference): boolean {
  const context = contextFor(reference, reference.defaultProfile);
  return context !== null && allowedActions(null, actorOf(reference.me), context).some(({ command }) => command === 'open-case');
}
