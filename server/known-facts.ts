import type { Trx } from './db/connect.ts';
import type { Library } from './library.ts';
import { readFacts, type TenantFacts } from './reference.ts';

interface Known {
  revision: number;
  facts: TenantFacts;
}

/** By the library, of which each server has one: two servers of one process know nothing of each other. */
const known = new WeakMap<Library, Map<string, Known>>();

/** The facts of the tenant as of a revision or a newer one, read from the database only when something was changed since. */
export async function factsOf(trx: Trx, library: Library, tenantId: string, revision: number): Promise<TenantFacts> {
  const tenants = known.get(library) ?? new Map<string, Known>();
  known.set(library, tenants);
  const present = tenants.get(tenantId);
  if (present?.revision === revision) return present.facts;
  const facts = await readFacts(trx);
  tenants.set(tenantId, { revision, facts });
  return facts;
}
