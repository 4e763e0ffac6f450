import type { CaseDocument } from '../domain/cases/model.ts';

/** What the extension's pages ask about many cases at once: never about all. */
export interface WorkRequests {
  /** So many of the cases in which the person has a duty now, the least time left first; `more`: there are others, null while that is being found out. */
  'work/list': { in: { count: number }; out: { documents: CaseDocument[]; more: boolean | null } };
  /** The cases of late, the oldest change first. */
  'cases/newest': { in: null; out: CaseDocument[] };
}
