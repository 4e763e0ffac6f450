import type { Db } from './connect.ts';

interface Waiting<Q, A> {
  question: Q;
  answer(given: A): void;
  fail(problem: unknown): void;
}

/** As many as one round trip may ask. */
const MOST = 100;

/**
 * Small questions that come while the last ones are with the database wait for those and then go together, in one round trip; `ask` gives
 * an answer for each, in their order.
 */
export function gathered<Q, A>(ask: (db: Db, questions: Q[]) => Promise<A[]>): (db: Db, question: Q) => Promise<A> {
  /** A database is here while something is asked of it. */
  const lines = new WeakMap<Db, Waiting<Q, A>[]>();

  async function serve(db: Db, line: Waiting<Q, A>[]): Promise<void> {
    while (line.length > 0) {
      const now = line.splice(0, MOST);
      try {
        const answers = await ask(
          db,
          now.map(({ question }) => question),
        );
        for (const [place, { answer }] of now.entries()) answer(answers[place] as A);
      } catch (problem) {
        for (const { fail } of now) fail(problem);
      }
    }
    lines.delete(db);
  }

  return (db, question) =>
    new Promise((answer, fail) => {
      const line = lines.get(db);
      const waiting = { question, answer, fail };
      if (line) {
        line.push(waiting);
        return;
      }
      const begun = [waiting];
      lines.set(db, begun);
      void serve(db, begun);
    });
}
