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
import { hearReplies } from './seen-replies.ts';
import { writeSubject } from './subjects.ts';

export type Handlers<R> = {
  [T in keyof R]: R[T] extends { in: infer I; out: infer O } ? (input: I, sender: Sender) => Promise<O> : never;
};

/** A page shows far fewer; a renderer that asks for more is not showing a page. */
const MOST_REFS = 2_000;

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
    'content/replies-seen': async ({ replies }, sender) => ({ filed: await hearReplies(core, replies, sender) }),
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
  const after = await core.aftercare.notes([...views.values()]);
  return refs.map((ref) => {
    const view = views.get(ref) ?? null;
    const kinds = after.filter((note) => note.caseId === view?.document.id).map(({ kind }) => kind);
    return chipSaid(chipFacts(ref, view, reference, now, kinds), now, lang);
  });
}

function parseRefs(asked: unknown): MessageRef[] {
  if (!Array.isArray(asked)) return [];
  return asked.slice(0, MOST_REFS).flatMap((ref) => messageRefSchema.safeParse(ref).data ?? []);
}

function panelUrl(tabId: number | null): string {
  return extensionUrl(tabId === null ? 'panel.html' : `panel.html?tab=${tabId}`);
}
