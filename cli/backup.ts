import type { Head, Progress } from '../server/backup/contents.ts';
import { WrongArguments } from '../server/problem.ts';
import { dataFolder, operate, readArguments, TEXT, withOwner } from './operator.ts';
import type { Terminal } from './terminal.ts';

const EVERY_ROWS = 10_000;

/** `backup FILE`: every table into one file, while the server may be at work. */
export function backup(args: string[], terminal: Terminal): Promise<number> {
  return operate('backup', terminal, 1, async () => {
    const { path, data } = readFileAndData(args, 'backup ФАЙЛ [--data ПАПКА]');
    const { writeBackup } = await import('../server/backup/write-backup.ts');
    const head = await withOwner(data, false, (owner) => writeBackup(owner, path, Date.now(), progressLines(terminal)));
    terminal.out(`Копия готова: ${path}, строк: ${total(head)}.`);
    return 0;
  });
}

/** `restore FILE`: a backup into an empty database; what was noted of the journal beyond it is signed off as gone. */
export function restore(args: string[], terminal: Terminal): Promise<number> {
  return operate('restore', terminal, 1, async () => {
    const { path, data } = readFileAndData(args, 'restore ФАЙЛ [--data ПАПКА]');
    const { assertWhole } = await import('../server/backup/container.ts');
    const { restoreBackup } = await import('../server/backup/restore-backup.ts');
    const { signingKey } = await import('../server/journal/signing-key.ts');
    const { writeCheckpoints } = await import('../server/journal/checkpoints.ts');
    // A wrong file must not leave a new data folder behind.
    await assertWhole(path);
    const head = await withOwner(data, true, async (owner) => {
      // What the end needs is made sure of at the beginning.
      signingKey(data);
      const restored = await restoreBackup(owner, path, progressLines(terminal));
      await writeCheckpoints(owner, data, Date.now(), true);
      return restored;
    });
    terminal.out(
      `Восстановлено из копии от ${head.madeAt}, строк: ${total(head)}. Проверьте журнал (verify-log) и запустите сервер.`,
    );
    return 0;
  });
}

function readFileAndData(args: string[], usage: string): { path: string; data: string } {
  const { values, positionals } = readArguments(args, { data: TEXT }, usage);
  const [path, ...more] = positionals;
  if (!path || more.length > 0) throw new WrongArguments(`ждём «${usage}»`);
  return { path, data: dataFolder(values) };
}

/** A line when a table is done, and now and then on the way. */
function progressLines(terminal: Terminal): Progress {
  let told = 0;
  return (table, done, of) => {
    if (done < told) told = 0;
    if (done < of && done - told < EVERY_ROWS) return;
    told = done;
    terminal.out(`${table}: ${done} из ${of}`);
  };
}

function total({ tables }: Head): number {
  return Object.values(tables).reduce((sum, rows) => sum + rows, 0);
}
