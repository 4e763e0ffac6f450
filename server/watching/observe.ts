import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { matchedRoutes } from 'hono/route';
import type { Log } from '../log.ts';
import type { Metrics } from './metrics.ts';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const SLOW_SECONDS = 2;

/**
 * Counts every request; those that failed by the server's fault or took long are logged, by the pattern of their route, and so is who asked
 * for what he may not have or what is not there for him.
 */
export function observe({ metrics, log }: { metrics: Metrics; log: Log }) {
  return createMiddleware(async (c, next) => {
    const startedAt = performance.now();
    await next();
    const seconds = (performance.now() - startedAt) / 1000;
    const { status } = c.res;
    const method = METHODS.has(c.req.method) ? c.req.method : 'OTHER';
    const route = routeOf(c);
    metrics.request({ method, route, status, seconds });
    if (status === 403 || status === 404) noteDenied(c, log, { method, route, status });
    if (status >= 500 || seconds > SLOW_SECONDS) log.warn('request', { method, route, status, ms: Math.round(seconds * 1000) });
  });
}

/** What the routes note of whoever asks by a device or is signed in at the pages. */
interface Asker {
  device?: { id: string; tenantId: string; me: { person: { id: string } } };
  account?: { tenantId: string; me: { person: { id: string } } };
}

function noteDenied(c: Context, log: Log, what: { method: string; route: string; status: number }): void {
  const { device, account } = c.var as Asker;
  const asker = device ?? account;
  if (!asker) return;
  log.warn('denied', { ...what, tenant: asker.tenantId, person: asker.me.person.id, device: device?.id ?? null });
}

/** The pattern that a request matched: what a client wrote into an address reaches neither log nor metrics. */
export function routeOf(c: Context): string {
  return matchedRoutes(c).findLast(({ method }) => method !== 'ALL')?.path ?? 'none';
}
