import type { NetworkId } from '../domain/cases/model.ts';
import type { MessageRef } from '../domain/ids.ts';
import { isSignedBy } from '../platform/hashing.ts';
import type { Reference } from '../protocol/api.ts';
import { type PageFeature, type PageRules, readPageRules } from '../protocol/page-rules.ts';
import type { Session } from './session.ts';

/** What goes before a signed text: the same key signs other things, too. */
const PURPOSE = 'vovremya page rules\n';

/**
 * How the pages of a network are read, by the word of the server this device is connected to: signed by the key it gave when it was
 * connected, for this very tenant. Null: as the extension was built.
 */
export async function rulesFor(
  network: NetworkId,
  session: Session | null,
  reference: Reference | null,
): Promise<PageRules | null> {
  const key = session?.rulesKey;
  if (!session || !key) return null;
  for (const { text, signature } of reference?.pageRules ?? []) {
    if (!(await isSignedBy(key, PURPOSE + text, signature))) continue;
    const rules = readPageRules(text);
    if (rules?.network === network && rules.tenant === session.me.tenant.id) return rules;
  }
  return null;
}

/** Has an administrator switched this part of the work off on the pages of this message's network? */
export async function isSwitchedOff(
  feature: PageFeature,
  ref: MessageRef,
  core: { sessions: { read(): Promise<Session | null> }; reference(): Promise<Reference | null> },
): Promise<boolean> {
  const rules = await rulesFor(networkOf(ref), await core.sessions.read(), await core.reference());
  return rules?.off.includes(feature) ?? false;
}

function networkOf(ref: MessageRef): NetworkId {
  const [prefix] = ref.split(':');
  if (prefix === 'vk' || prefix === 'ok') return prefix;
  return prefix === 'tg' ? 'telegram' : 'other';
}
