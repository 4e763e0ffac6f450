import { allowedActions } from '../../lib/domain/cases/allowed-actions.ts';
import type { Clock, ClockLevel } from '../../lib/domain/cases/clock-model.ts';
import { clocks } from '../../lib/domain/cases/clocks.ts';
import type { CommandType } from '../../lib/domain/cases/commands.ts';
import type { Actor, Assignment, Case, CaseContext, Draft, OfficialAccount } from '../../lib/domain/cases/model.ts';
import { scheduleOfClock } from '../../lib/domain/cases/schedules.ts';
import { status } from '../../lib/domain/cases/status.ts';
import type { Schedule } from '../../lib/domain/worktime/model.ts';

/** Kinds a person may begin here; the others answer to events of their own. */
const OFFERED_KINDS = ['final', 'interim'];

/** One body's share of a case as this viewer may see and move it. */
export interface Share {
  assignment: Assignment;
  bodyTitle: string;
  /** The draft in work, else the newest posted one. */
  draft: Draft | null;
  actions: Set<CommandType>;
  kinds: string[];
  /** Official accounts of the body in the network of the message. */
  accounts: OfficialAccount[];
  /** The approval of the draft in work has not come back from the server. */
  isUnsynced: boolean;
}

export interface RunningClock {
  clock: Clock;
  minutesLeft: number;
  level: ClockLevel;
  schedule: Schedule;
  mine: boolean;
}

/** Shares in the order of routing; one that was sent on to another body is over and left out. */
export function sharesOf(found: Case, context: CaseContext, actor: Actor): Share[] {
  const allowed = allowedActions(found, actor, context);
  const open = found.assignments.filter((one) => one.state !== 'closed');
  return (open.length > 0 ? open : found.assignments.slice(-1)).map((assignment) => {
    const body = context.bodies.find((one) => one.id === assignment.bodyId);
    const own = allowed.filter((action) => action.assignment === assignment.id);
    const kinds = own.filter((action) => action.command === 'submit-draft').map((action) => action.kind);
    const draft = assignment.drafts.findLast((one) => one.publication === null) ?? assignment.drafts.at(-1) ?? null;
    return {
      assignment,
      bodyTitle: body?.title ?? assignment.bodyId,
      draft,
      actions: new Set(own.map((action) => action.command)),
      kinds: OFFERED_KINDS.filter((kind) => kinds.includes(kind)),
      accounts: body?.officialAccounts.filter((account) => account.network === found.message.network) ?? [],
      isUnsynced: isApprovalUnsynced(found, draft),
    };
  });
}

/** Shares the viewer may move come first and open. */
export function ownFirst(shares: Share[], actor: Actor): Share[] {
  const bodies = [actor, ...(actor.actsFor ?? [])].map(({ bodyId }) => bodyId);
  const weight = (share: Share) => (bodies.includes(share.assignment.bodyId) ? 0 : share.actions.size > 0 ? 1 : 2);
  return shares.toSorted((a, b) => weight(a) - weight(b));
}

/** May this viewer change the importance of the whole case? */
export function mayWeigh(found: Case, context: CaseContext, actor: Actor): boolean {
  return allowedActions(found, actor, context).some((action) => action.command === 'set-importance');
}

/** The duty to be shown large; null when nothing runs. */
export function runningClock(found: Case, context: CaseContext, actor: Actor, now: number): RunningClock | null {
  const { clock, minutesLeft, level, mine } = status(found, context, actor, now);
  if (clock === null || minutesLeft === null || level === null) return null;
  return { clock, minutesLeft, level, mine, schedule: scheduleOfClock(clock, found, context) };
}

/** Rights that this viewer can still use in time: the step that would stop such a clock is theirs to take now. */
export function openWindows(found: Case, context: CaseContext, actor: Actor, now: number): Clock[] {
  const { flow, clocks: rules } = context.profile;
  const open = allowedActions(found, actor, context).map(({ assignment, step }) => {
    return { assignment, event: eventType(flow.find((one) => one.id === step)?.event ?? '') };
  });
  return clocks(found, context, now).filter((clock) => {
    if (clock.mode !== 'window' || clock.state !== 'running') return false;
    const stops = rules.find((rule) => rule.id === clock.clock)?.stop.map(eventType) ?? [];
    return open.some(({ assignment, event }) => assignment === clock.assignment && stops.includes(event));
  });
}

/** `draft.submitted{kind=final}` → `draft.submitted`. */
export function eventType(pattern: string): string {
  return pattern.split('{')[0] ?? pattern;
}

function isApprovalUnsynced(found: Case, draft: Draft | null): boolean {
  const approval = found.events.findLast((event) => event.type === 'draft.approved' && event.draft === draft?.id);
  return approval !== undefined && approval.recordedAt === undefined;
}
