import type { Profile } from '../regulations/profile.ts';
import { type Facts, noFacts } from './facts.ts';

/** What is known of a case before its first event: attributes by their names, dates as epoch ms; events override them. */
export function givenFacts(profile: Profile, attributes: Record<string, unknown>): Facts {
  const facts = noFacts(profile);
  const { importance, messageKind, multiBody, extension, publishMode } = attributes;
  if (typeof importance === 'string') facts.importance = importance;
  if (typeof messageKind === 'string') facts.messageKind = messageKind;
  if (typeof extension === 'string') facts.extension = extension;
  facts.multiBody = multiBody === true;
  facts.isManualAtStart = publishMode === 'manual';
  const told = {
    type: 'case.given',
    at: Number.NEGATIVE_INFINITY,
    assignment: null,
    draft: null,
    kind: undefined,
    mode: undefined,
  };
  facts.history.push({ ...told, data: attributes });
  return facts;
}
