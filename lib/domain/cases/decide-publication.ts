import type { CommandArgs, Refusal } from './commands.ts';
import { aboutDraft, unpublished } from './decide-drafts.ts';
import { findDraft } from './find-draft.ts';
import { refused } from './refused.ts';
import { type Proposal, propose, type Sitting } from './sitting.ts';
import { impossible, unknownAssignment } from './values.ts';

/**
 * The reply stands in the network: its link is the proof, filed with it wherever the flow takes one. What a person put in by our own
 * insertion may stand for the system's publication; what he posted by hand never does.
 */
export function recordPublication(on: Sitting, args: CommandArgs['record-publication']): Refusal | null {
  const { assignment, draft, mode, text, permalink, publishedAt, ...details } = args;
  const found = unpublished(on, assignment, draft);
  if (!found) return unknownAssignment(on, assignment) ?? refused('unknown-draft');
  if (details.matches === false && !details.explanation) return refused('missing-data', 'explanation');
  if (mode === 'manual' && !on.context.profile.publishing.manual.allowed) return refused('unknown-value', 'mode');

  const about = { ...aboutDraft(assignment, draft), kind: found.draft.kind, at: publicationAt(on, draft, publishedAt) };
  const data = { ...details, text, permalink, publishedAt };
  const by = mode === 'auto' ? { by: 'orSystem' as const } : {};
  const refusal = impossible(on, details) ?? propose(on, { type: 'reply.published', mode, ...by, data, ...about });
  if (refusal) return refusal;
  propose(on, { type: 'proof.attached', data: { permalink, publishedAt }, ...about });
  return null;
}

/**
 * A link added by hand to what has been published; where nothing is posted again, the link itself is the publication and tells when the
 * earlier reply was given (G16).
 */
export function attachProof(on: Sitting, { assignment, draft, permalink }: CommandArgs['attach-proof']): Refusal | null {
  const unknown = unknownAssignment(on, assignment);
  if (unknown) return unknown;
  const found = findDraft(on, draft);
  if (found?.assignment !== assignment) return refused('unknown-draft');
  const publishedAt = publishedBefore(on, draft);
  const data = { permalink, ...(publishedAt === undefined ? {} : { publishedAt }) };
  const proof: Proposal = { type: 'proof.attached', ...aboutDraft(assignment, draft), kind: found.draft.kind, data };
  const refusal = propose(on, proof);
  if (refusal) return refusal;
  const provesNothing = found.draft.publication === null && on.events.at(-1)?.data.to === 'same';
  return provesNothing ? refused('wrong-stage', 'not-published') : null;
}

/** The moment of posting counts, not that of finding it (G16), but never before what had to come first: pages tell minutes only. */
function publicationAt(on: Sitting, draft: string, publishedAt: number): number {
  const earlier = on.facts.history.filter((event) => event.draft === draft).map((event) => event.at);
  return Math.min(on.at, Math.max(publishedAt, ...earlier));
}

function publishedBefore(on: Sitting, draft: string): number | undefined {
  const told = on.facts.history.findLast((event) => event.draft === draft && typeof event.data.publishedAt === 'number');
  return told ? Number(told.data.publishedAt) : undefined;
}
