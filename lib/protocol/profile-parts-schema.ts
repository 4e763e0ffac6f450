import { z } from 'zod';
import type { Limit } from '../domain/regulations/profile.ts';

const id = z.string().min(1);
const severity = z.enum(['violation', 'warn', 'info']);
const oneOrMany = z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(id));

/** How a set of named fields is read: a file may hold no other field, what travels may. */
export type ObjectOf = typeof z.object;

/** Parts of a profile beside the flow and its clocks: what ends a case, what is owed periodically, who answers for what. */
export function profileParts(object: ObjectOf, limit: z.ZodType<Limit>) {
  return {
    refusals: z.array(
      object({
        ...{ id, cl: id, titleRu: id, by: oneOrMany },
        needs: z.array(id).exactOptional(),
        handover: object({ to: id, limit: limit.exactOptional(), required: z.boolean() }).exactOptional(),
        when: id.exactOptional(),
      }),
    ),
    terminations: z.array(
      object({
        ...{ id, cl: id, requestBy: id, decidedBy: id },
        needs: z.array(id),
        effective: z.enum(['request', 'decision']),
      }),
    ),
    repeats: object({ link: z.enum(['required', 'optional']), rules: z.enum(['same', 'progressInfo', 'none']) }),
    caseOverrides: object({
      ...{ by: id, clocks: z.array(id), field: id, carriedBy: z.array(id), cl: id },
      rule: z.literal('shortenOnly'),
    }).exactOptional(),
    measures: object({ register: z.boolean(), controlledBy: id }).exactOptional(),
    escalations: z.array(object({ id, cl: id, trigger: id, by: id, to: z.array(id).min(1), limit, needs: z.array(id) })),
    duties: z.array(duty(object)),
    responsibility: z.array(
      object({ for: id, role: id, cl: id, clocks: z.union([z.array(id), z.literal('all')]).exactOptional() }),
    ),
    staffing: object({
      substitution: z.enum(['required', 'none']),
      changeNotice: object({ to: id, limit: z.literal('sameDay') }).nullable(),
      basisDocument: z.boolean().exactOptional(),
      executorKinds: z.array(id).exactOptional(),
      responsibleRankAtLeast: id.exactOptional(),
    }),
    accounts: accounts(object).exactOptional(),
    extra: z.array(id).exactOptional(),
  };
}

function duty(object: ObjectOf) {
  const dayOfMonth = z.number().int().min(1).max(31);
  const shift = z.enum(['previous', 'next']);
  return object({
    ...{ id, cl: id, by: id },
    to: z.array(id).min(1),
    every: z.enum(['week', 'month', 'rolling6months']),
    due: object({
      weekday: z.number().int().min(1).max(7).exactOptional(),
      dayOfMonth: dayOfMonth.exactOptional(),
      inclusive: z.boolean().exactOptional(),
      shift,
      grace: object({
        dayOfMonth: dayOfMonth.exactOptional(),
        shift: shift.exactOptional(),
        sixMonths: z.literal('exact').exactOptional(),
      }).exactOptional(),
    }),
    period: z.enum(['sinceLast', 'prevMonth']),
    contents: z.array(id),
    severity,
  });
}

function accounts(object: ObjectOf) {
  const count = z.number().int().positive();
  return object({
    registry: z.boolean(),
    norms: z.array(
      object({
        who: id,
        min: count,
        ofThem: object({ channel: id, min: count }).exactOptional(),
        per: z.literal('account'),
        level: z.enum(['violation', 'warn']),
      }),
    ),
    style: object({ pressRelease: z.enum(['forbidden', 'notRecommended', 'allowed']), colloquial: z.boolean() }),
    moderation: object({ delete: z.array(id), blacklist: z.boolean(), log: z.literal(true) }).nullable(),
    publishedAt: z.array(id).exactOptional(),
    security: object({ twoFactor: z.boolean(), maxPersons: count, credentials: z.literal('neverStored') }).exactOptional(),
    type: z.literal('community').exactOptional(),
    accessGivenTo: id.exactOptional(),
    networks: z.array(id).exactOptional(),
    boundTo: id.exactOptional(),
    accessHandedTo: id.exactOptional(),
    contentPlan: object({ by: z.array(id) }).exactOptional(),
    secondApproval: object({ trigger: id, by: id, enabled: z.boolean() }).exactOptional(),
    mandatoryOwners: z.array(id).exactOptional(),
    extra: z.array(id).exactOptional(),
  });
}
