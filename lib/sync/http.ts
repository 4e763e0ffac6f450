import { z } from 'zod';

/**
 * `trouble`: the network, a 5xx, a captive portal: try later. `busy`: later, when the server says, and it may say why.
 * `expired`: the token is no longer good. `refused`: our server understood and says the request itself is wrong.
 */
export type Failure =
  | { kind: 'trouble' }
  | { kind: 'busy'; retryAfterMs: number | null; code: string | null }
  | { kind: 'expired' }
  | { kind: 'refused'; code: string };
export type HttpAnswer<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export interface Connection {
  /** Origin of the server, without a trailing slash. */
  server: string;
  token: string | null;
}

const TIMEOUT_MS = 25_000;
const errorSchema = z.object({ error: z.object({ code: z.string() }) });

/** One request; whatever happens is a value, and nothing is believed before `schema` has read it. */
export async function request<T>(
  { server, token }: Connection,
  path: string,
  schema: z.ZodType<T>,
  body?: unknown,
): Promise<HttpAnswer<T>> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (token !== null) headers.authorization = `Bearer ${token}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  try {
    const response = await fetch(server + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers,
      // A captive portal answers by sending us elsewhere; the API never does.
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const read: unknown = await response.json().catch(() => null);
    if (!response.ok) return { ok: false, failure: failureOf(response, read) };
    const parsed = schema.safeParse(read);
    return parsed.success ? { ok: true, value: parsed.data } : { ok: false, failure: { kind: 'trouble' } };
  } catch {
    return { ok: false, failure: { kind: 'trouble' } };
  }
}

function failureOf(response: Response, body: unknown): Failure {
  const error = errorSchema.safeParse(body);
  if (response.status === 429 || response.status === 503) {
    const code = error.success ? error.data.error.code : null;
    return { kind: 'busy', retryAfterMs: retryAfterMs(response.headers.get('retry-after')), code };
  }
  if (!error.success || response.status >= 500) return { kind: 'trouble' };
  return response.status === 401 ? { kind: 'expired' } : { kind: 'refused', code: error.data.error.code };
}

function retryAfterMs(header: string | null): number | null {
  const seconds = Number(header);
  return header !== null && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}
