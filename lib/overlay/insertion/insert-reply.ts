import type { OfficialAccount } from '../../domain/cases/model.ts';
import type { MessageRef } from '../../domain/ids.ts';
import type { InsertOutcome } from '../../domain/messages/seen.ts';
import type { Composer, Page, Site } from '../../sites/site.ts';
import { caretToEnd, selectAll } from './caret.ts';
import { isAlike, isSameText } from './same-text.ts';
import { clear, type Strategy, strategiesFor } from './strategies.ts';

export interface Insertion {
  site: Pick<Site, 'isOfficial'>;
  composer: Composer;
  /** The approved text, whole. */
  text: string;
  /** What we put into this message's box before: the only text that may be taken out of it. */
  earlier?: string | undefined;
  /** What an attempt of ours that did not succeed has left in the box. */
  left?: string;
  ref: MessageRef;
  page: Page;
  /** Whose name may stand under the reply. */
  accounts: OfficialAccount[];
  /** The person has looked and says that the box writes for an official account. */
  confirmed: boolean;
  /** The person writes under another name, with a recorded reason. */
  override: boolean;
  /** Is the tab before the person's eyes? */
  stillVisible?: () => boolean;
  copy?: (text: string) => Promise<void>;
}

type Refusal = Extract<InsertOutcome, { ok: false }>;

/** Time for an editor to draw itself anew, after which what it shows is what it holds. */
const SETTLE_MS = 60;
/** Some editors take a text and put the old one back a moment later: so many times the box must still show it. */
const LOOKS = 7;

/**
 * Puts a reply into the network's own box and stops: sending is the person's. Every condition is asked anew right before
 * each attempt to write; an attempt counts only when the box, read back twice, shows this very text.
 */
export async function insertReply(insertion: Insertion): Promise<InsertOutcome> {
  const { composer, text } = insertion;
  const refused = refusalNow(insertion);
  if (refused) return refused;
  if (isSameText(composer.text(), text)) return { ok: true, strategy: 'insert-text' };
  let nearest: Strategy | null = null;
  let present = insertion;
  for (const strategy of strategiesFor(composer.box)) {
    const tried = await tryOut(present, strategy);
    if (tried === 'same') return { ok: true, strategy: strategy.name };
    if (tried === 'alike') nearest ??= strategy;
    else if (tried !== 'other') return tried;
    const lost = placeRefusal(insertion);
    if (lost) return lost;
    await empty(composer);
    present = { ...insertion, left: composer.text() };
  }
  const again = nearest && (await tryOut(present, nearest));
  if (nearest && (again === 'same' || again === 'alike')) return { ok: true, strategy: nearest.name };
  return toClipboard(insertion);
}

async function tryOut(insertion: Insertion, strategy: Strategy): Promise<'same' | 'alike' | 'other' | Refusal> {
  const { composer, text } = insertion;
  const refused = refusalNow(insertion);
  if (refused) return refused;
  // What stands there is ours by now: the new text is written over it.
  attempt(() => (composer.text() === '' ? caretToEnd : selectAll)(composer.box));
  // Editors hear of the focus and the caret a moment later; in that moment the page may change, too.
  await settled(composer.box);
  const changed = refusalNow(insertion);
  if (changed) return changed;
  attempt(() => strategy.write(composer.box, text));
  return await heldText(composer, text);
}

async function empty(composer: Composer): Promise<void> {
  if (composer.text() === '') return;
  attempt(() => clear(composer.box));
  await settled(composer.box);
}

/** Why nothing may be written into the box at this moment; null when it may. */
export function refusalNow(insertion: Insertion): Refusal | null {
  return placeRefusal(insertion) ?? identityRefusal(insertion) ?? contentRefusal(insertion);
}

/** The box must still be this message's, in a tab that is being looked at. */
function placeRefusal({ composer, ref, page, stillVisible }: Insertion): Refusal | null {
  const visible = stillVisible ?? (() => page.doc.visibilityState === 'visible');
  if (!visible()) return { ok: false, reason: 'tab-hidden' };
  return composer.belongsTo(ref) ? null : { ok: false, reason: 'composer-not-found' };
}

function identityRefusal({ site, composer, accounts, confirmed, override }: Insertion): Refusal | null {
  const identity = composer.identity();
  if (override) return null;
  if (identity.kind === 'unknown') return confirmed ? null : { ok: false, reason: 'identity-unknown', identity };
  return site.isOfficial(identity, accounts) ? null : { ok: false, reason: 'identity-wrong', identity };
}

/** A person's own words are never overwritten nor written on to. */
function contentRefusal({ composer, text, earlier, left }: Insertion): Refusal | null {
  const present = composer.text();
  const isOurs = [text, earlier].some((own) => own !== undefined && isAlike(present, own));
  // Between the attempt and the look a person may have typed: more letters than ours are not ours.
  const isLeft = present === left && lettersOf(text).startsWith(lettersOf(left));
  return present === '' || isOurs || isLeft ? null : { ok: false, reason: 'composer-not-empty' };
}

function lettersOf(text: string): string {
  return text.replace(/\s+/g, '');
}

async function toClipboard({ composer, text, page, copy }: Insertion): Promise<InsertOutcome> {
  const write =
    copy ?? ((words: string) => page.doc.defaultView?.navigator.clipboard.writeText(words) ?? Promise.reject(new Error()));
  attempt(() => selectAll(composer.box));
  return write(text).then(
    () => ({ ok: true, strategy: 'clipboard' }) as const,
    () => ({ ok: false, reason: 'not-accepted' }) as const,
  );
}

async function heldText(composer: Composer, text: string): Promise<'same' | 'alike' | 'other'> {
  let held: 'same' | 'alike' | 'other' = 'same';
  for (let look = 0; look < LOOKS; look += 1) {
    await settled(composer.box);
    const shown = composer.text();
    if (!isAlike(shown, text) || isPlainTextWithParagraphs(composer.box)) return 'other';
    if (!isSameText(shown, text)) held = 'alike';
  }
  return held;
}

/** Chromium makes paragraphs of a whole text where a box is of plain text: shown alike, and lost to who reads its letters. */
function isPlainTextWithParagraphs(box: HTMLElement): boolean {
  return box.contentEditable === 'plaintext-only' && box.querySelector('p, div') !== null;
}

export function settled(box: HTMLElement): Promise<void> {
  const view = box.ownerDocument.defaultView;
  return new Promise((done) => {
    if (view) view.setTimeout(done, SETTLE_MS);
    else done();
  });
}

/** A page may have replaced what a strategy needs; then that strategy has simply not worked. */
function attempt(write: () => void): void {
  try {
    write();
  } catch {
    // What the box holds is read back anyway and decides.
  }
}
