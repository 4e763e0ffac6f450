import { checkReply } from '../replies/check-reply.ts';
import { areTooMany, type Picture, samePictures } from '../replies/picture.ts';
import { attributesOf } from './attributes.ts';
import type { CommandArgs, Refusal } from './commands.ts';
import type { Details } from './details.ts';
import { locate } from './facts.ts';
import { allVersions, draftInWork, type FoundDraft, findDraft, newestSubmitted } from './find-draft.ts';
import type { TextRef } from './model.ts';
import { CONSOLIDATED, PART } from './part.ts';
import { refused } from './refused.ts';
import { propose, type Sitting } from './sitting.ts';
import { impossible, unknownAssignment } from './values.ts';

/** Who may submit a text, or ask for agreement to it, may save it: the same steps are asked, nothing moves. */
export function saveDraft(on: Sitting, { assignment, draft, kind, base, ...details }: CommandArgs['save-draft']): Refusal | null {
  const rides = [kind === PART ? 'part.submitted' : 'draft.submitted', 'deputy.asked'];
  const about = aboutDraft(assignment, draft);
  return (
    ofNobody(assignment, details) ??
    overtaken(on, assignment, base) ??
    unwritable(on, assignment, draft, kind) ??
    otherPictures(on, details.text, details.pictures) ??
    propose(on, { type: 'draft.saved', rides, ...about, kind, data: details })
  );
}

export function submitDraft(on: Sitting, args: CommandArgs['submit-draft']): Refusal | null {
  const { assignment, draft, kind, text, base, ...details } = args;
  if (kind === PART) return refused('unknown-value', 'kind');
  const refusal =
    ofNobody(assignment, details) ??
    overtaken(on, assignment, base) ??
    unwritable(on, assignment, draft, kind) ??
    otherPictures(on, text, details.pictures) ??
    impossible(on, details);
  if (refusal) return refusal;
  const data = { ...details, text: givenText(on, text), ...agreement(on, draft, text) };
  const rest = { type: 'draft.submitted', ...aboutDraft(assignment, draft), kind, data };
  return propose(on, rest) ?? brokenRule(on, args);
}

/** The text goes to the deputy who agrees before the regulation's own approval. */
export function askDeputy(on: Sitting, args: CommandArgs['ask-deputy']): Refusal | null {
  const { assignment, draft, kind, text, base, ...details } = args;
  const data = { ...details, text: givenText(on, text) };
  return (
    overtaken(on, assignment, base) ??
    unwritable(on, assignment, draft, kind) ??
    otherPictures(on, text, details.pictures) ??
    propose(on, { type: 'deputy.asked', ...aboutDraft(assignment, draft), kind, data })
  );
}

/** The deputy judges the newest text, saved or sent: the text agreed and the text submitted are one (A16). */
export function judgeAsDeputy(on: Sitting, type: string, args: CommandArgs['agree-as-deputy']): Refusal | null {
  const { assignment, draft, textId, ...details } = args;
  const found = unpublished(on, assignment, draft);
  if (!found) return refused('unknown-draft');
  const { kind } = found.draft;
  const refusal = propose(on, { type, ...aboutDraft(assignment, draft), kind, data: { ...details, textId } });
  return refusal ?? stale(found.draft.versions.at(-1)?.text.id, textId);
}

export function approveDraft(on: Sitting, args: CommandArgs['approve-draft']): Refusal | null {
  return judge(on, 'draft.approved', args);
}

export function returnDraft(on: Sitting, args: CommandArgs['return-draft']): Refusal | null {
  return judge(on, 'draft.returned', args);
}

/** The text that was read must be the text that is judged; a part has its own judgement. */
function judge(
  on: Sitting,
  type: string,
  { assignment, draft, textId, ...details }: CommandArgs['approve-draft'],
): Refusal | null {
  const found = unpublished(on, assignment, draft);
  const newest = found && newestSubmitted(found.draft);
  if (!found || !newest || newest.kind === PART) return unknownAssignment(on, assignment) ?? refused('unknown-draft');
  const data = { ...details, textId };
  const refusal =
    impossible(on, details) ?? propose(on, { type, ...aboutDraft(assignment, draft), kind: found.draft.kind, data });
  return refusal ?? stale(newest.text.id, textId);
}

