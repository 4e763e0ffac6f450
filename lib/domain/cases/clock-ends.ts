import { parsePattern } from '../regulations/patterns.ts';
import type { ClockRule } from '../regulations/profile.ts';
import type { Located } from './facts.ts';

/** Nothing is fulfilled by these, whatever stop list names them. */
const ONLY_ENDS = new Set(['case.refused', 'case.terminated', 'case.closed']);
/** Decisions on where a message goes. */
const ON_ITS_FATE = new Set(['case.withoutBody', 'case.returnedUp', 'handover.done']);
const OF_WHERE_IT_GOES = new Set(['case.routed', 'case.rerouted', ...ON_ITS_FATE]);

/**
 * A stop fulfils a clock unless it only ends it: a refusal, a termination and a closing do. A body's return fulfils a clock that is about
 * competence, a decision on where the message goes one that waits for such a decision; the first stop of a clock says what it is about.
 */
export function fulfils(rule: ClockRule, event: Located): boolean {
  if (ONLY_ENDS.has(event.type)) return false;
  const [first] = rule.stop;
  const waitsFor = first === undefined ? '' : parsePattern(first).type;
  if (event.type === 'competence.refused') return waitsFor.startsWith('competence.');
  return !ON_ITS_FATE.has(event.type) || OF_WHERE_IT_GOES.has(waitsFor);
}
