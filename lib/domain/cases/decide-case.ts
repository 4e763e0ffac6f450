import { isNetworkInScope } from '../regulations/scope.ts';
import type { CommandArgs, Refusal } from './commands.ts';
import { type Proposal, propose, proposeAll, type Sitting } from './sitting.ts';

/** Detection, classification and routing in one act; each body has the case from that moment (G17). */
export function openCase(on: Sitting, args: CommandArgs['open-case']): Refusal | null {
  const { profile } = on.context;
  const { message, topic, location, importance, note } = args;
  const forbidden = outOfScope(on, message.network, message.channel) ?? unknownImportance(on, importance);
  if (forbidden) return forbidden;
  const regulation = { profile: profile.profile, version: profile.version };
  return (
    proposeAll(on, [
      {
        type: 'message.detected',
        data: { caseId: on.command.caseId, regulation, message, importance: profile.importance.default },
      },
      { type: 'message.classified', data: { topic, location, importance } },
    ]) ?? assign(on, { type: 'case.routed', data: note ? { note } : {} }, args.bodies)
  );
}

export function setImportance(on: Sitting, { importance, reason }: CommandArgs['set-importance']): Refusal | null {
  return unknownImportance(on, importance) ?? propose(on, { type: 'importance.set', data: { importance, reason } });
}

export function refuseCompetence(on: Sitting, { assignment, comment }: CommandArgs['refuse-competence']): Refusal | null {
  return unknownAssignment(on, assignment) ?? propose(on, { type: 'competence.refused', assignment, data: { comment } });
}

export function decideReroute(on: Sitting, { assignment, bodies, note }: CommandArgs['reroute']): Refusal | null {
  return (
    unknownAssignment(on, assignment) ?? assign(on, { type: 'case.rerouted', assignment, data: note ? { note } : {} }, bodies)
  );
}

export function withoutBody(on: Sitting, { assignment, reason }: CommandArgs['close-without-body']): Refusal | null {
  return unknownAssignment(on, assignment) ?? propose(on, { type: 'case.withoutBody', assignment, data: { reason } });
}

export function unknownAssignment(on: Sitting, assignment: string): Refusal | null {
  return on.facts.assignments.has(assignment) ? null : { code: 'unknown-case', clause: null, detail: 'assignment' };
}

/** One assignment for every body named, received by the one whom the body names for it. */
function assign(on: Sitting, routing: Proposal, bodies: string[]): Refusal | null {
  const bodyIds = [...new Set(bodies)];
  const unknown = bodyIds.find((id) => !on.context.bodies.some((body) => body.id === id));
  if (unknown !== undefined) return { code: 'unknown-body', clause: null, detail: unknown };
  const assignments = bodyIds.map((body, index) => ({ id: `${on.command.id}.${index}`, body }));
  const receipts = assignments.map(({ id, body }): Proposal => {
    const executor = on.context.bodies.find((one) => one.id === body)?.defaultExecutorId ?? null;
    return { type: 'assignment.received', assignment: id, by: 'system', data: { body, executor } };
  });
  return proposeAll(on, [{ ...routing, data: { ...routing.data, bodies: bodyIds, assignments } }, ...receipts]);
}

function outOfScope(on: Sitting, network: string, channel: string): Refusal | null {
  const { profile } = on.context;
  if (!isNetworkInScope(profile, network)) return { code: 'network-not-enabled', clause: null, detail: network };
  return profile.scope.channels.includes(channel) ? null : { code: 'unknown-value', clause: null, detail: 'channel' };
}

function unknownImportance(on: Sitting, importance: string): Refusal | null {
  const isKnown = on.context.profile.importance.levels.includes(importance);
  return isKnown ? null : { code: 'unknown-value', clause: null, detail: 'importance' };
}
