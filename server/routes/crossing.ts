import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { isExtensionOrigin } from '../policies/origins.ts';

/**
 * Lets extensions read what is answered. As hono's `cors`, which names the origin when the answer is made already: that would have every
 * answer copied through a stream, at several times its cost.
 */
export const allowExtensions = createMiddleware(async (c, next) => {
  const origin = c.req.header('origin') ?? '';
  c.header('Vary', 'Origin');
  if (isExtensionOrigin(origin)) c.header('Access-Control-Allow-Origin', origin);
  if (c.req.method !== 'OPTIONS') return await next();
  c.header('Access-Control-Allow-Methods', 'GET,POST,PUT');
  c.header('Access-Control-Allow-Headers', 'Authorization,Content-Type');
  return c.body(null, 204);
});

/** A body that names its length is not touched before it is read; one that does not is counted. */
export function limitBody(most: number, onError: (c: Context) => Response): MiddlewareHandler {
  const counting = bodyLimit({ maxSize: most, onError });
  return createMiddleware(async (c, next) => {
    const length = c.req.header('content-length');
    if (length === undefined || c.req.header('transfer-encoding') !== undefined) return await counting(c, next);
    return Number(length) > most ? onError(c) : await next();
  });
}
