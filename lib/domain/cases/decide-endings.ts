import { holds } from '../regulations/patterns.ts';
import { attributesOf } from './attributes.ts';
import type { CommandArgs, Refusal } from './commands.ts';
import { lacks } from './needs.ts';
import { refused } from './refused.ts';
import { propose, type Sitting } from './sitting.ts';
import { storedValue } from './stored-value.ts';
import { impossible } from './values.ts';

/** A refusal stands on a ground of the text, with what that ground asks for. */
export function endByGround(on: Sitting, details: CommandArgs['refuse-case']): Refusal | null {
  const { profile } = on.context;
  const ground = profile.refusals.find((one) => one.id === details.ground);
  if (!ground) return refused('unknown-value', 'ground');
  const known = attributesOf(profile, on.facts, { assignment: null, draft: null }, null);
  const isMet = holds(ground.when, known);
  const missing = ground.needs?.find(
    (need) => lacks(need, { data: { ...details } }) && lacks(need, { data: { [need]: known(need) } }),
  );
  const refusal = impossible(on, details) ?? propose(on, { type: 'case.refused', data: { ...details } });
  if (refusal) return refusal;
  if (!isMet) return refused('ground-not-met', ground.when ?? null, ground.cl);
  if (missing !== undefined) return refused('missing-data', missing, ground.cl);
  return notTheirs(on, ground.by, ground.cl);
}

/** The handling ends on request: the decision is about the ground that was named, and may count from the asking (L24). */
export function terminate(on: Sitting, type: string, details: CommandArgs['terminate-case']): Refusal | null {
  const ground = on.context.profile.terminations.find((one) => one.id === details.ground);
  if (!ground) return refused('unknown-value', 'ground');
  const isDecision = type === 'case.terminated';
  const requestedAt = on.facts.terminationRequestedAt;
  const asked = storedValue(on.facts, 'ground', null, ['termination.requested']);
  const counts = isDecision && ground.effective === 'request' && requestedAt !== null ? { effectiveAt: requestedAt } : {};
  const refusal = impossible(on, details) ?? propose(on, { type, data: { ...details, ...counts } });
  if (refusal) return refusal;
  if (isDecision && asked !== details.ground) return refused('unknown-value', 'ground', ground.cl);
  const missing = isDecision ? undefined : ground.needs.find((need) => lacks(need, { data: { ...details } }));
  if (missing !== undefined) return refused('missing-data', missing, ground.cl);
  return notTheirs(on, [isDecision ? ground.decidedBy : ground.requestBy], ground.cl);
}

/** A ground may be for some of those who may end a case at all. */
function notTheirs(on: Sitting, roles: string[], clause: string): Refusal | null {
  const by = on.events.at(-1)?.by;
  const isTheirs = by === undefined || by === 'system' || roles.includes(by.role);
  return isTheirs ? null : refused('not-your-role', roles[0] ?? null, clause);
}
