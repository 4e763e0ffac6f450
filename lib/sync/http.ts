import { z } from 'zod';
import { REVOKED } from '../protocol/api.ts';

/**
 * `trouble`: the network, a 5xx, a captive portal: try later. `busy`: later, when the server says, and it may say why.
 * `expired`: the token is no longer good, perhaps because somebody took it away. `refused`: our server understood and says the request itself is wrong.
 */
export type Failure =
  | { kind: 'trouble' }
  | { kind: 'busy'; retryAfterMs: number | null; code: string | null }
  | { kind: 'expired'; isRevoked: boolean }
  | { kind: 'refused'; code: string };
export type HttpAnswer<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export interface Connection {
  /** Origin of the server, without a trailing slash. */
  server: string;
  token: string | null;
}

const TIMEOUT_MS = 25_000;
/** For bytes by the million over a slow line. */
const BYTES_TIMEOUT_MS = 120_000;
const errorSchema = z.object({ error: z.object({ code: z.string(), detail: z.string().optional() }) });

/** One request; whatever happens is a value, and nothing is believed before `schema` has read it. */
export async function request<T>(
  connection: Connection,
  path: string,
  schema: z.ZodType<T>,
  body?: unknown,
): Promise<HttpAnswer<T>> {
  const said = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return await ask(connection, path, body === undefined ? {} : said, (response) => readJson(response, schema));
}

/** Puts bytes at an address; the answer is JSON. */
export async function sendBytes<T>(
  connection: Connection,
  path: string,
  schema: z.ZodType<T>,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<HttpAnswer<T>> {
  const sent = { method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body: bytes };
  return await ask(connection, path, sent, (response) => readJson(response, schema), BYTES_TIMEOUT_MS);
}

export async function fetchBytes(connection: Connection, path: string): Promise<HttpAnswer<Uint8Array<ArrayBuffer>>> {
  return await ask(connection, path, {}, async (response) => new Uint8Array(await response.arrayBuffer()), BYTES_TIMEOUT_MS);
}

async function ask<T>(
  { server, token }: Connection,
  path: string,
  init: RequestInit & { headers?: Record<string, string> },
  read: (response: Response) => Promise<T | null>,
  timeoutMs = TIMEOUT_MS,
): Promise<HttpAnswer<T>> {
  const headers = {
    accept: 'application/json',
    ...init.headers,
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  };
  try {
    const response = await fetch(server + path, {
      ...init,
      headers,
      // A captive portal answers by sending us elsewhere; the API never does.
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) return { ok: false, failure: failureOf(response, await response.json().catch(() => null)) };
    const value = await read(response);
    return value === null ? { ok: false, failure: { kind: 'trouble' } } : { ok: true, value };
  } catch {
    return { ok: false, failure: { kind: 'trouble' } };
  }
}

async function readJson<T>(response: Response, schema: z.ZodType<T>): Promise<T | null> {
  return schema.safeParse(await response.json().catch(() => null)).data ?? null;
}

function failureOf(response: Response, body: unknown): Failure {
  const error = errorSchema.safeParse(body);
  if (response.status === 429 || response.status === 503) {
    const code = error.success ? error.data.error.code : null;
    return { kind: 'busy', retryAfterMs: retryAfterMs(response.headers.get('retry-after')), code };
  }
  if (!error.success || response.status >= 500) return { kind: 'trouble' };
  const { code, detail } = error.data.error;
  return response.status === 401 ? { kind: 'expired', isRevoked: detail === REVOKED } : { kind: 'refused', code };
}

function retryAfterMs(header: string | null): number | null {
  const seconds = Number(header);
  return header !== null && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}