export function stale(newest: string | undefined, textId: string): Refusal | null {
  return newest === textId ? null : refused('stale-draft');
}

/** A draft of that assignment that stands in no network yet. */
export function unpublished(on: Sitting, assignment: string | null, draft: string | undefined): FoundDraft | null {
  const found = draft === undefined ? null : findDraft(on, draft);
  return found && found.assignment === assignment && found.draft.publication === null ? found : null;
}

export function aboutDraft(assignment: string | null, draft: string): { assignment?: string; draft: string } {
  return assignment === null ? { draft } : { assignment, draft };
}

/** Two may write one text: what was begun from another version than the newest does not take its place unread. */
function overtaken(on: Sitting, assignment: string | null, base: string | null | undefined): Refusal | null {
  if (base === undefined) return null;
  const newest = draftInWork(on, assignment)?.versions.at(-1);
  return newest === undefined || newest.text.id === base ? null : refused('stale-draft');
}

/** A draft lives across versions and kinds until it is published; an assignment, or the whole case, works on one at a time. */
export function unwritable(on: Sitting, assignment: string | null, draft: string, kind: string): Refusal | null {
  const unknown = unknownAssignment(on, assignment);
  if (unknown) return unknown;
  if (kind !== PART && !on.context.profile.replyKinds.includes(kind)) return refused('unknown-value', 'kind');
  const same = findDraft(on, draft);
  const inWork = draftInWork(on, assignment);
  const isTaken = same !== null && (same.assignment !== assignment || same.draft.publication !== null);
  return isTaken || (inWork !== null && inWork.id !== draft) ? refused('unknown-draft') : null;
}

/**
 * A text is judged by its id, and its pictures with it: an id that a version has already cannot come back with other pictures than those
 * that were seen.
 */
export function otherPictures(on: Sitting, text: TextRef, pictures: Picture[] = []): Refusal | null {
  if (areTooMany(pictures)) return refused('unknown-value', 'pictures');
  const isChanged = allVersions(on).some((one) => one.text.id === text.id && !samePictures(one.pictures, pictures));
  return isChanged ? refused('stale-draft', 'pictures') : null;
}

/** Only one text for the parts of several bodies is of the whole case; every other is of one body. */
function ofNobody(assignment: string | null, { what }: Details): Refusal | null {
  return assignment === null && what !== CONSOLIDATED ? refused('missing-data', 'assignment') : null;
}

/** A text that did not come along, or is blank, is as good as none. */
export function givenText(on: Sitting, text: TextRef): TextRef | null {
  return bodyOf(on, text).trim() === '' ? null : text;
}

/** The deputy's agreement, where it is to this very text. */
export function agreement(on: Sitting, draft: string, text: TextRef): { deputyAgreed?: string } {
  return findDraft(on, draft)?.draft.agreedTextId === text.id ? { deputyAgreed: text.id } : {};
}

function bodyOf(on: Sitting, text: TextRef): string {
  return on.command.texts.find((one) => one.id === text.id)?.body ?? '';
}

/** Rules of level `block` hold a reply back; the rest are the author's and the curator's to weigh. */
function brokenRule(on: Sitting, { assignment, draft, kind, text, pictures = [] }: CommandArgs['submit-draft']): Refusal | null {
  const { profile } = on.context;
  const event = on.events.at(-1);
  const attributes = attributesOf(profile, on.facts, { assignment, draft }, event ? locate(on.facts, event, profile) : null);
  const found = checkReply(bodyOf(on, text), kind, profile, attributes, pictures.length);
  const broken = found.find((one) => one.level === 'block' && one.code !== 'checklist');
  return broken ? refused('reply-rule', broken.rule, broken.clause) : null;
}
