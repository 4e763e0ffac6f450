import type { Library } from './library.ts';
import type { TenantFacts } from './reference.ts';

export interface Known {
  revision: number;
  facts: TenantFacts;
}

/** By the library, of which each server has one: two servers of one process know nothing of each other. */
const known = new WeakMap<Library, Map<string, Known>>();

/** What was read of the tenant last: good for whoever finds the same revision in his transaction. */
export function knownFacts(library: Library, tenantId: string): Known | null {
  return known.get(library)?.get(tenantId) ?? null;
}

export function rememberFacts(library: Library, tenantId: string, found: Known): void {
  const tenants = known.get(library) ?? new Map<string, Known>();
  known.set(library, tenants);
  tenants.set(tenantId, found);
}

/** The facts of the tenant as of a revision or a newer one; read only when something was changed since. */
export async function factsOf(
  library: Library,
  { tenantId, revision }: { tenantId: string; revision: number },
  read: () => Promise<TenantFacts>,
): Promise<TenantFacts> {
  const present = knownFacts(library, tenantId);
  if (present?.revision === revision) return present.facts;
  const facts = await read();
  rememberFacts(library, tenantId, { revision, facts });
  return facts;
}
