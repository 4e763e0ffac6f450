import { z } from 'zod';
import { ASSIGNMENT_STATES, type Limit, type Profile } from '../domain/regulations/profile.ts';
import { REPLY_CHECKS } from '../domain/regulations/vocabulary.ts';
import { type ObjectOf, profileParts } from './profile-parts-schema.ts';

/** The shape of a profile file. Unknown keys are errors: a limit that is silently not read is worse than none. */

const id = z.string().min(1);
const oneOrMany = <T extends z.ZodType>(inner: T) =>
  z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(inner));
const amount = z.number().nonnegative();
const state = z.enum(ASSIGNMENT_STATES);
const severity = z.enum(['violation', 'warn', 'info']);
const organisation = z.enum(['centre', 'body', 'city', 'external']);
const lighter = z.enum(['warn', 'info']);

const settledLimit = {
  by: z.array(id),
  field: id,
  value: z.enum(['date', 'wmin']).exactOptional(),
  get max() {
    return limitSchema.exactOptional();
  },
  get default() {
    return limitSchema.exactOptional();
  },
  defaultSeverity: lighter.exactOptional(),
};

const limitSchema: z.ZodType<Limit> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('fixed'), n: amount, u: z.enum(['wmin', 'wday']) }),
    z.strictObject({ kind: z.literal('before'), clock: id, n: amount, u: z.enum(['wmin', 'cmin']).exactOptional() }),
    z.strictObject({ kind: z.literal('external'), field: id }),
    z.strictObject({ kind: z.literal('set'), ...settledLimit }),
    z.strictObject({ kind: z.literal('agreed'), ...settledLimit }),
    z.strictObject({ kind: z.literal('immediate'), soft: amount }),
  ]),
);

const role = z.strictObject({ titleRu: id, org: organisation, schedule: organisation });

const step = z.strictObject({
  id,
  by: id,
  from: z.union([z.array(state), z.literal('any')]),
  event: id,
  to: z.enum([...ASSIGNMENT_STATES, 'same']),
  needs: z.array(id).default([]),
  when: id.exactOptional(),
  cl: id,
});

const modifier = z.strictObject({
  when: id,
  n: amount.exactOptional(),
  factor: z.number().positive().exactOptional(),
  limit: limitSchema.exactOptional(),
});

const clock = z.strictObject({
  id,
  cl: id,
  titleRu: id,
  who: id,
  scope: z.enum(['case', 'assignment', 'draft']),
  start: oneOrMany(id),
  stop: oneOrMany(id),
  limit: limitSchema,
  when: id.exactOptional(),
  modifiers: z.array(modifier).exactOptional(),
  lenient: z.array(z.strictObject({ limit: limitSchema, when: id.exactOptional(), reading: id })).exactOptional(),
  cap: z.array(id).exactOptional(),
  capSeverity: lighter.exactOptional(),
  mode: z.enum(['duty', 'window']),
  severity,
  basis: z.enum(['explicit', 'general', 'assumed']),
  schedule: organisation.exactOptional(),
});

const ruleArguments = z.strictObject({
  chars: z.number().int().positive().exactOptional(),
  textRu: id.exactOptional(),
  when: z.enum(['always', 'promise', 'postponed']).exactOptional(),
  granularity: z.array(z.enum(['day', 'month', 'quarter'])).exactOptional(),
  format: id.exactOptional(),
  max: amount.exactOptional(),
  allowAuthorName: z.boolean().exactOptional(),
  values: z.array(id).exactOptional(),
  pattern: id.exactOptional(),
  patternFrom: id.exactOptional(),
  unless: id.exactOptional(),
  anyOf: z.boolean().exactOptional(),
});

const replyRule = z.strictObject({
  id,
  cl: id,
  check: z.enum(REPLY_CHECKS),
  level: z.enum(['block', 'warn', 'checklist']),
  when: id.exactOptional(),
  args: ruleArguments.exactOptional(),
});

const time = z.strictObject({
  unit: z.enum(['explicit', 'general', 'assumed']),
  outOfHours: z.enum(['nextOpening', 'nextWorkingDay']),
  violationUses: z.enum(['chosen', 'lenient']),
  lenientOutOfHours: z.literal('nextWorkingDay').exactOptional(),
  dayCount: z.literal('exclusive'),
  dayEnd: z.literal('close'),
  outage: z.strictObject({ mode: z.literal('restart'), units: z.array(z.enum(['min', 'hour'])) }).nullable(),
  immediateSoft: amount,
  promptSoft: amount,
});

const proof = z.enum(['screenshot', 'link']);

const publishing = z.strictObject({
  by: id,
  mode: z.enum(['auto', 'oneClick', 'place']),
  manual: z.strictObject({ allowed: z.boolean(), by: id, proof: z.array(proof), proofRequired: z.boolean() }),
  impossible: z.strictObject({ tell: id, limit: limitSchema }).exactOptional(),
  identity: z.literal('officialCommunity').exactOptional(),
});

const scope = z.strictObject({
  networks: z.union([z.array(z.strictObject({ id, enabled: z.boolean() })), z.literal('any')]),
  channels: z.array(id),
  when: id.exactOptional(),
  kinds: z.array(
    z.strictObject({
      id,
      titleRu: id,
      flow: z.boolean(),
      convertible: z.boolean().exactOptional(),
      convertStarts: z.literal('conversion').exactOptional(),
      networks: z.literal('any').exactOptional(),
    }),
  ),
  notApplied: z.array(id),
  otherProcedure: id.exactOptional(),
});

export const profileSchema = z.strictObject({
  profile: z.string().regex(/^[a-z][a-z0-9-]*$/),
  version: id,
  effectiveFrom: z.iso.date(),
  status: z.enum(['binding', 'advisory']),
  titleRu: id,
  zone: id,
  scope,
  roles: z.record(id, role),
  importance: z.strictObject({ levels: z.array(id).min(1), default: id, setBy: z.array(id), recomputeOpenClocks: z.boolean() }),
  time,
  flow: z.array(step).min(1),
  clocks: z.array(clock),
  multiBody: z.strictObject({
    mode: z.enum(['split', 'consolidated']),
    order: z.enum(['parallel', 'curatorDefined']),
    lead: id,
    approveParts: z.boolean(),
  }),
  publishing,
  replyKinds: z.array(id).min(1),
  replyRules: z.array(replyRule),
  ...profileParts(z.strictObject as ObjectOf, limitSchema),
}) satisfies z.ZodType<Profile>;

export type ProfileFile = z.output<typeof profileSchema>;
