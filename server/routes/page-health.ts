import type { Context } from 'hono';
import { pageHealthSchema } from '../../lib/protocol/page-health.ts';
import type { Device } from '../auth/devices.ts';
import type { AppDeps } from '../deps.ts';
import { takePageHealth } from '../page-rules/page-health.ts';
import type { Fail } from './api.ts';
import { readJson } from './json-body.ts';

/** Counts of pages that were not read, from a device; whose it is is not written down. */
export async function postPageHealth(
  c: Context,
  { db, metrics, now }: Pick<AppDeps, 'db' | 'metrics' | 'now'>,
  { tenantId }: Device,
  fail: Fail,
): Promise<Response> {
  const asked = await readJson(c, pageHealthSchema);
  if (!asked.ok) return fail(c, 'bad-request', asked.detail);
  for (const count of await takePageHealth(db, tenantId, asked.value, now())) metrics.unreadPage(count);
  return c.json({ ok: true });
}
