import { z } from 'zod';
import { PersonProblem } from '../problem.ts';

/** The lines inside a backup: what it is, then section after section with its rows, and a line that says it is all. */

export const headSchema = z.object({
  /** ISO 8601, UTC. */
  madeAt: z.iso.datetime(),
  /** The form of the database: files that had been applied, with their checksums, in order. */
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  sequences: z.array(z.object({ name: z.string(), last: z.string() })),
  /** Rows of each table, for those who watch. */
  tables: z.record(z.string(), z.number().int()),
});
export type Head = z.infer<typeof headSchema>;

/** So many rows of a table follow, each a line of JSON as the database wrote it. */
export const sectionSchema = z.object({
  table: z.string(),
  columns: z.array(z.string()),
  tenant: z.string().nullable(),
  rows: z.number().int().min(0),
});
export type Section = z.infer<typeof sectionSchema>;

export const END = '{"end":true}';

/** A whole file may still hold what no program of ours wrote. */
export function parseLine<T>(schema: z.ZodType<T>, line: string | undefined): T {
  try {
    return schema.parse(JSON.parse(line ?? ''));
  } catch {
    throw new PersonProblem('Содержимое резервной копии не понято: её писала не эта программа.');
  }
}

/** How many of how many rows of a table are done. */
export type Progress = (table: string, done: number, of: number) => void;
