import { z } from 'zod';
import type { Command } from '../domain/cases/commands.ts';
import type { CaseDocument, MessageFacts, StoredText, TextRef } from '../domain/cases/model.ts';
import { caseId, messageRef } from '../domain/ids.ts';
import { LIMITS } from './api.ts';

/** What may cross the wire as a command or a case: lengths capped, addresses only http(s), so that nothing later has to ask again. */

const MAX_INSTANT = 8.64e15;

/** A database holds neither NUL nor half a character. */
const plain = z.string().regex(/^[^\0\p{Surrogate}]*$/u);
const shortText = plain.min(1).max(200);
const instant = z.number().int().min(0).max(MAX_INSTANT);
const uuid = z.uuid().transform((value) => value.toLowerCase());
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const webAddress = plain.max(2000).regex(/^https?:\/\/[^\s]+$/i);
const ref = plain
  .max(300)
  .regex(/^[a-z]+:\S+$/)
  .transform((value) => messageRef(value));
const id = uuid.transform((value) => caseId(value));

const textRefSchema: z.ZodType<TextRef> = z.object({ id: shortText, hash: sha256 });
const storedTextSchema: z.ZodType<StoredText> = z.object({
  id: shortText,
  salt: plain.min(16).max(128),
  body: plain.max(LIMITS.textCharacters),
});

const message: z.ZodType<MessageFacts> = z.object({
  ref,
  network: z.enum(['vk', 'ok']),
  channel: z.enum(['post', 'comment', 'dm']),
  permalink: webAddress,
  postedAt: instant.nullable(),
  postedAtApproximate: z.boolean(),
  author: textRefSchema,
  authorUrl: webAddress.nullable(),
  text: textRefSchema,
});

const bodies = z.array(shortText).min(1).max(50);
const draft = { assignment: shortText, draft: shortText };

const args = {
  'open-case': z.object({
    message,
    topic: shortText,
    location: shortText,
    importance: shortText,
    bodies,
    note: textRefSchema.exactOptional(),
  }),
  'set-importance': z.object({ importance: shortText, reason: textRefSchema }),
  'refuse-competence': z.object({ assignment: shortText, comment: textRefSchema }),
  reroute: z.object({ assignment: shortText, bodies, note: textRefSchema.exactOptional() }),
  'close-without-body': z.object({ assignment: shortText, reason: textRefSchema }),
  'save-draft': z.object({ ...draft, kind: shortText, text: textRefSchema }),
  'submit-draft': z.object({
    ...draft,
    kind: shortText,
    text: textRefSchema,
    agreedDate: instant.exactOptional(),
    publishedAt: instant.exactOptional(),
  }),
  'approve-draft': z.object({ ...draft, textId: shortText }),
  'return-draft': z.object({ ...draft, textId: shortText, recommendations: textRefSchema }),
  'report-publish-failure': z.object({ ...draft, error: textRefSchema }),
  'record-publication': z.object({
    ...draft,
    mode: z.enum(['auto', 'manual']),
    permalink: webAddress,
    publishedAt: instant,
    text: textRefSchema.nullable(),
    textSha256: sha256.nullable(),
    matches: z.boolean().nullable(),
    explanation: textRefSchema.exactOptional(),
    identityOverride: textRefSchema.exactOptional(),
  }),
  'attach-proof': z.object({ ...draft, permalink: webAddress }),
} as const;

function command<T extends keyof typeof args>(type: T) {
  return z.object({
    id: uuid,
    caseId: id,
    type: z.literal(type),
    occurredAt: instant,
    args: args[type],
    texts: z.array(storedTextSchema).max(20),
  });
}

export const commandSchema: z.ZodType<Command> = z.discriminatedUnion('type', [
  command('open-case'),
  command('set-importance'),
  command('refuse-competence'),
  command('reroute'),
  command('close-without-body'),
  command('save-draft'),
  command('submit-draft'),
  command('approve-draft'),
  command('return-draft'),
  command('report-publish-failure'),
  command('record-publication'),
  command('attach-proof'),
]);

const caseEvent = z.object({
  id: z.string(),
  type: z.string(),
  at: z.number(),
  recordedAt: z.number().exactOptional(),
  by: z.union([z.object({ personId: z.string(), role: z.string(), insteadOf: z.string().exactOptional() }), z.literal('system')]),
  assignment: z.string().exactOptional(),
  draft: z.string().exactOptional(),
  kind: z.string().exactOptional(),
  mode: z.enum(['auto', 'manual']).exactOptional(),
  data: z.record(z.string(), z.unknown()),
});

export const caseDocumentSchema: z.ZodType<CaseDocument> = z.object({
  id,
  number: z.string().nullable(),
  regulation: z.object({ profile: z.string(), version: z.string() }),
  events: z.array(caseEvent),
  texts: z.record(z.string(), z.object({ id: z.string(), salt: z.string(), body: z.string() })),
  seq: z.number().int().nullable(),
});
