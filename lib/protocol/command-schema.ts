import { z } from 'zod';
import type { Command, CommandArgs, CommandType } from '../domain/cases/commands.ts';
import type { Details } from '../domain/cases/details.ts';
import type { CaseDocument, MessageFacts, StoredText, TextRef } from '../domain/cases/model.ts';
import { caseId, messageRef } from '../domain/ids.ts';
import { MEDIA } from '../domain/messages/media.ts';
import { PICTURE_LIMITS, PICTURE_TYPES, type Picture } from '../domain/replies/picture.ts';
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
  network: z.enum(['vk', 'ok', 'telegram', 'other']),
  channel: z.enum(['post', 'comment', 'dm']),
  permalink: webAddress,
  postedAt: instant.nullable(),
  postedAtApproximate: z.boolean(),
  author: textRefSchema,
  authorUrl: webAddress.nullable(),
  text: textRefSchema,
  media: z.array(z.enum(MEDIA)).max(MEDIA.length).exactOptional(),
  onOwnPage: z.literal(true).exactOptional(),
});

const side = z.number().int().min(1).max(PICTURE_LIMITS.side);
const picture: z.ZodType<Picture> = z.object({
  hash: sha256,
  type: z.enum(PICTURE_TYPES),
  bytes: z.number().int().min(1).max(PICTURE_LIMITS.bytes),
  width: side,
  height: side,
  alt: textRefSchema.exactOptional(),
});
const pictures = z.array(picture).max(PICTURE_LIMITS.perReply).exactOptional();

const bodies = z.array(shortText).min(1).max(50);

/** Details of acts; which of them are required says the regulation. */
const words = z.union([shortText, textRefSchema]).exactOptional();
const code = shortText.exactOptional();
const moment = instant.exactOptional();
const flag = z.boolean().exactOptional();
const text = textRefSchema.exactOptional();
const count = z.number().int().min(0).max(1_000_000).exactOptional();
const amounts = z.record(shortText, instant).exactOptional();
const earlier = z.object({
  cases: z.array(shortText).max(200),
  sameAuthor: z.boolean(),
  sameIssue: z.boolean(),
  replies: z.number().int().min(0),
});

const details = {
  ...{
    reason: words,
    reasonCode: code,
    note: text,
    comment: text,
    recommendations: text,
    text,
    error: text,
    finding: text,
    measures: text,
  },
  ...{ topic: code, location: code, importance: code, author: z.object({ nameConfirmed: z.boolean() }).exactOptional() },
  ...{ earlier: earlier.exactOptional(), noNewArguments: flag, critical: flag, externalNumber: code, sedNumber: code },
  ...{ lead: code, order: z.enum(['parallel', 'sequential']).exactOptional(), deputy: code, executor: code, limits: amounts },
  ...{ internalDeadline: moment, externalDeadline: moment, reworkDeadline: moment, agreedDate: moment, agreedTerm: moment },
  ...{ promisedTerm: moment, newTerm: moment, stageLimits: amounts, extension: code, field: code },
  ...{ controllerAgreed: z.literal(true).exactOptional(), resolutionKind: code, what: code },
  ...{ competence: z.enum(['own', 'other']).exactOptional(), criteria: z.array(shortText).max(50).exactOptional() },
  ...{ publishedAt: moment, permalink: webAddress.exactOptional(), account: code, ground: code, to: code, how: code },
  ...{ escalation: code, person: code, clock: code, late: count, count, reportedAt: moment, who: code, at: moment },
} satisfies Record<keyof Details, z.ZodType>;

const begin = { ...details, message, kind: shortText.exactOptional(), linked: z.array(shortText).max(20).exactOptional() };
const ofCase = { ...details, draft: shortText.exactOptional() };
const share = { ...details, assignment: shortText };
const either = { ...details, assignment: shortText.exactOptional(), draft: shortText.exactOptional() };
const ofDraft = { ...details, assignment: shortText.nullable(), draft: shortText };
const writing = { ...ofDraft, kind: shortText, text: textRefSchema, pictures, base: shortText.nullable().exactOptional() };
const judging = { ...ofDraft, textId: shortText };

const args = {
  'open-case': z.object({ ...begin, topic: shortText, location: shortText, importance: shortText, bodies }),
  'detect-message': z.object(begin),
  'receive-notice': z.object(begin),
  'convert-message': z.object({ ...ofCase, kind: shortText }),
  'classify-message': z.object(ofCase),
  'register-message': z.object(ofCase),
  'set-importance': z.object({ ...ofCase, importance: shortText }),
  route: z.object({ ...either, bodies }),
  reroute: z.object({ ...share, bodies }),
  'name-lead': z.object(share),
  reassign: z.object({ ...share, executor: shortText }),
  'confirm-competence': z.object(share),
  'refuse-competence': z.object({ ...share, comment: textRefSchema }),
  'close-without-body': z.object({ ...share, reason: textRefSchema }),
  'return-up': z.object(ofCase),
  'save-draft': z.object(writing),
  'submit-draft': z.object(writing),
  'ask-deputy': z.object({ ...writing, assignment: shortText }),
  'agree-as-deputy': z.object(judging),
  'return-as-deputy': z.object(judging),
  'submit-part': z.object({ ...share, draft: shortText, text: textRefSchema }),
  'approve-part': z.object({ ...share, textId: shortText }),
  'return-part': z.object({ ...share, textId: shortText }),
  'approve-draft': z.object(judging),
  'return-draft': z.object(judging),
  'load-reply': z.object(ofDraft),
  'place-reply': z.object(ofDraft),
  'record-reply-return': z.object(ofDraft),
  'report-publish-failure': z.object(ofDraft),
  'record-publication': z.object({
    ...ofDraft,
    mode: z.enum(['auto', 'manual']),
    permalink: webAddress,
    publishedAt: instant,
    text: textRefSchema.nullable(),
    textSha256: sha256.nullable(),
    matches: z.boolean().nullable(),
    explanation: textRefSchema.exactOptional(),
    identityOverride: textRefSchema.exactOptional(),
  }),
  'attach-proof': z.object({ ...ofDraft, permalink: webAddress }),
  'answer-clarification': z.object({ ...either, text: textRefSchema }),
  'agree-extension': z.object(either),
  'change-term': z.object({ ...either, field: shortText }),
  'start-outage': z.object(ofCase),
  'end-outage': z.object(ofCase),
  'report-escalation': z.object({ ...ofCase, escalation: shortText }),
  'request-termination': z.object({ ...ofCase, ground: shortText }),
  'decline-termination': z.object(ofCase),
  'terminate-case': z.object({ ...ofCase, ground: shortText }),
  'refuse-case': z.object({ ...ofCase, ground: shortText }),
  'hand-over': z.object(ofCase),
  'close-case': z.object(ofCase),
} satisfies { [T in CommandType]: z.ZodType<CommandArgs[T]> };

const common = { id: uuid, caseId: id, occurredAt: instant, texts: z.array(storedTextSchema).max(20) };
const [first, ...rest] = Object.entries(args).map(([type, its]) => z.object({ ...common, type: z.literal(type), args: its }));
if (!first) throw new Error('no commands');

export const commandSchema = z.discriminatedUnion('type', [first, ...rest]) as unknown as z.ZodType<Command>;

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
