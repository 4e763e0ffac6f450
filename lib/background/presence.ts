import type { Present, Showing, Subject } from '../domain/presence.ts';

/** A page that has not spoken for so long is gone, whatever became of it. */
const FORGET_PAGE_MS = 45_000;

export interface PresenceDesk {
  /** What one page of the extension shows now (null: nothing any more); answers with the others who are there. */
  tell(page: string, showing: Showing | null): Present[];
  /** Everything this device shows, to be said to the server; each act is said once. */
  shown(): Showing[];
  /** Word from the server. */
  heard(subject: Subject, people: Present[]): void;
  /** The line is down: nobody knows who is there. */
  lost(): void;
}

/** Who is where, in the memory of the worker alone: losing it costs a few seconds. */
export function createPresenceDesk(deps: {
  now: () => number;
  /** There is something to say to the server. */
  say: () => void;
  changed: (subject: Subject, people: Present[]) => void;
}): PresenceDesk {
  const pages = new Map<string, Showing & { at: number }>();
  const known = new Map<Subject, Present[]>();

  function shown(): Showing[] {
    const all = new Map<Subject, Showing>();
    for (const [page, { subject, doing, at }] of pages) {
      if (deps.now() - at > FORGET_PAGE_MS) pages.delete(page);
      else if (all.get(subject)?.doing !== 'types') all.set(subject, { subject, doing });
      // An act is said once; that the page is looked at is said as long as it is.
      if (pages.has(page)) pages.set(page, { subject, doing: 'looks', at });
    }
    for (const subject of known.keys()) if (!all.has(subject)) known.delete(subject);
    return [...all.values()];
  }

  return {
    shown,
    tell(page, showing) {
      if (showing) pages.set(page, { ...showing, at: deps.now() });
      else pages.delete(page);
      deps.say();
      return showing ? (known.get(showing.subject) ?? []) : [];
    },
    heard(subject, people) {
      known.set(subject, people);
      deps.changed(subject, people);
    },
    lost() {
      const subjects = [...known.keys()];
      known.clear();
      for (const subject of subjects) deps.changed(subject, []);
    },
  };
}
