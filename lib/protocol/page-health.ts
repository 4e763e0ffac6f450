import { z } from 'zod';
import type { NetworkId } from '../domain/cases/model.ts';

/**
 * How often pages were not read as their addresses promise, for the administrator: words out of closed sets and numbers. Nothing of a page,
 * of its address or of anybody fits in here.
 */

export const NETWORKS = ['vk', 'ok', 'telegram'] as const satisfies NetworkId[];
export const PAGE_KINDS = ['feed', 'wall', 'post', 'photo', 'video', 'board', 'discussion', 'channel', 'other'] as const;
const LAYOUTS = [
  ...['redesign', 'hybrid', 'classic', 'classic-2012', 'photo', 'board', 'managers', 'mobile'],
  ...['feed', 'topic', 'comments', 'comments-2018', 'k', 'a', 'unknown'],
];
/** What the adapters measure on a page, of all networks together. */
const ROLES = [
  ...['post', 'postId', 'postAuthorName', 'postText', 'postDate', 'threadComment'],
  ...['comment', 'commentId', 'commentAuthorName', 'commentText', 'commentDate', 'commentReplyControl', 'composerInput'],
  ...['feedItem', 'feedLink', 'feedAuthor', 'feedDate', 'topicRoot', 'topicHead', 'commentAuthor'],
  ...['message', 'messageId', 'chatTitle', 'text', 'date', 'author'],
];

/** Longer ago counts for nothing any more: the device forgets it and the server leaves it out. */
export const HEALTH_KEPT_DAYS = 30;
export const HEALTH_LIMITS = { countsAtOnce: 200, times: 1_000_000 } as const;

const version = z.string().regex(/^\d{1,5}(\.\d{1,5}){0,3}$/);
/** A name that one side does not know yet is left out, alone: the other side may be newer. */
const layout = z.enum(LAYOUTS).catch('unknown');
const roles = z
  .array(z.string().max(60))
  .max(100)
  .transform((names) => ROLES.filter((role) => names.includes(role)));

/** What was seen of one page. */
const unreadSchema = z.object({
  network: z.enum(NETWORKS),
  page: z.enum(PAGE_KINDS),
  layout,
  /** `off`: nothing was read; `degraded`: a message without what none may lack. */
  verdict: z.enum(['off', 'degraded']),
  /** That found nothing. */
  roles,
});
export type Unread = z.infer<typeof unreadSchema>;

const countSchema = unreadSchema.extend({
  /** By the calendar of the device. */
  on: z.iso.date(),
  /** Of the rules in force; 0: as the extension was built. */
  revision: z.number().int().min(0).max(1_000_000),
  /** Of the extension. */
  version,
  times: z.number().int().min(1).max(HEALTH_LIMITS.times),
});
export type HealthCount = z.infer<typeof countSchema>;

/** `POST /api/page-health`: counts under an id of their own, so that what is sent twice counts once. */
export const pageHealthSchema = z.object({ id: z.uuid(), counts: z.array(countSchema).min(1).max(HEALTH_LIMITS.countsAtOnce) });
export type PageHealth = z.infer<typeof pageHealthSchema>;

export const healthTakenSchema = z.object({ ok: z.literal(true) });

const reportSchema = unreadSchema.omit({ verdict: true, roles: true }).extend({
  verdict: z.enum(['ok', 'degraded', 'off']),
  roles: z.array(z.object({ role: z.string(), hit: z.string().nullable() })).max(100),
});

/** A page's own report, whose renderer may be hostile: `ok` when all was read, null when it is no report at all. */
export function readHealthReport(value: unknown): Unread | 'ok' | null {
  const report = reportSchema.safeParse(value).data;
  if (!report) return null;
  if (report.verdict === 'ok') return 'ok';
  const silent = report.roles.filter(({ hit }) => hit === null).map(({ role }) => role);
  return unreadSchema.parse({ ...report, roles: silent });
}

/** Two counts of the same thing on the same day. */
export function healthKey({ on, network, page, layout, verdict, roles, revision, version }: HealthCount): string {
  return [on, network, page, layout, verdict, roles.join(), revision, version].join(' ');
}
