import { z } from 'zod';
import type { Refusal } from '../domain/cases/commands.ts';

const REFUSAL_CODES = [
  'not-your-role',
  'not-your-body',
  'wrong-stage',
  'not-in-regulation',
  'missing-data',
  'unknown-case',
  'case-exists',
  'message-has-case',
  'stale-draft',
  'unknown-draft',
  'unknown-body',
  'other-regulation',
  'unknown-value',
  'ground-not-met',
  'reply-rule',
  'network-not-enabled',
  'wrong-time',
  'too-large',
  'picture-missing',
] as const satisfies Refusal['code'][];

export const refusalSchema: z.ZodType<Refusal> = z.object({
  code: z.enum(REFUSAL_CODES),
  clause: z.string().nullable(),
  detail: z.string().nullable(),
});
