import type { TextRef } from './model.ts';

/**
 * What a person may tell with an act: every field that steps of regulations ask for (`needs`), under the name they ask for it by.
 * Words a person writes are texts, machine words are strings, instants are epoch ms (UTC). A field nobody asks for may be told all the same.
 */
export interface Details {
  /** A code where the regulation tells reasons apart, else words. */
  reason?: string | TextRef;
  reasonCode?: string;
  note?: TextRef;
  comment?: TextRef;
  recommendations?: TextRef;
  text?: TextRef;
  error?: TextRef;
  finding?: TextRef;
  measures?: TextRef;

  topic?: string;
  location?: string;
  importance?: string;
  author?: { nameConfirmed: boolean };
  /** Earlier cases of the same question, and how many replies were given in them. */
  earlier?: { cases: string[]; sameAuthor: boolean; sameIssue: boolean; replies: number };
  noNewArguments?: boolean;
  critical?: boolean;
  /** Own number of the message in another system. */
  externalNumber?: string;
  sedNumber?: string;

  /** The body (where assignments are made) that answers for the common reply. */
  lead?: string;
  /** `sequential`: each body receives its assignment when the one before has given its part, the lead last (A8). */
  order?: 'parallel' | 'sequential';
  /** People named by the routing. */
  deputy?: string;
  executor?: string;
  /** Minutes for single clocks of this case, by clock id. */
  limits?: Record<string, number>;

  internalDeadline?: number;
  externalDeadline?: number;
  reworkDeadline?: number;
  agreedDate?: number;
  agreedTerm?: number;
  promisedTerm?: number;
  newTerm?: number;
  /** The draft's is a date, the others are minutes from the start of their stage (N12). */
  stageLimits?: Record<string, number>;
  extension?: string;
  field?: string;
  controllerAgreed?: true;

  resolutionKind?: string;
  competence?: 'own' | 'other';
  criteria?: string[];
  what?: string;
  /** When an earlier reply was given elsewhere. */
  publishedAt?: number;
  permalink?: string;
  account?: string;

  ground?: string;
  to?: string;
  how?: string;
  escalation?: string;
  person?: string;
  clock?: string;
  late?: number;
  count?: number;
  reportedAt?: number;
  who?: string;
  /** The moment that is told about, where it is not that of telling. */
  at?: number;
}

/** Terms that are promised or set: they lie ahead when they are told. */
const AHEAD = ['internalDeadline', 'reworkDeadline', 'agreedDate', 'agreedTerm', 'promisedTerm', 'newTerm'] as const;
/** What has happened already when it is told. */
const PAST = ['publishedAt', 'reportedAt', 'at'] as const;

/** The first moment among the details that cannot be: a term that has passed, an act that is still to come. `at` is epoch ms. */
export function impossibleMoment(details: Details, at: number): string | null {
  const passed = AHEAD.find((field) => !((details[field] ?? Number.POSITIVE_INFINITY) > at));
  return passed ?? PAST.find((field) => !((details[field] ?? Number.NEGATIVE_INFINITY) <= at)) ?? null;
}
