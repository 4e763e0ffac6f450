import { z } from 'zod';
import type { NetworkId } from '../domain/cases/model.ts';
import { type Alternative, parseSelectors } from './selectors-schema.ts';

/** What can be switched off on the pages of one network, each alone. */
export const PAGE_FEATURES = ['marks', 'insertion', 'recognition'] as const;
export type PageFeature = (typeof PAGE_FEATURES)[number];

/** A text exactly as the server signed it, and its Ed25519 signature (base64 of 64 bytes). */
export interface SignedText {
  text: string;
  signature: string;
}

/** How the pages of a network are read for one tenant. */
export interface PageRules {
  tenant: string;
  network: NetworkId;
  revision: number;
  off: PageFeature[];
  /** Null: as the extension was built. */
  selectors: Record<string, Alternative[]> | null;
}

export const signedTextSchema: z.ZodType<SignedText> = z.object({
  text: z.string().max(200_000),
  signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
});

const rulesSchema = z.object({
  tenant: z.string(),
  network: z.enum(['vk', 'ok', 'telegram']),
  revision: z.number().int().positive(),
  off: z.array(z.string()),
  selectors: z.unknown(),
});

/** Reads a text whose signature was verified. A bad entry is left out alone; null when it is no such text at all. */
export function readPageRules(text: string): PageRules | null {
  const read = rulesSchema.safeParse(parsedJson(text)).data;
  if (!read) return null;
  const off = PAGE_FEATURES.filter((feature) => read.off.includes(feature));
  if (read.selectors === null) return { ...read, off, selectors: null };
  const parsed = parseSelectors(read.selectors, read.network, null);
  return { ...read, off, selectors: parsed?.selectors ?? null };
}

export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
