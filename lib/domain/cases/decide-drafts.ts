import { checkReply } from '../replies/check-reply.ts';
import { attributesOf } from './attributes.ts';
import type { CommandArgs, Refusal } from './commands.ts';
import { unknownAssignment } from './decide-case.ts';
import { locate } from './facts.ts';
import type { Draft, DraftVersion } from './model.ts';
import { propose, type Sitting } from './sitting.ts';

const UNKNOWN_DRAFT: Refusal = { code: 'unknown-draft', clause: null, detail: null };

/** Who may submit may save: the same steps are asked, nothing moves. */
export function saveDraft(on: Sitting, { assignment, draft, kind, text }: CommandArgs['save-draft']): Refusal | null {
  return (
    unwritable(on, assignment, draft, kind) ??
    propose(on, { type: 'draft.saved', rides: 'draft.submitted', assignment, draft, kind, data: { text } })
  );
}

export function submitDraft(on: Sitting, args: CommandArgs['submit-draft']): Refusal | null {
  const { assignment, draft, kind, text, agreedDate, publishedAt } = args;
  const refusal = unwritable(on, assignment, draft, kind) ?? impossibleDates(on, args);
  if (refusal) return refusal;
  const body = on.command.texts.find((one) => one.id === text.id)?.body;
  const data = {
    text: body?.trim() ? text : null,
    ...(agreedDate === undefined ? {} : { agreedDate }),
    ...(publishedAt === undefined ? {} : { publishedAt }),
  };
  const rest = { type: 'draft.submitted', assignment, draft, kind, data };
  return propose(on, rest) ?? brokenRule(on, args, body ?? '');
}

export function approveDraft(on: Sitting, { assignment, draft, textId }: CommandArgs['approve-draft']): Refusal | null {
  const { found, refusal } = submittedDraft(on, assignment, draft);
  if (refusal) return refusal;
  const proposal = { type: 'draft.approved', assignment, draft, kind: found.kind, data: { textId } };
  return propose(on, proposal) ?? stale(found, textId);
}

export function returnDraft(on: Sitting, args: CommandArgs['return-draft']): Refusal | null {
  const { assignment, draft, textId, recommendations } = args;
  const { found, refusal } = submittedDraft(on, assignment, draft);
  if (refusal) return refusal;
  const proposal = { type: 'draft.returned', assignment, draft, kind: found.kind, data: { textId, recommendations } };
  return propose(on, proposal) ?? stale(found, textId);
}

export function draftOf(on: Sitting, assignment: string, draft: string): Draft | undefined {
  return on.state?.assignments.find((one) => one.id === assignment)?.drafts.find((one) => one.id === draft);
}

function newestSubmitted(draft: Draft): DraftVersion | undefined {
  return draft.versions.findLast((version) => version.submitted);
}

function submittedDraft(
  on: Sitting,
  assignment: string,
  draft: string,
): { found: Draft; refusal?: never } | { found?: never; refusal: Refusal } {
  const refusal = unknownAssignment(on, assignment);
  if (refusal) return { refusal };
  const found = draftOf(on, assignment, draft);
  return found && !found.publication && newestSubmitted(found) ? { found } : { refusal: UNKNOWN_DRAFT };
}

/** The text that was read must be the text that is judged. */
function stale(draft: Draft, textId: string): Refusal | null {
  return newestSubmitted(draft)?.text.id === textId ? null : { code: 'stale-draft', clause: null, detail: null };
}

/** A draft lives across versions and kinds until it is published; an assignment works on one at a time. */
function unwritable(on: Sitting, assignment: string, draft: string, kind: string): Refusal | null {
  const refusal = unknownAssignment(on, assignment);
  if (refusal) return refusal;
  if (!on.context.profile.replyKinds.includes(kind)) return { code: 'unknown-value', clause: null, detail: 'kind' };
  const drafts = on.state?.assignments.flatMap((one) => one.drafts.map((its) => ({ ...its, assignment: one.id }))) ?? [];
  const same = drafts.find((one) => one.id === draft);
  const inWork = drafts.find((one) => one.assignment === assignment && one.publication === null);
  const isTaken = same !== undefined && (same.assignment !== assignment || same.publication !== null);
  return isTaken || (inWork !== undefined && inWork.id !== draft) ? UNKNOWN_DRAFT : null;
}

function impossibleDates(on: Sitting, { agreedDate, publishedAt }: CommandArgs['submit-draft']): Refusal | null {
  if (agreedDate !== undefined && !(agreedDate > on.at)) return { code: 'unknown-value', clause: null, detail: 'agreedDate' };
  if (publishedAt !== undefined && !(publishedAt <= on.at)) return { code: 'unknown-value', clause: null, detail: 'publishedAt' };
  return null;
}

/** Rules of level `block` hold a reply back; the rest are the author's and the curator's to weigh. */
function brokenRule(on: Sitting, { assignment, draft, kind }: CommandArgs['submit-draft'], body: string): Refusal | null {
  const { profile } = on.context;
  const event = on.events.at(-1);
  const attributes = attributesOf(profile, on.facts, { assignment, draft }, event ? locate(on.facts, event, profile) : null);
  const broken = checkReply(body, kind, profile, attributes).find((one) => one.level === 'block' && one.code !== 'checklist');
  return broken ? { code: 'reply-rule', clause: broken.clause, detail: broken.rule } : null;
}
