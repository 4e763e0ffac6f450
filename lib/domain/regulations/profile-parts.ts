import type { ClockId, Condition, EventPattern, Limit, RoleId, Severity } from './limit.ts';

/** Parts of a profile beside the flow and its clocks: what ends a case, what is owed periodically, who answers for what. */
export interface ProfileParts {
  refusals: Refusal[];
  terminations: Termination[];
  repeats: { link: 'required' | 'optional'; rules: 'same' | 'progressInfo' | 'none' };
  /** Limits in minutes that a role may set for one case, carried in the data of the events named. */
  caseOverrides?: {
    by: RoleId;
    clocks: ClockId[];
    rule: 'shortenOnly';
    field: string;
    carriedBy: EventPattern[];
    cl: string;
  };
  /** What was promised is followed up after the reply. */
  measures?: { register: boolean; controlledBy: RoleId };
  escalations: Escalation[];
  duties: DutyRule[];
  /** Who answers by the text, beside the one who had to act. */
  responsibility: Responsibility[];
  staffing: {
    substitution: 'required' | 'none';
    changeNotice: null | { to: RoleId; limit: 'sameDay' };
    basisDocument?: boolean;
    executorKinds?: string[];
    responsibleRankAtLeast?: RoleId;
  };
  accounts?: AccountRules;
  /** Features switched on by name. */
  extra?: string[];
}

/** A ground on which no reply is given. */
interface Refusal {
  id: string;
  cl: string;
  titleRu: string;
  by: RoleId[];
  needs?: string[];
  handover?: { to: RoleId; limit?: Limit; required: boolean };
  when?: Condition;
}

/** A ground on which the handling ends; `request`: a confirmed one counts from the moment it was asked for. */
interface Termination {
  id: string;
  cl: string;
  requestBy: RoleId;
  decidedBy: RoleId;
  needs: string[];
  effective: 'request' | 'decision';
}

interface Escalation {
  id: string;
  cl: string;
  trigger: Condition;
  by: RoleId;
  to: string[];
  limit: Limit;
  needs: string[];
}

/** A report, publication or assessment that falls due again and again. */
interface DutyRule {
  id: string;
  cl: string;
  by: RoleId;
  to: string[];
  every: 'week' | 'month' | 'rolling6months';
  due: {
    /** Monday is 1. */
    weekday?: number;
    dayOfMonth?: number;
    /** Is the day named itself still in time? */
    inclusive?: boolean;
    shift: 'previous' | 'next';
    grace?: { dayOfMonth?: number; shift?: 'previous' | 'next'; sixMonths?: 'exact' };
  };
  period: 'sinceLast' | 'prevMonth';
  contents: string[];
  severity: Severity;
}

/** `clocks`: the limits this role answers for; absent, those of whoever had to act stay his own. */
interface Responsibility {
  for: string;
  role: RoleId;
  cl: string;
  clocks?: ClockId[] | 'all';
}

interface AccountRules {
  registry: boolean;
  norms: {
    who: string;
    min: number;
    ofThem?: { channel: string; min: number };
    per: 'account';
    level: 'violation' | 'warn';
  }[];
  style: { pressRelease: 'forbidden' | 'notRecommended' | 'allowed'; colloquial: boolean };
  moderation: null | { delete: string[]; blacklist: boolean; log: true };
  publishedAt?: string[];
  security?: { twoFactor: boolean; maxPersons: number; credentials: 'neverStored' };
  type?: 'community';
  /** The fact of access only, never a password. */
  accessGivenTo?: RoleId;
  networks?: string[];
  boundTo?: string;
  accessHandedTo?: string;
  contentPlan?: { by: RoleId[] };
  secondApproval?: { trigger: Condition; by: RoleId; enabled: boolean };
  mandatoryOwners?: string[];
  extra?: string[];
}
