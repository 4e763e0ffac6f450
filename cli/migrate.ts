import { WrongArguments } from '../server/problem.ts';
import { dataFolder, operate, readArguments, TEXT, withDatabase } from './operator.ts';
import type { Terminal } from './terminal.ts';

const USAGE = 'migrate [--data ПАПКА]';

/** `migrate`: brings the database to the form of this program; the server does the same when it starts. */
export function migrate(args: string[], terminal: Terminal): Promise<number> {
  return operate('migrate', terminal, 1, async () => {
    const { values, positionals } = readArguments(args, { data: TEXT }, USAGE);
    if (positionals.length > 0) throw new WrongArguments(`ждём «${USAGE}»`);
    const { migrate: bringForward } = await import('../server/db/migrate.ts');
    const applied = await withDatabase(dataFolder(values), true, ({ owner }) => bringForward(owner));
    for (const name of applied) terminal.out(`применён ${name}`);
    terminal.out(applied.length > 0 ? `База данных обновлена, файлов: ${applied.length}.` : 'База данных уже нового вида.');
    return 0;
  });
}
