import { timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { z } from 'zod';
import type { readySchema } from '../../lib/protocol/api-schema.ts';
import { sha256 } from '../commands/canonical.ts';
import type { AppDeps } from '../deps.ts';

/** What watches the server asks: whether it can serve, and figures. */
export function watchingRoutes(deps: AppDeps): Hono {
  const watching = new Hono();
  watching.get('/api/ready', async (c) => {
    const standing = await deps.readiness.standing();
    const ready = standing === 'ready';
    // A full disk is every server's of this database: a balancer that took them away would leave nothing to read.
    const isEnough = ready || (standing === 'disk-full' && c.req.query('for') === 'reading');
    c.header('Cache-Control', 'no-store');
    return c.json({ ready, ...(ready ? {} : { reason: standing }) } satisfies z.infer<typeof readySchema>, isEnough ? 200 : 503);
  });
  watching.get('/metrics', async (c) => {
    if (!mayWatch(c, deps)) return c.text('Метрики отдаются этой машине или по ключу (VOVREMYA_METRICS_TOKEN).\n', 403);
    return c.body(await deps.metrics.text(), 200, {
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
      'Cache-Control': 'no-store',
    });
  });
  return watching;
}

/** This machine may, unless a proxy brings somebody else's request; others with the token. */
function mayWatch(c: Context, { metricsToken, clientOf }: AppDeps): boolean {
  const given = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1];
  if (metricsToken !== null && given !== undefined) return isSame(given, metricsToken);
  const isForwarded = c.req.header('x-forwarded-for') !== undefined || c.req.header('forwarded') !== undefined;
  return !isForwarded && /^(127\.|::1$|::ffff:127\.)/.test(clientOf(c));
}

function isSame(given: string, token: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(given)), Buffer.from(sha256(token)));
}
