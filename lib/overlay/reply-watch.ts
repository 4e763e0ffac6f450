import type { MessageRef } from '../domain/ids.ts';
import type { SeenMessage } from '../domain/messages/seen.ts';
import type { Sighting } from '../sites/site.ts';
import type { Placements } from './placements.ts';

export interface ReplySighting {
  parentRef: MessageRef;
  reply: SeenMessage;
}

/** Reports, once each as it reads, comments under messages that are followed. Reads nothing while none is. */
export function createReplyWatch(placements: Placements, report: (replies: ReplySighting[]) => Promise<unknown>) {
  const reported = new Set<string>();

  function followed(): Sighting[] {
    return placements.sightings().filter(({ ref }) => placements.factsOf(ref)?.isFollowed === true);
  }

  function repliesAmong(sightings: Sighting[], messages: SeenMessage[]): ReplySighting[] {
    return sightings.flatMap((sighting) => {
      const reply = sighting.read();
      return messages.filter((message) => mayAnswer(reply, message)).map(({ ref }) => ({ parentRef: ref, reply }));
    });
  }

  return {
    look(sightings: Sighting[]): void {
      const messages = followed().map((sighting) => sighting.read());
      if (messages.length === 0) return;
      const fresh = onceEach(repliesAmong(sightings, messages)).filter((seen) => !reported.has(keyOf(seen)));
      if (fresh.length === 0) return;
      for (const seen of fresh) reported.add(keyOf(seen));
      // Not heard by the background: to be told again at the next look.
      report(fresh).catch(() => {
        for (const seen of fresh) reported.delete(keyOf(seen));
      });
    },
  };
}

/** A page may show a message twice, in its feed and in a layer above. */
function onceEach(seen: ReplySighting[]): ReplySighting[] {
  return [...new Map(seen.map((one) => [keyOf(one), one])).values()];
}

function keyOf({ parentRef, reply }: ReplySighting): string {
  return `${parentRef} ${reply.ref} ${reply.text}`;
}

function mayAnswer(reply: SeenMessage, message: SeenMessage): boolean {
  if (reply.ref === message.ref) return false;
  // What stands in a thread under a post, too: there the reply itself is answered.
  if (reply.parentRef === message.ref || reply.parentRef?.split(/[?#]/)[0] === message.ref) return true;
  if (message.channel !== 'comment' || message.parentRef === null || reply.parentRef !== message.parentRef) return false;
  // In a thread all replies hang on its first comment: a reply to one of them is its neighbour. Comments of a post are no thread, and
  // where a page shows none (under videos), only the name at the beginning says who is answered.
  return isComment(message.parentRef) || reply.text.startsWith(`${message.authorName.split(' ')[0]},`);
}

/** `vk:wall-1_2?reply=3`, `ok:topic/2#3`. */
function isComment(ref: MessageRef): boolean {
  return /[?#]/.test(ref);
}
