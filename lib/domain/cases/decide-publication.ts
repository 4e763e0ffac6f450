import type { CommandArgs, Refusal } from './commands.ts';
import { unknownAssignment } from './decide-case.ts';
import { draftOf } from './decide-drafts.ts';
import type { Draft } from './model.ts';
import { type Proposal, propose, type Sitting } from './sitting.ts';

const UNKNOWN_DRAFT: Refusal = { code: 'unknown-draft', clause: null, detail: null };

export function reportFailure(on: Sitting, { assignment, draft, error }: CommandArgs['report-publish-failure']): Refusal | null {
  const { found, refusal } = approvedDraft(on, assignment, draft);
  if (refusal) return refusal;
  return propose(on, { type: 'publish.failed', assignment, draft, kind: found.kind, by: 'orSystem', data: { error } });
}

/** The reply stands in the network: its link is the proof, filed with it wherever the flow takes one. */
export function recordPublication(on: Sitting, args: CommandArgs['record-publication']): Refusal | null {
  const { assignment, draft, mode, permalink, publishedAt, text, textSha256, matches, explanation, identityOverride } = args;
  const { found, refusal } = approvedDraft(on, assignment, draft);
  if (refusal) return refusal;
  if (matches === false && !explanation) return { code: 'missing-data', clause: null, detail: 'explanation' };
  if (mode === 'manual' && !on.context.profile.publishing.manual.allowed)
    return { code: 'unknown-value', clause: null, detail: 'mode' };

  const at = publicationAt(on, draft, publishedAt);
  const about = { assignment, draft, kind: found.kind, at };
  const data = {
    ...{ permalink, publishedAt, text, textSha256, matches },
    ...(explanation ? { explanation } : {}),
    ...(identityOverride ? { identityOverride } : {}),
  };
  const published = propose(on, { type: 'reply.published', mode, by: 'orSystem', data, ...about });
  if (published) return published;
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
  const found = draftOf(on, assignment, draft);
  if (!found) return UNKNOWN_DRAFT;
  const publishedAt = publishedBefore(on, draft);
  const data = { permalink, ...(publishedAt === undefined ? {} : { publishedAt }) };
  const proof: Proposal = { type: 'proof.attached', assignment, draft, kind: found.kind, data };
  const refusal = propose(on, proof);
  if (refusal) return refusal;
  const provesNothing = found.publication === null && on.events.at(-1)?.data.to === 'same';
  return provesNothing ? { code: 'wrong-stage', clause: null, detail: 'not-published' } : null;
}

function approvedDraft(
  on: Sitting,
  assignment: string,
  draft: string,
): { found: Draft; refusal?: never } | { found?: never; refusal: Refusal } {
  const refusal = unknownAssignment(on, assignment);
  if (refusal) return { refusal };
  const found = draftOf(on, assignment, draft);
  return found && found.publication === null ? { found } : { refusal: UNKNOWN_DRAFT };
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
