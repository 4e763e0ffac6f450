import type { MessageRef } from '../domain/ids.ts';
import type { SeenMessage } from '../domain/messages/seen.ts';
import type { Outbox } from '../store/outbox.ts';

/** A reply this device put into a network's box, remembered until it is seen published. */
export interface Insertion {
  caseId: string;
  assignment: string;
  draft: string;
  tabId: number;
  at: number;
  /** Why the person wrote under another name than the official one. */
  override: string | null;
}

/** An official reply that is not the approved text, waiting for the person's explanation. */
export interface Differing {
  caseId: string;
  assignment: string;
  draft: string;
  reply: SeenMessage;
  /** The person has looked at it and does not want to file it: not to be found again. */
  dismissed?: boolean;
}

export function createInsertions(outbox: () => Promise<Outbox>) {
  const differingKey = (caseId: string) => `differing:${caseId}`;
  const readDiffering = async (caseId: string) => (await (await outbox()).kept<Differing[]>(differingKey(caseId))) ?? [];

  return {
    async note(ref: MessageRef, insertion: Insertion): Promise<void> {
      await (await outbox()).keep(`insertion:${ref}`, insertion);
    },
    async of(ref: MessageRef): Promise<Insertion | null> {
      return await (await outbox()).kept<Insertion>(`insertion:${ref}`);
    },
    async drop(ref: MessageRef): Promise<void> {
      await (await outbox()).keep(`insertion:${ref}`, null);
    },

    async differing(caseId: string): Promise<Differing[]> {
      return (await readDiffering(caseId)).filter(({ dismissed }) => !dismissed);
    },
    /** True when it is news. */
    async noteDiffering(found: Differing): Promise<boolean> {
      const known = await readDiffering(found.caseId);
      if (known.some(({ reply }) => reply.ref === found.reply.ref && reply.text === found.reply.text)) return false;
      const others = known.filter(({ reply }) => reply.ref !== found.reply.ref);
      await (await outbox()).keep(differingKey(found.caseId), [...others, found]);
      return true;
    },
    async dismissDiffering(caseId: string, ref: MessageRef): Promise<void> {
      const known = await readDiffering(caseId);
      const marked = known.map((one) => (one.reply.ref === ref ? { ...one, dismissed: true } : one));
      await (await outbox()).keep(differingKey(caseId), marked);
    },
    async dropDiffering(caseId: string): Promise<void> {
      await (await outbox()).keep(differingKey(caseId), null);
    },
  };
}
