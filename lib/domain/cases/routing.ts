import type { Facts, Located } from './facts.ts';

/** Events that give the work to bodies and make an assignment for each. */
export function isRouting({ type }: { type: string }): boolean {
  return type === 'case.routed' || type === 'case.rerouted';
}

/** The routing that made an assignment. */
export function routingOf(facts: Facts, assignment: string): Located | undefined {
  return facts.history.findLast((event) => assignmentsIn(event.data).some((made) => made.id === assignment));
}

/** Assignments that a routing event makes: `assignments: [{id, body}]`, or `bodies` holding the ids themselves. */
export function assignmentsIn(data: Record<string, unknown>): { id: string; body: string | null }[] {
  if (Array.isArray(data.assignments)) return data.assignments as { id: string; body: string }[];
  if (Array.isArray(data.bodies)) return data.bodies.map((id) => ({ id: String(id), body: null }));
  return [];
}
