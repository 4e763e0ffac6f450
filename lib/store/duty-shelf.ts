import type { CaseDocument } from '../domain/cases/model.ts';
import type { Reference } from '../protocol/api.ts';
import { type CacheTable, type CaseIndex, CONTENT_VERSION, type Due, dutyRow, metaRow, readDocument } from './cache-rows.ts';
import type { Change, DueCounts, Rows } from './rows.ts';

/** How far the cases that are here have been gone through, and from what was derived what they are found by. */
interface Derivation {
  from: string;
  /** Key of the last case; null when all have been. */
  after: string | null;
}

/** Under this key the table of single values holds a Derivation. */
export const DERIVATION = 'derivation';

/** The person's nearest duties, beside the cases they are derived from: under this reference, by this version of the program. */
export function dutyShelf(rows: Rows<CacheTable>, program: string) {
  const stamp = ({ version }: Reference) => `${program} ${version}`;
  const done = (reference: Reference, after: string | null): Change<CacheTable> => ({
    table: 'meta',
    put: metaRow(DERIVATION, { from: stamp(reference), after } satisfies Derivation),
  });

  return {
    /** Of the person's work at `now` (epoch ms by the server's clock), each number counted up to `most`. */
    countDue: (now: number, most: number): Promise<DueCounts> => rows.countDue('duties', now, most),
    /** Of the person's work the cases of least rank, or what `read` makes of them; null leaves one out. */
    firstDue: <V>(count: number, read: (document: CaseDocument) => { rank: number; value: V } | null): Promise<V[]> =>
      rows.firstDue('duties', 'documents', count, (row) => read(readDocument(row))),
    /** The person's nearest duty on the case as it is counted; null when there is none. */
    async duty(id: string): Promise<Due | null> {
      const found = await rows.get('duties', id);
      return found?.due && found.soonAt !== undefined
        ? { schedule: found.due[0], deadlineAt: found.due[1], soonAt: found.soonAt }
        : null;
    },
    /** To be noted where nothing is left to be derived. */
    allDerived: (reference: Reference): Change<CacheTable> => done(reference, null),
    /** The key after which cases are found by what is out of date; null when none are. */
    async underivedAfter(reference: Reference): Promise<string | null> {
      const found = await rows.get('meta', DERIVATION);
      const known = found?.version === CONTENT_VERSION ? (JSON.parse(found.json) as Derivation) : null;
      return known?.from === stamp(reference) ? known.after : '';
    },
    /** How much of the cases there are up to this key, 0–100. */
    async shareUpTo(key: string): Promise<number> {
      const found = await rows.ends('documents');
      return found ? shareUpTo(key, found) : 100;
    },
    /** Derives anew what the next `count` cases are found by; gives the key of the last, null when all have been. */
    async deriveNext(
      reference: Reference,
      next: { after: string; count: number },
      indexOf: (document: CaseDocument) => CaseIndex | null,
    ): Promise<string | null> {
      const last = await rows.derive('documents', 'duties', next, (row) =>
        dutyRow(row.key, indexOf(readDocument(row))?.due ?? null),
      );
      await rows.write([done(reference, last)]);
      return last;
    },
  };
}

/** Ids of cases grow with time, and as time goes by there are more of them: that is even enough for a progress, and costs nothing. */
function shareUpTo(key: string, ends: [first: string, last: string]): number {
  const [at, first, last] = [key, ...ends].map(numberOf) as [bigint, bigint, bigint];
  return last > first ? Math.max(0, Number(((at - first) * 100n) / (last - first))) : 0;
}

function numberOf(id: string): bigint {
  return /^[0-9a-f-]*[0-9a-f]$/.test(id) ? BigInt(`0x${id.replaceAll('-', '')}`) : 0n;
}
