/**
 * A regulation as data: who may do what from which state, which limits run, by which clause.
 * Shapes follow the profile model; the YAML files in regulations/ are the only place that knows a regulation's name.
 */

export type RoleId = string;
export type ClockId = string;
/** `type` or `type{attr=value|value}`, for example `draft.submitted{kind=final|interim}`. */
export type EventPattern = string;
/** `attr=value|value`, `attr!=value|value`, `attr>=number`, joined by ` & `. */
export type Condition = string;
export type LimitUnit = 'wmin' | 'wday';
export type Organisation = 'centre' | 'body' | 'city' | 'external';
export type Severity = 'violation' | 'warn' | 'info';
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

export type Limit =
  | { kind: 'fixed'; n: number; u: LimitUnit }
  | { kind: 'before'; clock: ClockId; n: number }
  | { kind: 'external'; field: string }
  | {
      kind: 'set' | 'agreed';
      by: RoleId[];
      field: string;
      value?: 'date' | 'wmin';
      max?: Limit;
      default?: Limit;
      defaultSeverity?: 'warn' | 'info';
    }
  | { kind: 'immediate'; soft: number };

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

/** What the engine reads of a profile. Parts that only later duties and reports read stay `unknown` until they do. */
export interface Profile {
  profile: string;
  version: string;
  effectiveFrom: string;
  status: 'binding' | 'advisory';
  titleRu: string;
  zone: string;
  scope: { networks: { id: string; enabled: boolean }[] | 'any'; channels: string[] };
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
    identity?: 'officialCommunity';
  };
  replyKinds: string[];
  replyRules: ReplyRule[];
  /** Grounds on which the handling ends; `request`: a confirmed one counts from the moment it was asked for. */
  terminations?: {
    id: string;
    cl: string;
    requestBy: RoleId;
    decidedBy: RoleId;
    needs: string[];
    effective: 'request' | 'decision';
  }[];
  /** Limits in minutes that a role may set for one case, carried in the data of the events named. */
  caseOverrides?: { by: RoleId; clocks: ClockId[]; rule: 'shortenOnly'; field: string; carriedBy: string[]; cl: string };
}
