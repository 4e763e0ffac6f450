import type { NetworkId } from '../../lib/domain/cases/model.ts';
import { type PageFeature, type PageRules, parsedJson, type SignedText } from '../../lib/protocol/page-rules.ts';
import { type Db, inTenant, type Trx } from '../db/connect.ts';
import type { RulesSigner } from './rules-signer.ts';

export interface Revision {
  network: NetworkId;
  revision: number;
  /** The file as it was given; null: as the extension was built. */
  selectors: string | null;
  off: PageFeature[];
  by: string;
  byId: string;
  /** Epoch ms, UTC. */
  at: number;
}

/** All revisions, the newest of each network first. */
export async function readRevisions(trx: Trx): Promise<Revision[]> {
  const rows = await trx
    .selectFrom('page_rules')
    .innerJoin('person', (join) => join.onRef('person.tenant_id', '=', 'page_rules.tenant_id').onRef('person.id', '=', 'made_by'))
    .select(['network', 'revision', 'selectors', 'switched_off', 'person.name', 'made_by', 'made_at'])
    .orderBy('network')
    .orderBy('revision', 'desc')
    .execute();
  return rows.map((row) => ({
    network: row.network as NetworkId,
    revision: row.revision,
    selectors: row.selectors,
    off: row.switched_off as PageFeature[],
    by: row.name,
    byId: row.made_by,
    at: row.made_at,
  }));
}

/** What devices of this tenant get: the newest revision of each network, signed. */
export async function signedRules(trx: Trx, tenantId: string, signer: RulesSigner | null): Promise<SignedText[]> {
  if (!signer) return [];
  const newest = (await readRevisions(trx)).filter((one, index, all) => all[index - 1]?.network !== one.network);
  return newest.map(({ network, revision, selectors, off }) => {
    const rules: Omit<PageRules, 'selectors'> & { selectors: unknown } = {
      tenant: tenantId,
      network,
      revision,
      off,
      selectors: selectors === null ? null : parsedJson(selectors),
    };
    return signer.sign(JSON.stringify(rules));
  });
}

/** Adds a revision; what is not told stays as in the one before. Two at the same moment: the second fails and is tried again by the person. */
export function addRevision(
  db: Db,
  { tenantId, personId, network }: { tenantId: string; personId: string; network: NetworkId },
  change: Partial<Pick<Revision, 'selectors' | 'off'>>,
  now: number,
): Promise<number> {
  return inTenant(db, tenantId, async (trx) => {
    const last = (await readRevisions(trx)).find((one) => one.network === network);
    const revision = (last?.revision ?? 0) + 1;
    const selectors = change.selectors === undefined ? (last?.selectors ?? null) : change.selectors;
    await trx
      .insertInto('page_rules')
      .values({
        tenant_id: tenantId,
        network,
        revision,
        selectors,
        switched_off: change.off ?? last?.off ?? [],
        made_by: personId,
        made_at: now,
      })
      .execute();
    return revision;
  });
}
