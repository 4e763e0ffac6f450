import type { AssignmentState, ClockId, RoleId, Severity } from '../regulations/profile.ts';

export type ClockState = 'running' | 'met' | 'late' | 'expired' | 'void';

/** One instance of a limit: who must do what, from when, by when, by which clause. Instants are epoch ms, UTC. */
export interface Clock {
  clock: ClockId;
  clause: string;
  titleRu: string;
  who: RoleId;
  mode: 'duty' | 'window';
  severity: Severity;
  assignment: string | null;
  draft: string | null;
  /** The moment of the start event, not of the opening that follows. */
  startedAt: number;
  deadlineAt: number;
  /** When it ends under the other reading that the regulation counts by as well: until then lateness is no violation. */
  lenientDeadlineAt: number | null;
  /** Null while nothing has stopped it. */
  stoppedAt: number | null;
  state: ClockState;
  /** False when the calendar of a year it touches is not approved. */
  approved: boolean;
  /** Working minutes of the whole limit, for the share used. */
  limitMinutes: number;
}

/** A clock that may not know its deadline yet: the date it hangs on has not been told. */
export type ClockRun = Omit<Clock, 'deadlineAt'> & { deadlineAt: number | null };

export type ClockLevel = 'calm' | 'soon' | 'late';

/** What a chip says: the stage and the nearest duty as the viewer should see it. */
export interface CaseStatus {
  state: AssignmentState;
  /** The viewer's nearest running duty, else the holder's; null when nothing runs. */
  clock: Clock | null;
  /** Working minutes left (negative: working minutes late); null without a clock. */
  minutesLeft: number | null;
  level: ClockLevel | null;
  mine: boolean;
}
