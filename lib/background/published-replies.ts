import type { Command } from '../domain/cases/commands.ts';
import type { Draft, StoredText, TextRef } from '../domain/cases/model.ts';
import type { MessageRef } from '../domain/ids.ts';
import type { SeenMessage } from '../domain/messages/seen.ts';
import { sameText, similarity } from '../domain/replies/normalise-text.ts';
import { newId, sealText, sha256Hex } from '../platform/hashing.ts';
import type { CaseView } from './case-shelf.ts';
import { awaiting } from './chip-facts.ts';
import type { Insertion } from './insertions.ts';

/** From this likeness on, an official reply that is not the approved text is taken for it, changed. */
const LIKE_ENOUGH = 0.6;

export type Finding =
  | { kind: 'published'; command: Command }
  | { kind: 'differs'; assignment: string; draft: string; reply: SeenMessage };

export interface SeenReply {
  parentRef: MessageRef;
  reply: SeenMessage;
}

/**
 * What a reply under a message means for its case: the approved text published, a changed one, or nothing (null).
 * Trusted when the author is an official account, or when this very tab was given the text to send.
 */
export async function judgeReply(
  view: CaseView,
  { parentRef, reply }: SeenReply,
  inserted: Insertion | null,
  now: number,
): Promise<Finding | null> {
  for (const { assignment, draft, text } of awaiting(view)) {
    const own = inserted?.draft === draft.id ? inserted : null;
    const accounts = view.context.bodies.find(({ id }) => id === assignment.bodyId)?.officialAccounts ?? [];
    const isOfficial = accounts.some(({ network, url }) => network === reply.network && sameAddress(url, reply.authorUrl));
    // A neighbour in the thread may answer somebody else in the same words: only what this tab was given to send is taken for ours.
    const isMeantHere = reply.parentRef === parentRef;
    if (!own && !(isOfficial && isMeantHere)) continue;
    if (isOlder(reply, draft)) continue;
    if (saysTheSame(text, reply.text, citizenOf(view))) {
      return { kind: 'published', command: await publication(view, assignment.id, draft, reply, own, now) };
    }
    if (own && similarity(text, reply.text) >= LIKE_ENOUGH)
      return { kind: 'differs', assignment: assignment.id, draft: draft.id, reply };
  }
  return null;
}

/** True for the approved text as it is, or after the greeting that a network puts before a reply to a comment: «Николай, ». */
export function saysTheSame(approved: string, published: string, citizen: string): boolean {
  if (sameText(approved, published)) return true;
  const [first = ''] = citizen.split(/\s+/);
  return [first, citizen].some((name) => {
    const greeting = `${name},`;
    return name !== '' && published.startsWith(greeting) && sameText(approved, published.slice(greeting.length));
  });
}

export function citizenOf({ state, document }: CaseView): string {
  return document.texts[state.message.author.id]?.body ?? '';
}

/** Addresses of one person or community on any of its network's hosts. */
export function sameAddress(one: string, other: string | null): boolean {
  const [a, b] = [addressKey(one), addressKey(other)];
  return a !== null && a === b;
}

function addressKey(address: string | null): string | null {
  const url = URL.parse(address ?? '');
  if (!url) return null;
  const host = url.hostname.replace(/^(www|m)\./, '').replace(/\.(com|ru)$/, '');
  return `${host}${url.pathname.replace(/\/+$/, '').toLowerCase()}`;
}

/** A reply that stood there before the draft was first written cannot be it. Pages round to minutes. */
function isOlder(reply: SeenMessage, draft: Draft): boolean {
  const firstAt = draft.versions[0]?.at;
  return reply.postedAt !== null && firstAt !== undefined && !reply.postedAtApproximate && reply.postedAt < firstAt - 60_000;
}

async function publication(
  view: CaseView,
  assignment: string,
  draft: Draft,
  reply: SeenMessage,
  own: Insertion | null,
  now: number,
): Promise<Command> {
  const text = await sealText(reply.text);
  const override = own?.override ? await sealText(own.override) : null;
  const texts: StoredText[] = [text.stored, ...(override ? [override.stored] : [])];
  const identityOverride: { identityOverride?: TextRef } = override ? { identityOverride: override.ref } : {};
  return {
    id: newId(),
    caseId: view.document.id,
    type: 'record-publication',
    occurredAt: now,
    args: {
      assignment,
      draft: draft.id,
      mode: 'auto',
      permalink: reply.permalink,
      publishedAt: Math.min(reply.postedAt ?? now, now),
      text: text.ref,
      textSha256: await sha256Hex(reply.text),
      matches: true,
      ...identityOverride,
    },
    texts,
  };
}
