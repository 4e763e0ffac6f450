import { z } from 'zod';
import { ASSIGNMENT_STATES, type Limit, type Profile } from '../domain/regulations/profile.ts';
import { profileParts } from './profile-parts-schema.ts';

/** A profile as it travels: already read from its file and checked there, so only its shape is looked at, unknown parts are dropped. */

const assignmentState = z.enum(ASSIGNMENT_STATES);
const severity = z.enum(['violation', 'warn', 'info']);
const proof = z.enum(['screenshot', 'link']);

const limit: z.ZodType<Limit> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('fixed'), n: z.number(), u: z.enum(['wmin', 'wday']) }),
    z.object({ kind: z.literal('before'), clock: z.string(), n: z.number(), u: z.enum(['wmin', 'cmin']).exactOptional() }),
    z.object({ kind: z.literal('external'), field: z.string() }),
    z.object({
      kind: z.enum(['set', 'agreed']),
      by: z.array(z.string()),
      field: z.string(),
      value: z.enum(['date', 'wmin']).exactOptional(),
      max: limit.exactOptional(),
      default: limit.exactOptional(),
      defaultSeverity: z.enum(['warn', 'info']).exactOptional(),
    }),
    z.object({ kind: z.literal('immediate'), soft: z.number() }),
  ]),
);

const step = z.object({
  id: z.string(),
  by: z.string(),
  from: z.union([z.array(assignmentState), z.literal('any')]),
  event: z.string(),
  to: z.union([assignmentState, z.literal('same')]),
  needs: z.array(z.string()),
  when: z.string().exactOptional(),
  cl: z.string(),
});

const modifier = z.object({
  when: z.string(),
  n: z.number().exactOptional(),
  factor: z.number().exactOptional(),
  limit: limit.exactOptional(),
});

const clockRule = z.object({
  id: z.string(),
  cl: z.string(),
  titleRu: z.string(),
  who: z.string(),
  scope: z.enum(['case', 'assignment', 'draft']),
  start: z.array(z.string()),
  stop: z.array(z.string()),
  limit,
  when: z.string().exactOptional(),
  modifiers: z.array(modifier).exactOptional(),
  lenient: z.array(z.object({ limit, when: z.string().exactOptional(), reading: z.string() })).exactOptional(),
  cap: z.array(z.string()).exactOptional(),
  capSeverity: z.enum(['warn', 'info']).exactOptional(),
  pauseOn: z.array(z.string()).exactOptional(),
  mode: z.enum(['duty', 'window']),
  severity,
  basis: z.enum(['explicit', 'general', 'assumed']),
  schedule: z.string().exactOptional(),
});

const replyRule = z.object({
  id: z.string(),
  cl: z.string(),
  check: z.string(),
  level: z.enum(['block', 'warn', 'checklist']),
  when: z.string().exactOptional(),
  args: z.record(z.string(), z.unknown()).exactOptional(),
});

const timeRules = z.object({
  unit: z.enum(['explicit', 'general', 'assumed']),
  outOfHours: z.enum(['nextOpening', 'nextWorkingDay']),
  violationUses: z.enum(['chosen', 'lenient']),
  lenientOutOfHours: z.literal('nextWorkingDay').exactOptional(),
  dayCount: z.literal('exclusive'),
  dayEnd: z.literal('close'),
  outage: z.object({ mode: z.enum(['restart', 'pause']), units: z.array(z.enum(['min', 'hour', 'day'])) }).nullable(),
  immediateSoft: z.number(),
  promptSoft: z.number(),
});

const publishing = z.object({
  by: z.string(),
  mode: z.enum(['auto', 'oneClick', 'place']),
  manual: z.object({ allowed: z.boolean(), by: z.string(), proof: z.array(proof), proofRequired: z.boolean() }),
  impossible: z.object({ tell: z.string(), limit }).exactOptional(),
  identity: z.literal('officialCommunity').exactOptional(),
});

const messageKind = z.object({
  id: z.string(),
  titleRu: z.string(),
  flow: z.boolean(),
  convertible: z.boolean().exactOptional(),
  convertStarts: z.literal('conversion').exactOptional(),
  networks: z.literal('any').exactOptional(),
});

export const profileWireSchema: z.ZodType<Profile> = z.object({
  profile: z.string(),
  version: z.string(),
  effectiveFrom: z.string(),
  status: z.enum(['binding', 'advisory']),
  titleRu: z.string(),
  zone: z.string(),
  scope: z.object({
    networks: z.union([z.array(z.object({ id: z.string(), enabled: z.boolean() })), z.literal('any')]),
    channels: z.array(z.string()),
    kinds: z.array(messageKind),
    when: z.string().exactOptional(),
    notApplied: z.array(z.string()),
    otherProcedure: z.string().exactOptional(),
  }),
  roles: z.record(
    z.string(),
    z.object({ titleRu: z.string(), org: z.enum(['centre', 'body', 'city', 'external']), schedule: z.string() }),
  ),
  importance: z.object({
    levels: z.array(z.string()),
    default: z.string(),
    setBy: z.array(z.string()),
    recomputeOpenClocks: z.boolean(),
  }),
  time: timeRules,
  flow: z.array(step),
  clocks: z.array(clockRule),
  multiBody: z.object({
    mode: z.enum(['split', 'consolidated']),
    order: z.string(),
    lead: z.string(),
    approveParts: z.boolean(),
  }),
  publishing,
  replyKinds: z.array(z.string()),
  replyRules: z.array(replyRule),
  ...profileParts(z.object, limit),
});
