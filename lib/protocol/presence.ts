import { z } from 'zod';
import type { Present, Showing, Subject } from '../domain/presence.ts';

/** Told by the device whenever it changes and again while it lasts: everything it shows. */
export interface PresenceStatement {
  type: 'present';
  at: Showing[];
}

/** So many pages of one device are told of; further ones are not. */
export const MOST_SHOWN = 8;
/** Said again this often (ms), and believed for somewhat more than twice as long. */
export const SAY_AGAIN_MS = 20_000;

export const subjectSchema = z
  .string()
  .max(200)
  .regex(/^(case|message):[\w:/?=&.#-]+$/) as unknown as z.ZodType<Subject>;

export const presenceStatementSchema: z.ZodType<PresenceStatement> = z.object({
  type: z.literal('present'),
  at: z.array(z.object({ subject: subjectSchema, doing: z.enum(['looks', 'types', 'done']) })).max(MOST_SHOWN),
});

export const presentSchema: z.ZodType<Present> = z.object({
  personId: z.string(),
  doing: z.enum(['looks', 'types', 'away']),
  heldAt: z.number().nullable(),
});
