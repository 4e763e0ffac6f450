import { ok } from './ok/index.ts';
import type { Site } from './site.ts';
import { telegram } from './telegram/index.ts';
import { vk } from './vk/index.ts';

/** Every network the product knows. A new one is a folder beside these and a line here. */
export const sites: readonly Site[] = [vk, ok, telegram];

/** The network an address belongs to; null for any other page. */
export function siteFor(url: URL): Site | null {
  return sites.find((site) => site.hosts.some((pattern) => pattern === `https://${url.hostname}/*`)) ?? null;
}
