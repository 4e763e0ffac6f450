import type { Walk } from './clock-instance.ts';
import { fieldSignal, HOLDER } from './clock-rules.ts';
import type { Located } from './facts.ts';
import { rootOf } from './stored-value.ts';

/** What of all that running clocks follow an event may have changed. */
export function signalsOf(walk: Walk, event: Located): string[] {
  const signals = [...(BY_TYPE[event.type] ?? [])];
  for (const field in event.data) {
    if (field === 'importance') signals.push(field);
    else if (walk.clocks.fields.has(rootOf(field))) signals.push(fieldSignal(rootOf(field)));
  }
  if (walk.facts.justEnded.length > 0) signals.push('leads');
  return signals;
}

const BY_TYPE: Record<string, string[]> = {
  'extension.agreed': ['extension'],
  'draft.submitted': ['publishMode'],
  'draft.approved': ['publishMode'],
  'publish.failed': ['publishMode'],
  'reply.published': ['publishMode'],
  'lead.named': ['leads', HOLDER],
  'case.routed': ['leads', HOLDER],
  'case.rerouted': ['leads', HOLDER],
  'case.withoutBody': ['leads', HOLDER],
  'competence.refused': ['leads'],
  'assignment.received': ['leads', HOLDER],
};
