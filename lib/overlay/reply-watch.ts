import type { MessageRef } from '../domain/ids.ts';
import type { SeenMessage } from '../domain/messages/seen.ts';
import type { Sighting } from '../sites/site.ts';
import type { Placements } from './placements.ts';

export interface ReplySighting {
  parentRef: MessageRef;
  reply: SeenMessage;
}

/** Reports, once each, comments under messages whose approved reply is not filed yet. Reads nothing while none is awaited. */
export function createReplyWatch(placements: Placements, report: (replies: ReplySighting[]) => Promise<unknown>) {
  const reported = new Set<string>();

  function awaited(): Sighting[] {
    return placements
      .all()
      .map(({ sighting }) => sighting)
      .filter(({ ref }) => placements.factsOf(ref)?.awaitsPublication === true);
  }

  return {
    look(sightings: Sighting[]): void {
      const waiting = awaited();
      if (waiting.length === 0) return;
      const parents = new Map(waiting.map((sighting) => [sighting.ref, threadOf(sighting)]));
      const found = sightings.flatMap((sighting): ReplySighting[] => {
        const reply = sighting.read();
        if (reply.parentRef === null || reply.deleted) return [];
        return [...parents]
          .filter(
            ([ref, thread]) => ref !== reply.ref && (reply.parentRef === ref || (thread !== null && reply.parentRef === thread)),
          )
          .map(([parentRef]) => ({ parentRef, reply }));
      });
      const fresh = found.filter(({ parentRef, reply }) => {
        const key = `${parentRef} ${reply.ref} ${reply.text}`;
        return reported.has(key) ? false : reported.add(key);
      });
      if (fresh.length > 0)
        report(fresh).catch(() =>
          fresh.forEach(({ parentRef, reply }) => reported.delete(`${parentRef} ${reply.ref} ${reply.text}`)),
        );
    },
  };
}

/** In a thread all replies hang on its first comment: a reply to one of them is its neighbour. */
function threadOf(sighting: Sighting): MessageRef | null {
  const message = sighting.read();
  return message.channel === 'comment' ? message.parentRef : null;
}
