import { globSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse, parseDocument } from 'yaml';
import { z } from 'zod';
import { testsIn } from './find-tests.ts';

/** What a text asks of the product, one numbered row of it. */
interface Requirement {
  id: string;
  /** Name of the profile; `all` for what follows from several. */
  regulation: string;
  clause: string;
  title: string;
}

const rowSchema = z.strictObject({
  /** How the product meets the row, in a sentence. */
  how: z.string().min(1).optional(),
  /** Elements of the profile that carry it, each by its path in the file: `clocks.draft`. */
  profile: z.array(z.string()).default([]),
  /** Tests that show it beside those whose title begins with the row's id: `file › block › title`. */
  tests: z.array(z.string()).default([]),
  /** Subject of the issue it waits for, with what is missing. */
  waits: z.record(z.string(), z.string().min(1)).default({}),
});
const sheetSchema = z.strictObject({
  regulation: z.string(),
  rows: z.record(z.string(), rowSchema),
  /** Rules that no row asks for, each with its reason. */
  beside: z.record(z.string(), z.string().min(1)).default({}),
});

export type Row = z.infer<typeof rowSchema>;

export interface Coverage {
  requirements: Requirement[];
  sheets: z.infer<typeof sheetSchema>[];
  /** Profiles as they are written, by name. */
  profiles: Map<string, unknown>;
  /** Every test of the project: `file › block › title`. */
  tests: string[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Requirements, sheets, profiles and tests as they stand in the project. */
export function readCoverage(): Coverage {
  const sheets = namesIn('tests/coverage').map((name) => sheetIn(`tests/coverage/${name}`));
  const profiles = namesIn('regulations').map((name) => parse(textOf(`regulations/${name}`)) as { profile: string });
  return {
    requirements: textOf('tests/coverage/requirements.txt').trim().split('\n').map(requirementOf),
    sheets,
    profiles: new Map(profiles.map((profile) => [profile.profile, profile])),
    tests: globSync('tests/**/*.{test,e2e}.{ts,tsx}', { cwd: root })
      .map((file) => file.replaceAll('\\', '/'))
      .sort()
      .flatMap((file) => testsIn(root + file).map((name) => `${file} › ${name}`)),
  };
}

function sheetIn(file: string): z.infer<typeof sheetSchema> {
  const document = parseDocument(textOf(file));
  const [error] = document.errors;
  if (error) throw new Error(`${file}: ${error.message}`);
  const read = sheetSchema.safeParse(document.toJS());
  if (!read.success) throw new Error(`${file}: ${z.prettifyError(read.error)}`);
  return read.data;
}

function requirementOf(line: string): Requirement {
  const [id, regulation, clause, title, ...more] = line.split(' | ');
  if (!id || !regulation || !clause || !title || more.length > 0) throw new Error(`tests/coverage/requirements.txt: «${line}»`);
  return { id, regulation, clause, title };
}

function namesIn(folder: string): string[] {
  return readdirSync(root + folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
}

function textOf(path: string): string {
  return readFileSync(root + path, 'utf8');
}
