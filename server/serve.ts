import { join } from 'node:path';
import { assertFree } from './db/embedded/lock-file.ts';
import { PersonProblem } from './problem.ts';
import { HELP, readServeOptions } from './serve-options.ts';
import type { RunningServer } from './start.ts';

/** Serves until asked to end; returns the exit code. Throws PersonProblem, and WrongArguments when the arguments are. */
export async function serve(args: string[]): Promise<number> {
  const options = readServeOptions(args);
  if (options === 'help') {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  const asked = signalled();
  if (options.databaseUrl === undefined) assertFree(join(options.dataDir, 'lock'));
  // Loaded late: what is wrong with the arguments or the folder is said at once.
  const { startServer } = await import('./start.ts');
  const server = await startServer(options);
  announce(server);
  const reason = await Promise.race([asked, server.died.then(() => 'database-died' as const)]);
  await server.close();
  if (reason === 'database-died') throw new PersonProblem('PostgreSQL остановился. Запустите сервер снова; данные сохранены.');
  return 0;
}

const NOT_BOUND =
  'Внимание: вход из DATABASE_URL может обойти защиту строк базы данных. Дайте серверу свой: DATABASE_SERVE_URL, docs/security.md.';

function announce({ url, invitationUrl, loginIsBound }: RunningServer): void {
  if (!loginIsBound) process.stderr.write(`${NOT_BOUND}\n`);
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
