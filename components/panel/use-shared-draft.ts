import { useEffect, useRef } from 'preact/hooks';
import type { DraftVersion } from '../../lib/domain/cases/model.ts';
import { bothPictures, type FormPicture, picturesOf, signOf } from './form-pictures.ts';
import type { Share } from './shares.ts';
import { type Kept, useKept } from './use-kept.ts';
import type { CaseView, PanelActions, ReplyForm } from './view.ts';

export interface SharedDraft extends Kept<ReplyForm> {
  /** Another version that was saved while this text was being written; null while there is none. */
  newer: { version: DraftVersion; text: string } | null;
  keepMine: () => void;
  takeTheirs: () => void;
  bringBack: () => void;
  /** This text is in the case now. */
  filed: (form: ReplyForm) => void;
}

/** The reply that one body's people write together: nobody's text takes the place of another's unread, and none is lost. */
export function useSharedDraft(share: Share, view: CaseView, actions: PanelActions): SharedDraft {
  const { id } = share.assignment;
  const newest = newestVersion(share);
  const theirs = newest && view.texts[newest.text.id];
  const of = { owner: view.owner, caseId: view.case.id, assignment: id };
  const form = useKept<ReplyForm>(view.kept[id] ?? startingForm(share, view), (value) => actions.keepReply(of, value));
  const { value, change, adopt } = form;
  /** What was filed from here is no colleague's, also when typing went on meanwhile. */
  const own = useRef(new Set<string>());
  const mine = signOf(value.text, value.pictures);
  const theirSign = theirs === undefined ? null : signOf(theirs, picturesOf(newest, view.texts));

  const isBehind = newest !== undefined && value.base !== undefined && value.base !== newest.text.id;
  const isUntouched = isBehind && value.aside === undefined && mine === baseSign(share, view, value.base);
  const isSame = theirSign !== null && (theirSign === mine || own.current.has(theirSign));
  useEffect(() => {
    if (!isBehind) return;
    if (isSame) adopt({ ...value, base: newest.text.id });
    else if (isUntouched) adopt(startingForm(share, view));
  }, [newest?.text.id, isSame, isUntouched]);

  const isConflict = isBehind && !isSame && !isUntouched && theirs !== undefined;
  return {
    ...form,
    change: (next) => {
      actions.typing();
      change(next);
    },
    newer: isConflict ? { version: newest, text: theirs } : null,
    keepMine: () => newest && change({ ...value, base: newest.text.id }),
    takeTheirs: () =>
      newest &&
      change({
        ...value,
        ...withPictures(bothPictures(picturesOf(newest, view.texts), value.pictures)),
        text: theirs ?? '',
        base: newest.text.id,
        aside: value.text,
      }),
    bringBack: () => {
      const { aside, ...rest } = value;
      change({ ...rest, text: aside ?? rest.text });
    },
    filed: (sent) => own.current.add(signOf(sent.text, sent.pictures)),
  };
}

function newestVersion(share: Share): DraftVersion | undefined {
  return share.draft?.publication === null ? share.draft.versions.at(-1) : undefined;
}

/** A returned draft is corrected, not written anew. */
function startingForm(share: Share, view: CaseView): ReplyForm {
  const newest = newestVersion(share);
  const kind = newest && share.kinds.includes(newest.kind) ? newest.kind : (share.kinds[0] ?? 'final');
  const text = (newest && view.texts[newest.text.id]) ?? '';
  return { kind, text, ...withPictures(picturesOf(newest, view.texts)), agreedOn: '', base: newest?.text.id ?? null };
}

function withPictures(pictures: FormPicture[]): { pictures?: FormPicture[] } {
  return pictures.length === 0 ? {} : { pictures };
}

/** Null base: begun from nothing. What is masked, or not known here, reads as nothing too. */
function baseSign(share: Share, view: CaseView, base: string | null | undefined): string {
  const version = share.draft?.versions.findLast((one) => one.text.id === base);
  return signOf((base && view.texts[base]) ?? '', picturesOf(version, view.texts));
}
