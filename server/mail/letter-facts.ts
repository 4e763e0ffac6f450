import { z } from 'zod';

/** What a letter is about: ids, codes and moments. No text and no name of a citizen ever comes here. */
export const letterFactsSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('clock'),
    caseId: z.string(),
    clock: z.string(),
    mark: z.number(),
    assignment: z.string().nullable(),
    startedAt: z.number(),
    deadlineAt: z.number(),
  }),
  z.object({ kind: z.literal('duty'), key: z.string(), dueAt: z.number(), stage: z.enum(['before', 'onDate', 'late']) }),
]);
export type LetterFacts = z.infer<typeof letterFactsSchema>;
