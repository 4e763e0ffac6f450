import type { Walk } from './clock-instance.ts';
import { fieldSignal, HOLDER } from './clock-rules.ts';
import type { Located } from './facts.ts';

/** What of all that running clocks follow an event may have changed. */
export function signalsOf(walk: Walk, event: Located): ReadonlySet<string> {
  const signals = new Set<string>(BY_TYPE[event.type] ?? NONE);
  for (const field of Object.keys(event.data)) {
    if (field === 'importance') signals.add(field);
    const root = field.split('.')[0] ?? field;
    if (walk.clocks.fields.has(root)) signals.add(fieldSignal(root));
  }
  if (walk.facts.justEnded.length > 0) signals.add('leads');
  return signals;
}

const NONE: string[] = [];
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
