import type { Company } from '../../components/panel/view.ts';
import type { Doing, Present, Subject } from '../domain/presence.ts';
import { SAY_AGAIN_MS } from '../protocol/presence.ts';
import type { PageClient } from './page-client.ts';

/** Typing is told at most so often. */
const TYPES_AGAIN_MS = 4_000;

export interface CompanyDeps {
  client: PageClient;
  /** This page among those of the device. */
  page: string;
  /** Epoch ms by the server's clock. */
  now: () => number;
  /** Is the page before the person's eyes? */
  isShown: () => boolean;
  changed: () => void;
}

export type CompanyKeeper = ReturnType<typeof keepCompany>;

/** Tells what the page shows and what is done there, and knows who else is there. */
export function keepCompany({ client, page, now, isShown, changed }: CompanyDeps) {
  let subject: Subject | null = null;
  let people: Present[] = [];
  let startedAt: number | null = null;
  let toldTypingAt = 0;

  function tell(doing: Doing): void {
    const asked = isShown() ? subject : null;
    client.request('presence/tell', { page, showing: asked === null ? null : { subject: asked, doing } }).then(
      (found) => asked !== null && hear(asked, found),
      // Only who else is there is not known then.
      () => undefined,
    );
  }

  function hear(about: Subject, found: Present[]): void {
    if (about !== subject || JSON.stringify(found) === JSON.stringify(people)) return;
    people = found;
    changed();
  }

  const again = setInterval(() => subject !== null && tell('looks'), SAY_AGAIN_MS);
  const stopListening = client.onBroadcast((news) => {
    if (news.type === 'presence-changed') hear(news.subject, news.people);
  });

  return {
    about(next: Subject | null): void {
      if (next === subject) return;
      [subject, people, startedAt, toldTypingAt] = [next, [], null, 0];
      tell('looks');
    },
    /** The page came before the person's eyes, or went. */
    shownOrHidden: () => tell('looks'),
    typing(): void {
      startedAt ??= now();
      if (now() - toldTypingAt < TYPES_AGAIN_MS) return;
      toldTypingAt = now();
      tell('types');
    },
    done(): void {
      [startedAt, toldTypingAt] = [null, 0];
      tell('done');
    },
    company(): Company {
      const first = people.find(({ heldAt }) => heldAt !== null && (startedAt === null || heldAt < startedAt));
      return { people, holder: first ?? null };
    },
    stop(): void {
      clearInterval(again);
      stopListening();
      subject = null;
      tell('looks');
    },
  };
}
