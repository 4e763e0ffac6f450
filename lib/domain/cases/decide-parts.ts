import type { CommandArgs, Refusal } from './commands.ts';
import { agreement, givenText, otherPictures, stale, unwritable } from './decide-drafts.ts';
import { draftInWork, newestSubmitted } from './find-draft.ts';
import { PART } from './part.ts';
import { refused } from './refused.ts';
import { propose, type Sitting } from './sitting.ts';
import { impossible, unknownAssignment } from './values.ts';

/** One body's share of a common reply. */
export function submitPart(on: Sitting, { assignment, draft, text, ...details }: CommandArgs['submit-part']): Refusal | null {
  const data = { ...details, text: givenText(on, text), ...agreement(on, draft, text) };
  return (
    unwritable(on, assignment, draft, PART) ??
    otherPictures(on, text) ??
    propose(on, { type: 'part.submitted', assignment, draft, data })
  );
}

export function approvePart(on: Sitting, { assignment, textId, ...details }: CommandArgs['approve-part']): Refusal | null {
  const about = { assignment, data: { ...details, textId } };
  return notGiven(on, assignment, ['given']) ?? propose(on, { type: 'part.approved', ...about }) ?? read(on, assignment, textId);
}

export function returnPart(on: Sitting, { assignment, textId, ...details }: CommandArgs['return-part']): Refusal | null {
  const draft = draftInWork(on, assignment)?.id;
  const data = { ...details, what: PART, textId };
  const about = { assignment, ...(draft === undefined ? {} : { draft }), data };
  return (
    notGiven(on, assignment, ['given', 'approved']) ??
    impossible(on, details) ??
    propose(on, { type: 'draft.returned', ...about }) ??
    read(on, assignment, textId)
  );
}

function notGiven(on: Sitting, assignment: string, parts: string[]): Refusal | null {
  const part = on.facts.assignments.get(assignment)?.part;
  return unknownAssignment(on, assignment) ?? (part && parts.includes(part) ? null : refused('wrong-stage', part ?? null));
}

function read(on: Sitting, assignment: string, textId: string): Refusal | null {
  const draft = draftInWork(on, assignment);
  return stale(draft ? newestSubmitted(draft)?.text.id : undefined, textId);
}
