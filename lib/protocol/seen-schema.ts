import { z } from 'zod';
import { messageRef } from '../domain/ids.ts';
import { MEDIA } from '../domain/messages/media.ts';
import type { SeenMessage } from '../domain/messages/seen.ts';
import { LIMITS } from './api.ts';

/** Control characters but line breaks and tabs, and the marks that turn the direction of a text around. */
const UNSEEN = /[\p{Cc}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;

function clean(text: string, most: number): string {
  const kept = text.replace(UNSEEN, (mark) => (mark === '\n' || mark === '\t' ? mark : ''));
  return [...kept.slice(0, most * 2)].slice(0, most).join('');
}

function cleaned(most: number) {
  return z.string().transform((text) => clean(text, most));
}

const ref = z
  .string()
  .min(4)
  .max(200)
  .regex(/^(vk|ok|tg|web):[\x21-\x7e]+$/)
  .transform(messageRef);
const webAddress = z
  .string()
  .max(2_000)
  .refine((address) => URL.parse(address)?.protocol === 'https:');

export const messageRefSchema = ref;

const seenMessageSchema: z.ZodType<SeenMessage, unknown> = z.object({
  ref,
  parentRef: ref.nullable(),
  network: z.enum(['vk', 'ok', 'telegram', 'other']),
  channel: z.enum(['post', 'comment', 'dm']),
  authorName: cleaned(200),
  authorUrl: webAddress.nullable().catch(null),
  text: cleaned(LIMITS.textCharacters),
  postedAt: z.number().finite().nullable().catch(null),
  postedAtApproximate: z.boolean(),
  permalink: webAddress,
  deleted: z.boolean(),
  restricted: z.literal(true).exactOptional(),
  media: z.array(z.enum(MEDIA)).max(MEDIA.length).exactOptional(),
  standsOn: z
    .array(webAddress.nullable().catch(null))
    .max(5)
    .transform((addresses) => addresses.filter((address) => address !== null))
    .exactOptional(),
});

/** A message as a page's renderer told it: capped, stripped of what cannot be seen, or null when it is not a message at all. */
export function parseSeenMessage(value: unknown): SeenMessage | null {
  return seenMessageSchema.safeParse(value).data ?? null;
}
