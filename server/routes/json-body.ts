import type { Context } from 'hono';
import type { z } from 'zod';

/** `detail` says which step failed, or which field: machine words, never what was sent. */
export type JsonBody<T> = { ok: true; value: T } | { ok: false; detail: string };

/** Nothing that we ask for is as deep; what is would overflow whoever walks through it. */
const LEVELS = 32;

/** Reads the body as the shape asks; every way in which it can be wrong has a word. */
export async function readJson<T>(c: Context, schema: z.ZodType<T>): Promise<JsonBody<T>> {
  if (!/^application\/json *(;|$)/i.test(c.req.header('content-type') ?? '')) return { ok: false, detail: 'content-type' };
  const text = decode(await c.req.arrayBuffer());
  if (text === null) return { ok: false, detail: 'utf-8' };
  const value = parse(text);
  if (value === undefined) return { ok: false, detail: 'json' };
  if (!isWithin(value, LEVELS)) return { ok: false, detail: 'depth' };
  const read = schema.safeParse(value);
  return read.success ? { ok: true, value: read.data } : { ok: false, detail: read.error.issues[0]?.path.join('.') || 'form' };
}

function decode(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isWithin(value: unknown, levels: number): boolean {
  if (value === null || typeof value !== 'object') return true;
  return levels > 0 && Object.values(value).every((item) => isWithin(item, levels - 1));
}
