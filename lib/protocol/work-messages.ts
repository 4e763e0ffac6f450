import type { CaseDocument } from '../domain/cases/model.ts';

/** What the extension's pages ask about many cases at once: never about all. */
export interface WorkRequests {
  /** So many of the cases in which the person has a duty now, the least time left first; `total`: how many there are. */
  'work/list': { in: { count: number }; out: { documents: CaseDocument[]; total: number } };
  /** The cases of late, the oldest change first. */
  'cases/newest': { in: null; out: CaseDocument[] };
}
