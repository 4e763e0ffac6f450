import { type AllowedAction, allowedActions } from '../../lib/domain/cases/allowed-actions.ts';
import type { Actor, Case, CaseContext } from '../../lib/domain/cases/model.ts';
import { MESSAGE_GONE } from '../../lib/domain/regulations/vocabulary.ts';

/** How this viewer may end the work on a message that is gone. */
export interface Endings {
  /** The step by which it is asked for or done; null when the regulation gives this viewer none. */
  gone: 'request' | 'close' | null;
  /** The ground on which somebody asked to terminate and was not answered yet. */
  asked: string | null;
  mayAccept: boolean;
  mayDecline: boolean;
}

/** What was asked is answered first; closing at once comes before asking: who may do the one need not do the other. */
export function endingsOf(found: Case, context: CaseContext, actor: Actor): Endings {
  const allowed = allowedActions(found, actor, context);
  const asked = groundAsked(found);
  return {
    gone: asked === null ? goneStep(allowed, context) : null,
    asked,
    mayAccept: has('terminate-case'),
    mayDecline: has('decline-termination'),
  };

  function has(command: AllowedAction['command']): boolean {
    return asked !== null && allowed.some((one) => one.command === command);
  }
}

function goneStep(allowed: AllowedAction[], { profile }: CaseContext): Endings['gone'] {
  if (allowed.some(({ command, details }) => command === 'close-case' && details.reason === MESSAGE_GONE)) return 'close';
  const isGround = profile.terminations.some(({ id }) => id === MESSAGE_GONE);
  return isGround && allowed.some(({ command }) => command === 'request-termination') ? 'request' : null;
}

function groundAsked({ events }: Case): string | null {
  const last = events.findLast(({ type }) => type.startsWith('termination.') || type === 'case.terminated');
  return last?.type === 'termination.requested' && typeof last.data.ground === 'string' ? last.data.ground : null;
}
