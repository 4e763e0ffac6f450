import type { Library } from './library.ts';
import type { TenantFacts } from './reference.ts';

interface Known {
  revision: number;
  facts: TenantFacts;
}

/** By the library, of which each server has one: two servers of one process know nothing of each other. */
const known = new WeakMap<Library, Map<string, Known>>();

/** The facts of the tenant as of a revision or a newer one; read only when something was changed since. */
export async function factsOf(
  library: Library,
  { tenantId, revision }: { tenantId: string; revision: number },
  read: () => Promise<TenantFacts>,
): Promise<TenantFacts> {
  const tenants = known.get(library) ?? new Map<string, Known>();
  known.set(library, tenants);
  const present = tenants.get(tenantId);
  if (present?.revision === revision) return present.facts;
  const facts = await read();
  tenants.set(tenantId, { revision, facts });
  return facts;
}
