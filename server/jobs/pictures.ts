import { inTenant, tenantIds } from '../db/connect.ts';
import { forEach, type JobDeps } from './job-deps.ts';

const DAY_MS = 24 * 3_600_000;
const UNNAMED_MS = 7 * DAY_MS;
/** A device that was away longer than this has nothing held back that counts. */
const TOLD_MS = 400 * DAY_MS;

/** Removes the pictures that nobody's version has named for a week: put in and taken out again, or left behind by a device that is gone. */
export async function lookAtPictures({ db, now }: Pick<JobDeps, 'db' | 'now'>): Promise<void> {
  await forEach(await tenantIds(db), (tenantId) =>
    inTenant(db, tenantId, async (trx) => {
      const unnamed = trx.deleteFrom('picture').where('named_at', 'is', null);
      await unnamed.where('uploaded_at', '<', now() - UNNAMED_MS).execute();
      await trx
        .deleteFrom('command_told')
        .where('told_at', '<', now() - TOLD_MS)
        .execute();
    }),
  );
}
