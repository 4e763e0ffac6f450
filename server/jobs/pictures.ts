import { inTenant, tenantIds } from '../db/connect.ts';
import { forEach, type JobDeps } from './job-deps.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

/** Removes the pictures that nobody's version has named for a week: put in and taken out again, or left behind by a device that is gone. */
export async function lookAtPictures({ db, now }: Pick<JobDeps, 'db' | 'now'>): Promise<void> {
  await forEach(await tenantIds(db), (tenantId) =>
    inTenant(db, tenantId, async (trx) => {
      const before = now() - WEEK_MS;
      await trx.deleteFrom('picture').where('named_at', 'is', null).where('uploaded_at', '<', before).execute();
    }),
  );
}
