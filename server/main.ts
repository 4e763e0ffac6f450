import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { assertFree } from './db/embedded/lock-file.ts';
import { createLog, formatEntry } from './log.ts';
import { PersonProblem } from './problem.ts';
import type { RunningServer, StartOptions } from './start.ts';

const HELP = `Вовремя: сервер
  --port N       порт (PORT, по умолчанию 8080)
  --host ADDR    адрес, на котором слушать (HOST, по умолчанию 127.0.0.1)
  --data DIR     папка данных: встроенный PostgreSQL, ключ и контрольные точки журнала (VOVREMYA_DATA, по умолчанию .data)
  --url URL      адрес, под которым сервер знают люди (VOVREMYA_URL)
  --proxy        перед сервером стоит свой прокси: адрес клиента брать из X-Forwarded-For
  --practice     учебный сервер
  --clock TIME   считать, что сейчас это время (ISO 8601); только с --practice
Со своим PostgreSQL: DATABASE_URL=postgres://…`;

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  const asked = signalled();
  if (options.databaseUrl === undefined && options.dataDir) assertFree(join(options.dataDir, 'lock'));
  // Loaded late: what is wrong with the arguments or the folder is said at once.
  const { startServer } = await import('./start.ts');
  const server = await startServer(options);
  announce(server);
  const reason = await Promise.race([asked, server.died.then(() => 'database-died' as const)]);
  await server.close();
  if (reason === 'database-died') throw new PersonProblem('PostgreSQL остановился. Запустите сервер снова; данные сохранены.');
  return 0;
}

function announce({ url, invitationUrl }: RunningServer): void {
  if (invitationUrl) process.stdout.write(`Приглашение для администратора (одноразовое): ${invitationUrl}\n`);
  process.stdout.write(`Вовремя слушает ${url}\n`);
}

/** Resolves at the first request to end; a second one ends at once. */
function signalled(): Promise<'asked'> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        done('asked');
        process.once(signal, () => process.exit(1));
      });
    }
  });
}

function readOptions(args: string[]): StartOptions | 'help' {
  const { values } = parse(args);
  if (values.help) return 'help';
  const now = clockFrom(values.clock, values.practice ?? false);
  const databaseUrl = process.env.DATABASE_URL;
  const dataDir = values.data ?? process.env.VOVREMYA_DATA ?? '.data';
  const publicUrl = values.url ?? process.env.VOVREMYA_URL;
  return {
    port: portFrom(values.port ?? process.env.PORT ?? '8080'),
    host: values.host ?? process.env.HOST ?? '127.0.0.1',
    practice: values.practice ?? false,
    behindProxy: values.proxy ?? false,
    now,
    log: createLog((entry) => process.stderr.write(`${formatEntry(entry, now())}\n`)),
    dataDir,
    ...(databaseUrl ? { databaseUrl } : {}),
    ...(publicUrl ? { publicUrl } : {}),
  };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    const options = { port: text, host: text, data: text, url: text, clock: text, proxy: flag, practice: flag, help: flag };
    return parseArgs({ args, options, strict: true });
  } catch (problem) {
    throw new PersonProblem(`${problem instanceof Error ? problem.message : ''}\n${HELP}`);
  }
}

function portFrom(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new PersonProblem(`Порт «${text}» — не число от 0 до 65535.`);
  return port;
}

/** Real figures must never be made with a moved clock, so it is for practice only. */
function clockFrom(text: string | undefined, practice: boolean): () => number {
  if (text === undefined) return Date.now;
  const start = Date.parse(text);
  if (Number.isNaN(start)) throw new PersonProblem(`Время «${text}» не понято: нужно, например, 2026-03-05T09:00:00+05:00.`);
  if (!practice) throw new PersonProblem('Часы можно перевести только на учебном сервере: добавьте --practice.');
  const offset = start - Date.now();
  return () => Date.now() + offset;
}

try {
  process.exitCode = await main();
} catch (problem) {
  if (!(problem instanceof PersonProblem)) throw problem;
  process.stderr.write(`${problem.message}\n`);
  process.exitCode = 1;
}
