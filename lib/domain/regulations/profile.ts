import type { ClockId, Condition, EventPattern, Limit, RoleId, Severity } from './limit.ts';
import type { ProfileParts } from './profile-parts.ts';

/**
 * A regulation as data: who may do what from which state, which limits run, by which clause.
 * Shapes follow the profile model; the YAML files in regulations/ are the only place that knows a regulation's name.
 */

export type { ClockId, Condition, EventPattern, Limit, RoleId, Severity } from './limit.ts';
export type Organisation = 'centre' | 'body' | 'city' | 'external';
export type Level = 'block' | 'warn' | 'checklist';

export const ASSIGNMENT_STATES = [
  'new',
  'classified',
  'assigned',
  'checking',
  'drafting',
  'agreeing',
  'approving',
  'rework',
  'approved',
  'loaded',
  'interimPublished',
  'collecting',
  'published',
  'closed',
  'refused',
  'terminated',
  'handedOver',
] as const;
export type AssignmentState = (typeof ASSIGNMENT_STATES)[number];

export interface Role {
  titleRu: string;
  org: Organisation;
  schedule: string;
}

export interface Step {
  id: string;
  by: RoleId | 'system';
  from: AssignmentState[] | 'any';
  event: EventPattern;
  to: AssignmentState | 'same';
  needs: string[];
  when?: Condition;
  cl: string;
}

export interface ClockRule {
  id: ClockId;
  cl: string;
  titleRu: string;
  who: RoleId;
  scope: 'case' | 'assignment' | 'draft';
  start: EventPattern[];
  stop: EventPattern[];
  limit: Limit;
  when?: Condition;
  modifiers?: { when: Condition; n?: number; factor?: number; limit?: Limit }[];
  /** Readings under which the limit ends later: what is late by the chosen one alone is a warning. `when` is read of what has been done. */
  lenient?: { limit: Limit; when?: Condition; reading: string }[];
  cap?: ClockId[];
  capSeverity?: 'warn' | 'info';
  pauseOn?: EventPattern[];
  mode: 'duty' | 'window';
  severity: Severity;
  basis: 'explicit' | 'general' | 'assumed';
  schedule?: string;
}

export interface ReplyRule {
  id: string;
  cl: string;
  check: string;
  level: Level;
  when?: Condition;
  args?: Record<string, unknown>;
}

export interface TimeRules {
  unit: 'explicit' | 'general' | 'assumed';
  outOfHours: 'nextOpening' | 'nextWorkingDay';
  violationUses: 'chosen' | 'lenient';
  lenientOutOfHours?: 'nextWorkingDay';
  dayCount: 'exclusive';
  dayEnd: 'close';
  outage: null | { mode: 'restart' | 'pause'; units: ('min' | 'hour' | 'day')[] };
  immediateSoft: number;
  promptSoft: number;
}

export interface MessageKind {
  id: string;
  titleRu: string;
  /** False: only recorded, no clock runs until it is turned into another kind. */
  flow: boolean;
  convertible?: boolean;
  convertStarts?: 'conversion';
  /** The list of networks does not bind this kind; one that the list switches off stays off. */
  networks?: 'any';
}

export interface Profile extends ProfileParts {
  profile: string;
  version: string;
  effectiveFrom: string;
  status: 'binding' | 'advisory';
  titleRu: string;
  zone: string;
  scope: {
    networks: { id: string; enabled: boolean }[] | 'any';
    channels: string[];
    kinds: MessageKind[];
    when?: Condition;
    notApplied: string[];
    otherProcedure?: string;
  };
  roles: Record<RoleId, Role>;
  importance: { levels: string[]; default: string; setBy: RoleId[]; recomputeOpenClocks: boolean };
  time: TimeRules;
  flow: Step[];
  clocks: ClockRule[];
  multiBody: { mode: 'split' | 'consolidated'; order: string; lead: string; approveParts: boolean };
  publishing: {
    by: RoleId;
    mode: 'auto' | 'oneClick' | 'place';
    manual: { allowed: boolean; by: RoleId; proof: ('screenshot' | 'link')[]; proofRequired: boolean };
    impossible?: { tell: RoleId; limit: Limit };
    identity?: 'officialCommunity';
  };
  replyKinds: string[];
  replyRules: ReplyRule[];
}
