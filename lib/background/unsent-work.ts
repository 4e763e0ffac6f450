import { type Command, messageBegun } from '../domain/cases/commands.ts';
import type { CaseDocument } from '../domain/cases/model.ts';
import { type CaseId, caseId, messageRef } from '../domain/ids.ts';
import type { LocalDraft } from '../protocol/messages.ts';
import type { UnsentDraft, UnsentPlace, UnsentWork } from '../protocol/unsent-messages.ts';
import type { Store } from '../store/open-store.ts';
import { messageOfDocument } from './case-shelf.ts';

type Kept = Pick<Store, 'outbox' | 'cache'>;

/** `waiting`: the text is in an act that is still here; `sent`: the server has it. */
interface FollowedDraft extends UnsentDraft {
  state: 'unsent' | 'waiting' | 'sent';
}

/** Every act of the person that this device still knows. `open`: not sent, or refused and not read. */
interface KnownActs {
  open: Command[];
  sent: Command[];
}

/** What `owner` did and typed on this device and the server does not have, as far as can be told here. */
export async function unsentWork({ outbox, cache }: Kept, owner: string): Promise<UnsentWork> {
  const known = await knownActs(outbox, owner);
  const placed = async <T extends { command: Command }>(one: T) => {
    const { caseId: id } = one.command;
    return { ...one, place: placeOf(id, await cache.document(id), known) };
  };
  const pending = (await outbox.pending(owner)).filter(({ state }) => state !== 'applied');
  const acts = await Promise.all(pending.map(({ command }) => placed({ command })));
  const refusals = await Promise.all((await outbox.notices(owner)).map(({ command, refusal }) => placed({ command, refusal })));
  const followed = await followDrafts({ outbox, cache }, owner);
  const drafts = followed.flatMap(({ state, ...draft }) => (state === 'unsent' ? [draft] : []));
  return { acts, refusals, drafts, unreadable: await outbox.unreadable() };
}

/** Every draft with a text in it, and what became of that. */
export async function followDrafts({ outbox, cache }: Kept, owner: string): Promise<FollowedDraft[]> {
  const known = await knownActs(outbox, owner);
  const drafts: FollowedDraft[] = [];
  for (const draft of await outbox.drafts(owner)) {
    const [, kind, rest = ''] = /^(open|reply):(.+)$/.exec(draft.key) ?? [];
    if (kind === 'open') drafts.push(await followOpening(cache, draft, rest, known));
    if (kind === 'reply' && !isBlank(draft)) drafts.push(await followReply(cache, draft, rest, known));
  }
  return drafts;
}

async function followOpening(cache: Kept['cache'], draft: LocalDraft, key: string, known: KnownActs): Promise<FollowedDraft> {
  const ref = messageRef(key);
  const document = (await cache.byRefs([ref]))[0]?.document ?? null;
  const place = { caseNumber: document?.number ?? null, address: draft.fields.permalink ?? ref };
  const state = stateOf(
    draft,
    document,
    onlyThose(known, (command) => messageBegun(command)?.message.ref === ref),
  );
  return { draft, caseId: null, place, isUnsure: false, state };
}

async function followReply(cache: Kept['cache'], draft: LocalDraft, key: string, known: KnownActs): Promise<FollowedDraft> {
  const id = caseId(key.slice(0, key.indexOf(':')));
  const document = await cache.document(id);
  const own = onlyThose(known, (command) => command.caseId === id);
  const isUnsure = document === null && !own.open.some((command) => messageBegun(command) !== null);
  return { draft, caseId: id, place: placeOf(id, document, known), isUnsure, state: stateOf(draft, document, own) };
}

async function knownActs(outbox: Kept['outbox'], owner: string): Promise<KnownActs> {
  const pending = await outbox.pending(owner);
  const waiting = [...pending.filter(({ state }) => state !== 'applied'), ...(await outbox.notices(owner))];
  const applied = pending.filter(({ state }) => state === 'applied').map(({ command }) => command);
  return { open: waiting.map(({ command }) => command), sent: [...applied, ...(await outbox.sentLog(owner))] };
}

function onlyThose({ open, sent }: KnownActs, wanted: (command: Command) => boolean): KnownActs {
  return { open: open.filter(wanted), sent: sent.filter(wanted) };
}

function stateOf(draft: LocalDraft, document: CaseDocument | null, { open, sent }: KnownActs): FollowedDraft['state'] {
  if (open.some(({ texts, args }) => holds(texts, args, draft))) return 'waiting';
  const isSent = sent.some(({ texts, args }) => holds(texts, args, draft));
  const isInCase = document !== null && holds(Object.values(document.texts), document.events, draft);
  return isSent || isInCase ? 'sent' : 'unsent';
}

/** A note may be left out where a case is begun; a text that was put aside has gone nowhere. */
function holds(texts: { body: string }[], rest: unknown, { key, text, fields }: LocalDraft): boolean {
  const words = text.trim();
  const isSaid = texts.some(({ body }) => body === words) || (words === '' && key.startsWith('open:'));
  if (!isSaid || fields.aside !== undefined) return false;
  const told = JSON.stringify(rest);
  return hashesIn(fields).every((hash) => told.includes(hash));
}

function isBlank({ text, fields }: LocalDraft): boolean {
  return text.trim() === '' && fields.aside === undefined && hashesIn(fields).length === 0;
}

function hashesIn({ pictures = '' }: LocalDraft['fields']): string[] {
  return pictures.match(/[0-9a-f]{64}/g) ?? [];
}

function placeOf(id: CaseId, document: CaseDocument | null, { open, sent }: KnownActs): UnsentPlace {
  const begun = [...open, ...sent].find((command) => command.caseId === id && messageBegun(command) !== null);
  const message = (document && messageOfDocument(document)) ?? (begun && messageBegun(begun)?.message);
  return { caseNumber: document?.number ?? null, address: message?.permalink ?? null };
}
