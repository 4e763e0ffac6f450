import type { MessageRef } from '../domain/ids.ts';
import type { Sender } from '../platform/messaging.ts';
import { messageRefSchema, parseSeenMessage } from '../protocol/seen-schema.ts';
import type { CaseView } from './case-shelf.ts';
import { awaiting } from './chip-facts.ts';
import type { Core } from './core.ts';
import { isSwitchedOff } from './page-rules.ts';
import { judgeReply, type SeenReply } from './published-replies.ts';
import { sendCommand } from './send-command.ts';

const MOST_REPLIES = 200;

/** What a page shows under messages with a case: approved replies that were published are filed, filed ones are looked after. */
export async function hearReplies(core: Core, asked: unknown, { tabId }: Sender): Promise<MessageRef[]> {
  const replies = parseReplies(asked);
  if (!replies[0] || (await isSwitchedOff('recognition', replies[0].parentRef, core))) return [];
  const views = await core.shelf.byRefs([...new Set(replies.map(({ parentRef }) => parentRef))]);
  const filed: MessageRef[] = [];
  for (const seen of replies) {
    const view = views.get(seen.parentRef);
    if (!view || filed.includes(seen.parentRef)) continue;
    if (await isFiled(core, view, seen, tabId)) filed.push(seen.parentRef);
    else await core.aftercare.hear(view, seen);
  }
  return filed;
}

async function isFiled(core: Core, view: CaseView, seen: SeenReply, tabId: number | null): Promise<boolean> {
  if (awaiting(view).length === 0) return false;
  const insertion = await core.insertions.of(seen.parentRef);
  const finding = await judgeReply(view, seen, insertion?.tabId === tabId ? insertion : null, await core.serverNow());
  if (finding?.kind === 'differs') {
    const { assignment, draft, reply } = finding;
    const isNews = await core.insertions.noteDiffering({ caseId: view.document.id, assignment, draft, reply });
    if (isNews) await core.announce({ ids: [view.document.id], refs: [seen.parentRef] });
  }
  // The network's own act stands already: there is nothing to take back, so nothing is held.
  if (finding?.kind !== 'published' || !(await sendCommand(core, finding.command, { holdMs: 0 })).ok) return false;
  await core.insertions.drop(seen.parentRef);
  await core.insertions.dropDiffering(view.document.id);
  return true;
}

function parseReplies(asked: unknown): SeenReply[] {
  if (!Array.isArray(asked)) return [];
  return asked.slice(0, MOST_REPLIES).flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null || !('parentRef' in one) || !('reply' in one)) return [];
    const parentRef = messageRefSchema.safeParse(one.parentRef).data;
    const reply = parseSeenMessage(one.reply);
    return parentRef && reply ? [{ parentRef, reply }] : [];
  });
}
