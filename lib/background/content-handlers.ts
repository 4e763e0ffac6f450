import type { MessageRef } from '../domain/ids.ts';
import type { Sender } from '../platform/messaging.ts';
import { broadcast } from '../platform/messaging.ts';
import { extensionUrl, uiLanguage } from '../platform/runtime.ts';
import type { ChipSaid, ContentRequests } from '../protocol/messages.ts';
import { messageRefSchema, parseSeenMessage } from '../protocol/seen-schema.ts';
import { chipSaid } from '../texts/chip.ts';
import { langOf } from '../texts/lang.ts';
import { chipFacts } from './chip-facts.ts';
import type { Core } from './core.ts';
import { isSwitchedOff, rulesFor } from './page-rules.ts';
import { judgeReply, type SeenReply } from './published-replies.ts';
import { sendCommand } from './send-command.ts';
import { writeSubject } from './subjects.ts';

export type Handlers<R> = {
  [T in keyof R]: R[T] extends { in: infer I; out: infer O } ? (input: I, sender: Sender) => Promise<O> : never;
};

/** A page shows far fewer; a renderer that asks for more is not showing a page. */
const MOST_REFS = 2_000;
const MOST_REPLIES = 200;

/** Answers to content scripts. Their renderer may be hostile: input is parsed, and no answer holds more than a chip shows. */
export function contentHandlers(core: Core): Handlers<ContentRequests> {
  return {
    'content/chips': ({ refs }) => chips(core, refs),
    'content/open-panel': async ({ message }, { tabId }) => {
      const seen = parseSeenMessage(message);
      if (seen && tabId !== null) {
        await writeSubject(tabId, { kind: 'message', message: seen });
        broadcast({ type: 'subject-changed', tabId });
      }
      return { panelUrl: panelUrl(tabId) };
    },
    'content/replies-seen': async ({ replies }, sender) => ({ filed: await fileReplies(core, replies, sender) }),
    'content/hello': async ({ network }, { tabId }) => {
      void core.loop.tend();
      // Somebody looks, perhaps after hours: the line may have died without a word.
      void core.loop.kick();
      const session = await core.sessions.read();
      const rules = await rulesFor(network, session, await core.reference());
      return {
        rules: rules && { revision: rules.revision, selectors: rules.selectors },
        practice: session?.me.tenant.practice ?? false,
        signedIn: session?.state === 'signed-in',
        panelUrl: panelUrl(tabId),
        skewMs: session?.skewMs ?? 0,
      };
    },
  };
}

async function chips(core: Core, asked: unknown): Promise<ChipSaid[]> {
  const refs = parseRefs(asked);
  const [session, reference] = [await core.sessions.read(), await core.reference()];
  const lang = langOf(uiLanguage());
  const now = await core.serverNow();
  if (!session || !reference) return refs.map((ref) => chipSaid({ ref, kind: 'hidden' }, now, lang));
  // All messages of a page are of one network.
  if (refs[0] && (await isSwitchedOff('marks', refs[0], core)))
    return refs.map((ref) => chipSaid({ ref, kind: 'hidden' }, now, lang));
  const views = await core.shelf.byRefs(refs);
  return refs.map((ref) => chipSaid(chipFacts(ref, views.get(ref) ?? null, reference, now), now, lang));
}

async function fileReplies(core: Core, asked: unknown, { tabId }: Sender): Promise<MessageRef[]> {
  const replies = parseReplies(asked);
  if (!replies[0] || (await isSwitchedOff('recognition', replies[0].parentRef, core))) return [];
  const views = await core.shelf.byRefs([...new Set(replies.map(({ parentRef }) => parentRef))]);
  const now = await core.serverNow();
  const filed: MessageRef[] = [];
  for (const seen of replies) {
    const view = views.get(seen.parentRef);
    if (!view || filed.includes(seen.parentRef)) continue;
    const insertion = await core.insertions.of(seen.parentRef);
    const finding = await judgeReply(view, seen, insertion?.tabId === tabId ? insertion : null, now);
    if (finding?.kind === 'differs') {
      const { assignment, draft, reply } = finding;
      const isNews = await core.insertions.noteDiffering({ caseId: view.document.id, assignment, draft, reply });
      if (isNews) await core.announce({ ids: [view.document.id], refs: [seen.parentRef] });
    }
    // The network's own act stands already: there is nothing to take back, so nothing is held.
    if (finding?.kind !== 'published' || !(await sendCommand(core, finding.command, { holdMs: 0 })).ok) continue;
    filed.push(seen.parentRef);
    await core.insertions.drop(seen.parentRef);
    await core.insertions.dropDiffering(view.document.id);
  }
  return filed;
}

function parseRefs(asked: unknown): MessageRef[] {
  if (!Array.isArray(asked)) return [];
  return asked.slice(0, MOST_REFS).flatMap((ref) => messageRefSchema.safeParse(ref).data ?? []);
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

function panelUrl(tabId: number | null): string {
  return extensionUrl(tabId === null ? 'panel.html' : `panel.html?tab=${tabId}`);
}
