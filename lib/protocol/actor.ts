import type { Actor } from '../domain/cases/model.ts';
import type { Me, Person } from './api.ts';

/** A person as the core knows him: himself and those whose place he takes. */
export function actorOf({ person, actsFor }: Me): Actor {
  // What a device kept before there were substitutes names none.
  return { ...capacityOf(person), actsFor: (actsFor ?? []).map((one) => capacityOf(one.person)) };
}

function capacityOf({ id, roles, bodyId }: Person) {
  return { personId: id, roles, bodyId };
}
