import { z } from 'zod';
import type { Limit } from '../domain/regulations/profile.ts';

const id = z.string().min(1);
const severity = z.enum(['violation', 'warn', 'info']);
const oneOrMany = z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(id));

const due = z.strictObject({
  weekday: z.number().int().min(1).max(7).exactOptional(),
  dayOfMonth: z.number().int().min(1).max(31).exactOptional(),
  inclusive: z.boolean().exactOptional(),
  shift: z.enum(['previous', 'next']),
  grace: z
    .strictObject({
      dayOfMonth: z.number().int().min(1).max(31).exactOptional(),
      shift: z.enum(['previous', 'next']).exactOptional(),
      sixMonths: z.literal('exact').exactOptional(),
    })
    .exactOptional(),
});

const duty = z.strictObject({
  id,
  cl: id,
  by: id,
  to: z.array(id),
  every: z.enum(['week', 'month', 'rolling6months']),
  due,
  period: z.enum(['sinceLast', 'prevMonth']),
  contents: z.array(id),
  severity,
});

const staffing = z.strictObject({
  substitution: z.enum(['required', 'none']),
  changeNotice: z.strictObject({ to: id, limit: z.literal('sameDay') }).nullable(),
  basisDocument: z.boolean().exactOptional(),
  executorKinds: z.array(id).exactOptional(),
  responsibleRankAtLeast: id.exactOptional(),
});

const accounts = z.strictObject({
  registry: z.boolean(),
  norms: z.array(
    z.strictObject({
      who: id,
      min: z.number().int().positive(),
      ofThem: z.strictObject({ channel: id, min: z.number().int().positive() }).exactOptional(),
      per: z.literal('account'),
      level: z.enum(['violation', 'warn']),
    }),
  ),
  style: z.strictObject({ pressRelease: z.enum(['forbidden', 'notRecommended', 'allowed']), colloquial: z.boolean() }),
  moderation: z.strictObject({ delete: z.array(id), blacklist: z.boolean(), log: z.literal(true) }).nullable(),
  publishedAt: z.array(id).exactOptional(),
  security: z
    .strictObject({ twoFactor: z.boolean(), maxPersons: z.number().int(), credentials: z.literal('neverStored') })
    .exactOptional(),
  type: z.literal('community').exactOptional(),
  accessGivenTo: id.exactOptional(),
  networks: z.array(id).exactOptional(),
  boundTo: id.exactOptional(),
  accessHandedTo: id.exactOptional(),
  contentPlan: z.strictObject({ by: z.array(id) }).exactOptional(),
  secondApproval: z.strictObject({ trigger: id, by: id, enabled: z.boolean() }).exactOptional(),
  mandatoryOwners: z.array(id).exactOptional(),
  extra: z.array(id).exactOptional(),
});

/** Parts of a profile beside the flow and its clocks: what ends a case, what is owed periodically, who answers for what. */
export function profileParts(limit: z.ZodType<Limit>) {
  const handover = z.strictObject({ to: id, limit: limit.exactOptional(), required: z.boolean() });
  return {
    refusals: z.array(
      z.strictObject({
        id,
        cl: id,
        titleRu: id,
        by: oneOrMany,
        needs: z.array(id).exactOptional(),
        handover: handover.exactOptional(),
        when: id.exactOptional(),
      }),
    ),
    terminations: z.array(
      z.strictObject({
        id,
        cl: id,
        requestBy: id,
        decidedBy: id,
        needs: z.array(id),
        effective: z.enum(['request', 'decision']),
      }),
    ),
    repeats: z.strictObject({ link: z.enum(['required', 'optional']), rules: z.enum(['same', 'progressInfo', 'none']) }),
    caseOverrides: z
      .strictObject({ by: id, clocks: z.array(id), rule: z.literal('shortenOnly'), field: id, carriedBy: z.array(id), cl: id })
      .exactOptional(),
    measures: z.strictObject({ register: z.boolean(), controlledBy: id }).exactOptional(),
    escalations: z.array(z.strictObject({ id, cl: id, trigger: id, by: id, to: z.array(id), limit, needs: z.array(id) })),
    duties: z.array(duty),
    responsibility: z.array(z.strictObject({ for: id, role: id, cl: id })),
    staffing,
    accounts: accounts.exactOptional(),
    extra: z.array(id).exactOptional(),
  };
}
