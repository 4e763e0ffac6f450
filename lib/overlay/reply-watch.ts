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
    return placements.sightings().filter(({ ref }) => placements.factsOf(ref)?.awaitsPublication === true);
  }

  function repliesAmong(sightings: Sighting[], parents: Map<MessageRef, MessageRef | null>): ReplySighting[] {
    return sightings.flatMap((sighting) => {
      const reply = sighting.read();
      if (reply.parentRef === null || reply.deleted) return [];
      const under = [...parents].filter(([ref, thread]) => {
        return ref !== reply.ref && (reply.parentRef === ref || (thread !== null && reply.parentRef === thread));
      });
      return under.map(([parentRef]) => ({ parentRef, reply }));
    });
  }

  return {
    look(sightings: Sighting[]): void {
      const waiting = awaited();
      if (waiting.length === 0) return;
      const parents = new Map(waiting.map((sighting) => [sighting.ref, threadOf(sighting)]));
      const fresh = repliesAmong(sightings, parents).filter((seen) => !reported.has(keyOf(seen)));
      if (fresh.length === 0) return;
      for (const seen of fresh) reported.add(keyOf(seen));
      // Not heard by the background: to be told again at the next look.
      report(fresh).catch(() => {
        for (const seen of fresh) reported.delete(keyOf(seen));
      });
    },
  };
}

function keyOf({ parentRef, reply }: ReplySighting): string {
  return `${parentRef} ${reply.ref} ${reply.text}`;
}

/** In a thread all replies hang on its first comment: a reply to one of them is its neighbour. Comments of a post are no thread. */
function threadOf(sighting: Sighting): MessageRef | null {
  const { channel, parentRef } = sighting.read();
  return channel === 'comment' && parentRef !== null && isComment(parentRef) ? parentRef : null;
}

/** `vk:wall-1_2?reply=3`, `ok:topic/2#3`. */
function isComment(ref: MessageRef): boolean {
  return /[?#]/.test(ref);
}
