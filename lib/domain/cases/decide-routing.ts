import { versionInForce } from '../regulations/in-force.ts';
import type { Profile } from '../regulations/profile.ts';
import { factsOf } from './apply-event.ts';
import type { CommandArgs, Refusal } from './commands.ts';
import type { Details } from './details.ts';
import { type AssignmentFacts, isHeld, isOpen } from './facts.ts';
import type { Body, CaseEvent } from './model.ts';
import { clauseOf } from './permission.ts';
import { refused } from './refused.ts';
import { routingOf } from './routing.ts';
import { type Proposal, propose, type Sitting } from './sitting.ts';
import { storedValue } from './stored-value.ts';
import { impossible, unknownAssignment } from './values.ts';

export function route(on: Sitting, { assignment, bodies, ...details }: CommandArgs['route']): Refusal | null {
  return (
    unknownAssignment(on, assignment) ?? send(on, { type: 'case.routed', ...(assignment ? { assignment } : {}) }, bodies, details)
  );
}

export function reroute(on: Sitting, { assignment, bodies, ...details }: CommandArgs['reroute']): Refusal | null {
  return unknownAssignment(on, assignment) ?? send(on, { type: 'case.rerouted', assignment }, bodies, details);
}

/** One assignment for every body named; the first routing puts the case under the regulation of its bodies (design, «Regulations»). */
export function send(
  on: Sitting,
  routing: Pick<Proposal, 'type' | 'assignment'>,
  bodies: string[],
  { lead, executor, ...details }: Details,
): Refusal | null {
  const clause = clauseOf(on.context.profile, routing.type);
  const named = [...new Set(bodies)];
  const found = named.flatMap((id) => on.context.bodies.find((body) => body.id === id) ?? []);
  const unknown = named.find((id) => !found.some((body) => body.id === id));
  if (unknown !== undefined) return refused('unknown-body', unknown, clause);
  if (lead !== undefined && !named.includes(lead)) return refused('unknown-value', 'lead', clause);
  if (details.order === 'sequential' && on.context.profile.multiBody.order === 'parallel') {
    return refused('unknown-value', 'order', clause);
  }
  const { next, refusal } = regulationFor(on, found);
  if (refusal) return { ...refusal, clause };

  const assignments = named.map((body, index) => ({ id: `${on.command.id}.${index}`, body }));
  const leading = assignments.find(({ body }) => body === lead);
  const [only, another] = found;
  const receiver = executor ?? (another ? null : only?.defaultExecutorId);
  const data = {
    ...details,
    ...{ bodies: named, assignments },
    ...(named.length > 1 ? { coExecutors: named.filter((body) => body !== lead) } : {}),
    ...(leading ? { lead: leading.id } : {}),
    ...(receiver ? { executor: receiver } : {}),
    ...(next ? { regulation: { profile: next.profile, version: next.version } } : {}),
  };
  const forbidden = impossible(on, details) ?? propose(on, { ...routing, data });
  if (!forbidden && next) follow(on, next);
  return forbidden;
}

/** All clocks and facts are derived anew from the same events. */
function follow(on: Sitting, profile: Profile): void {
  on.context = { ...on.context, profile };
  on.facts = factsOf(profile, eventsOf(on));
}

/** The regulation that the case changes to, null where it stays; bodies of another one get a linked case. */
function regulationFor(
  on: Sitting,
  bodies: Body[],
): { next: Profile | null; refusal?: never } | { next?: never; refusal: Refusal } {
  const { profile, profiles = [] } = on.context;
  const begun = eventsOf(on)[0]?.data.regulation as { profile: string } | undefined;
  const ids = [...new Set(bodies.map((body) => body.regulation ?? begun?.profile ?? profile.profile))];
  const other = ids.find((id) => id !== profile.profile);
  if (other === undefined) return { next: null };
  const next = versionInForce(profiles, other, on.facts.detectedAt ?? on.at);
  const mayChange = on.facts.assignments.size === 0 && ids.length === 1 && next !== null;
  return mayChange ? { next } : { refusal: refused('other-regulation', other) };
}

function eventsOf(on: Sitting): CaseEvent[] {
  return [...(on.state?.events ?? []), ...on.events];
}

/**
 * Bodies receive what was routed to them at once (G17) or, one after another, when the one before has given its part (A8). A body that
 * cannot receive holds back a routing, but never the act of another body.
 */
export function handOn(on: Sitting): Refusal | null {
  const isRouting = on.events.some((event) => event.type === 'case.routed' || event.type === 'case.rerouted');
  for (const { id, bodyId } of due(on)) {
    const executor =
      routingOf(on.facts, id)?.data.executor ?? on.context.bodies.find((body) => body.id === bodyId)?.defaultExecutorId ?? null;
    const refusal = propose(on, {
      ...{ type: 'assignment.received', assignment: id, by: 'system' },
      data: { body: bodyId, executor },
    });
    if (refusal && isRouting) return refusal;
  }
  return null;
}

function due({ facts }: Sitting): AssignmentFacts[] {
  const held = [...facts.assignments.values()].filter((one) => isOpen(one) && isHeld(one));
  const waiting = held.filter((one) => one.state === 'assigned');
  if (
    waiting.length === 0 ||
    storedValue(facts, 'order', null, ['case.routed', 'case.rerouted', 'lead.named']) !== 'sequential'
  ) {
    return waiting;
  }
  const isAtWork = held.some((one) => one.state !== 'assigned' && one.part === 'none' && one.id !== facts.lead);
  const inOrder = waiting.toSorted((a, b) => Number(a.id === facts.lead) - Number(b.id === facts.lead));
  return isAtWork ? [] : inOrder.slice(0, 1);
}
