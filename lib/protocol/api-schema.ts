import { z } from 'zod';
import type { Command } from '../domain/cases/commands.ts';
import { ASSIGNMENT_STATES } from '../domain/regulations/profile.ts';
import { PICTURE_TYPES } from '../domain/replies/picture.ts';
import type {
  ApiError,
  ChangesAnswer,
  DeviceGrant,
  Health,
  LiveFrame,
  Me,
  Person,
  PictureKept,
  PushAnswer,
  Reference,
} from './api.ts';
import { LIMITS } from './api.ts';
import { calendarYearSchema } from './calendar.ts';
import { caseDocumentSchema, commandSchema as command } from './command-schema.ts';
import { signedTextSchema } from './page-rules.ts';
import { presentSchema, subjectSchema } from './presence.ts';
import { profileWireSchema } from './profile-wire-schema.ts';
import { refusalSchema as refusal } from './refusal-schema.ts';

/** A parser for every shape of api.ts; both ends use them, so nothing that crossed the network is believed unread. */

export const healthSchema: z.ZodType<Health> = z.object({
  product: z.literal('vovremya'),
  api: z.number().int(),
  serverTime: z.number(),
});

const person: z.ZodType<Person> = z.object({
  id: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  bodyId: z.string().nullable(),
});
const me: z.ZodType<Me> = z.object({
  person,
  actsFor: z.array(z.object({ person, untilAt: z.number() })).default([]),
  tenant: z.object({ id: z.string(), title: z.string(), practice: z.boolean() }),
});

export const deviceTokenRequestSchema = z.object({
  code: z.string().min(1).max(100),
  verifier: z.string().regex(/^[A-Za-z0-9._~-]{43,128}$/),
  device: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^[^\0\p{Surrogate}]*$/u),
});
export const deviceGrantSchema: z.ZodType<DeviceGrant> = z.object({
  token: z.string(),
  deviceId: z.string(),
  me,
  serverTime: z.number(),
  rulesKey: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/)
    .exactOptional(),
});

const interval = z.tuple([z.string(), z.string()]);
const scheduleSchema = z.object({
  zone: z.string(),
  week: z.record(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']), z.array(interval)),
  shortDayMinusMinutes: z.number(),
  exceptions: z
    .array(z.object({ on: z.string(), intervals: z.array(interval), note: z.string().exactOptional() }))
    .exactOptional(),
});
const body = z.object({
  id: z.string(),
  title: z.string(),
  schedule: scheduleSchema,
  officialAccounts: z.array(z.object({ network: z.enum(['vk', 'ok', 'telegram']), name: z.string(), url: z.string() })),
  defaultExecutorId: z.string().nullable(),
  regulation: z.string().exactOptional(),
});

export const referenceSchema: z.ZodType<Reference> = z.object({
  version: z.string(),
  me,
  people: z.array(person),
  bodies: z.array(body),
  schedules: z.object({
    centre: scheduleSchema,
    city: scheduleSchema.exactOptional(),
    external: scheduleSchema.exactOptional(),
  }),
  calendar: z.array(calendarYearSchema),
  profiles: z.array(profileWireSchema),
  defaultProfile: z.object({ profile: z.string(), version: z.string() }),
  topics: z.array(z.string()),
  locations: z.array(z.string()),
  pageRules: z.array(signedTextSchema).exactOptional(),
});

export const commandSchema: z.ZodType<Command> = command;
/** The commands of a push are parsed one by one with `commandSchema`: a broken one must not hold back the others. */
export const pushSchema = z.object({
  sentAt: z.number(),
  commands: z.array(z.unknown()).max(LIMITS.commandsPerPush),
  cursor: z.object({ epoch: z.string().max(400), after: z.number().int().min(0), tip: z.string().max(100) }).exactOptional(),
});

const present = z
  .object({
    caseId: z.string(),
    state: z.enum(ASSIGNMENT_STATES),
    seq: z.number().int(),
    at: z.number(),
    personId: z.string().nullable(),
  })
  .exactOptional();
export const pushAnswerSchema: z.ZodType<PushAnswer> = z.object({
  receipts: z.array(
    z.discriminatedUnion('outcome', [
      z.object({ id: z.string(), outcome: z.literal('applied'), seq: z.number().int() }),
      z.object({ id: z.string(), outcome: z.literal('rejected'), refusal, present }),
      z.object({ id: z.string(), outcome: z.literal('conflict'), code: z.literal('id-used'), present }),
    ]),
  ),
  serverTime: z.number(),
});

export const changesQuerySchema = z.object({
  epoch: z.string().max(400).default(''),
  after: z.coerce.number().int().min(0).default(0),
  tip: z.string().max(100).default(''),
});
export const changesAnswerSchema: z.ZodType<ChangesAnswer> = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('ok'),
    changes: z.array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('case'), document: caseDocumentSchema }),
        z.object({ kind: z.literal('gone'), caseId: z.string() }),
      ]),
    ),
    cursor: z.object({ epoch: z.string(), after: z.number().int(), tip: z.string() }),
    more: z.boolean(),
    head: z.number().int().exactOptional(),
    referenceVersion: z.string(),
    serverTime: z.number(),
  }),
  z.object({ status: z.literal('rewound'), epoch: z.string(), serverTime: z.number() }),
]);

export const pictureKeptSchema: z.ZodType<PictureKept> = z.object({
  hash: z.string(),
  type: z.enum(PICTURE_TYPES),
  bytes: z.number().int(),
});

export const readyQuerySchema = z.object({ for: z.enum(['reading']).exactOptional() });
export const readySchema = z.object({
  ready: z.boolean(),
  reason: z.enum(['stopping', 'no-database', 'disk-full']).exactOptional(),
});
export const signedOutSchema = z.object({ ok: z.literal(true) });

const ERROR_CODES = [
  'unauthorized',
  'forbidden',
  'bad-request',
  'not-found',
  'rewound',
  'too-large',
  'too-many',
  'internal',
  'unavailable',
  'disk-full',
] as const;
export const apiErrorSchema: z.ZodType<ApiError> = z.object({
  error: z.object({ code: z.enum(ERROR_CODES), detail: z.string().exactOptional() }),
});

export const liveHelloSchema = z.object({ token: z.string().max(200) });
export const liveFrameSchema: z.ZodType<LiveFrame> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('more'), seq: z.number().int() }),
  z.object({ type: z.literal('presence'), subject: subjectSchema, people: z.array(presentSchema) }),
]);
