import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import type pg from 'pg';
import type { Database } from '../server/db/open.ts';
import { PersonProblem, WrongArguments } from '../server/problem.ts';
import type { Terminal } from './terminal.ts';

/** What the commands of an operator share: how arguments are read, where the database is, how a problem is told. */

export const TEXT = { type: 'string' } as const;

export function readArguments<Options extends ParseArgsOptionsConfig>(args: string[], options: Options, usage: string) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: true });
  } catch {
    throw new WrongArguments(`ждём «${usage}»`);
  }
}

/** Runs a command; whatever a person can put right is one line on stderr. `failure` is the exit code for what went wrong on the way. */
export async function operate(name: string, terminal: Terminal, failure: 1 | 2, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (problem) {
    terminal.err(`vovremya ${name}: ${inWords(problem)}`);
    return problem instanceof WrongArguments ? 2 : failure;
  }
}

/** Codes of PostgreSQL and of the system for which there is something to say; of others the code itself helps whoever is asked. */
const CODES: Record<string, string> = {
  '42P01': 'в базе данных нет нужных таблиц: она пуста или старее программы; запустите «vovremya migrate»',
  '42501':
    'роли базы данных не хватает прав: ей надо владеть таблицами и уметь создать роль vovremya_app (или выдать её себе, если та уже есть)',
  '53100': 'на диске базы данных кончилось место',
  '57P01': 'база данных остановлена на полпути',
  ENOSPC: 'на диске кончилось место',
  EACCES: 'нет права на чтение или запись файла',
  ENOENT: 'такой папки нет',
};

function inWords(problem: unknown): string {
  if (problem instanceof PersonProblem || problem instanceof WrongArguments) return problem.message;
  if (!(problem instanceof Error && 'code' in problem && typeof problem.code === 'string')) throw problem;
  return CODES[problem.code] ?? `не получилось (код ${problem.code})`;
}

export function dataFolder(values: { data?: string | undefined }): string {
  return values.data ?? process.env.VOVREMYA_DATA ?? '.data';
}

/** Gives `work` the database that the arguments and DATABASE_URL name; `make` lets an absent data folder be made. */
export async function withDatabase<T>(dataDir: string, make: boolean, work: (database: Database) => Promise<T>): Promise<T> {
  // Loaded late: what is wrong with the arguments is said at once, and commands without a database need none of it.
  const { operatorDatabase } = await import('../server/db/open.ts');
  const { silentLog } = await import('../server/log.ts');
  const databaseUrl = process.env.DATABASE_URL;
  const database = await operatorDatabase({ dataDir, ...(databaseUrl ? { databaseUrl } : {}) }, silentLog, make);
  try {
    return await work(database);
  } finally {
    await database.stop();
  }
}

/** The same with one connection of the tables' owner. */
export function withOwner<T>(dataDir: string, make: boolean, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  return withDatabase(dataDir, make, async ({ owner }) => {
    const { connectOwner } = await import('../server/db/connect.ts');
    const client = await connectOwner(owner);
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  });
}
