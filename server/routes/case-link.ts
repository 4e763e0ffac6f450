import { actorOf } from '../../lib/protocol/actor.ts';
import { findCase, loadCase } from '../commands/case-store.ts';
import { readTenant } from '../db/connect.ts';
import type { AppDeps } from '../deps.ts';
import { noteRead } from '../journal/reads.ts';
import { scopeOf, sees } from '../policies/visibility.ts';
import { tenantProfiles } from '../reference.ts';
import type { Account } from './page-kit.ts';

/** Where a letter leads: it names no page of a citizen itself. */
export function caseLink(origin: string, caseId: string): string {
  return `${origin}/?${new URLSearchParams({ case: caseId })}`;
}

/** The page of a case's message in its network, for whoever may see the case; null for anybody else. */
export function permalinkOf({ db, library, now }: AppDeps, { me, tenantId }: Account, caseId: string): Promise<string | null> {
  return readTenant(db, tenantId, async (trx) => {
    const row = await findCase(trx, caseId);
    if (!row || !sees(scopeOf(actorOf(me), await tenantProfiles(trx, library)), row.bodies)) return null;
    const permalink = (await loadCase(trx, row))?.message.permalink;
    if (permalink === undefined || URL.parse(permalink)?.protocol !== 'https:') return null;
    // The address leads to what a citizen wrote.
    await noteRead(trx, { tenantId, personId: me.person.id, deviceId: null, what: 'case-link', caseIds: [caseId], at: now() });
    return permalink;
  });
}
