import type { browser } from './browser.ts';
import type { Client } from './harness.ts';
import { line } from './live-line.ts';
import type { RouteRight, Targets } from './rights-table.ts';

/** Somebody who may ask by a browser, by a device, or not at all. */
export interface Asking {
  page: ReturnType<typeof browser>;
  client: Client | null;
}

/** The request that a row of the table is about, as this person makes it. */
export async function send(
  url: string,
  { page, client }: Asking,
  { method, path: pattern, access, ask }: RouteRight,
  targets: Targets,
): Promise<Response> {
  const { path, form, json, bytes } = ask(targets);
  if (!['device', 'reader', 'writer'].includes(access))
    return method === 'GET' ? await page.get(path) : await page.post(path, form ?? {});
  if (pattern === '/api/live') return await live(url, client?.grant.token ?? 'none');
  const headers = { authorization: `Bearer ${client?.grant.token ?? 'none'}`, 'content-type': 'application/json' };
  return await fetch(url + path, {
    method,
    headers,
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    ...(bytes ? { body: bytes } : {}),
  });
}

/** The live channel as if it were an ordinary answer. */
async function live(url: string, token: string): Promise<Response> {
  const channel = line(url, token);
  const first = await Promise.race([channel.next(), channel.closed]);
  channel.close();
  return new Response(JSON.stringify(first), { status: first === 1008 ? 401 : 200 });
}
