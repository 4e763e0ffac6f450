import type { AfterNote } from '../domain/messages/aftercare.ts';
import type { Outbox } from '../store/outbox.ts';
import type { After } from './aftercare.ts';

const KEY = 'aftercare';
/** Kept on this device; the oldest go first. */
const MOST = 300;

/** A note the person has read is kept, so that it is not told again. */
type Kept = AfterNote & { dismissed?: boolean };

/** With the cases that they are about: they hold words of citizens. */
export async function forgetAfterNotes(outbox: Pick<Outbox, 'keep'>): Promise<void> {
  await outbox.keep(KEY, null);
}

/** What was noticed on later visits. All of it is one row: a page asks for the notes of all its messages at once. */
export function createAfterNotes(outbox: () => Promise<Outbox>) {
  let last: Promise<unknown> = Promise.resolve();

  const read = async () => (await (await outbox()).kept<Kept[]>(KEY)) ?? [];

  /** One change at a time: each begins from what the one before it left. Answers whether anything is new. */
  function change(by: (notes: Kept[]) => Kept[] | null): Promise<boolean> {
    const turn = last.then(async () => {
      const changed = by(await read());
      if (changed) await (await outbox()).keep(KEY, changed.slice(-MOST));
      return changed !== null;
    });
    last = turn.catch(() => undefined);
    return turn;
  }

  return {
    /** Not yet read, of all cases, the oldest first. */
    async open(): Promise<AfterNote[]> {
      return (await read()).flatMap(({ dismissed, ...note }) => (dismissed ? [] : [note]));
    },

    /** The newest word about a message of a case replaces the one before; what is well again is forgotten. True when it is news. */
    note: (caseId: string, { ref, note }: After): Promise<boolean> =>
      change((notes) => {
        const known = notes.find((one) => one.caseId === caseId && one.ref === ref);
        if (note === null && !known) return null;
        if (note && known && known.kind === note.kind && known.text === note.text) return null;
        const others = notes.filter((one) => one !== known);
        return note ? [...others, note] : others;
      }),

    dismiss: (caseId: string, ref: string): Promise<boolean> =>
      change((notes) => notes.map((one) => (one.caseId === caseId && one.ref === ref ? { ...one, dismissed: true } : one))),
  };
}
