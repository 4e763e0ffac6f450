import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { PersonProblem, WrongArguments } from '../server/problem.ts';
import { dataFolder, operate, readArguments, TEXT, withOwner } from './operator.ts';
import type { Terminal } from './terminal.ts';

const USAGE = 'export-journal --out ФАЙЛ [--format csv|jsonl] [--tenant ID] [--from МОМЕНТ] [--to МОМЕНТ] [--data ПАПКА]';
const INVALID_TEXT = '22P02';

interface Asked {
  out: string;
  format: 'csv' | 'jsonl';
  tenant: string | null;
  span: { from: number | null; to: number | null };
  data: string;
}

/** `export-journal`: events and reads of cases as a table for an inspection. The file appears whole or not at all. */
export function exportJournal(args: string[], terminal: Terminal): Promise<number> {
  return operate('export-journal', terminal, 1, async () => {
    const asked = readAsked(args);
    if (existsSync(asked.out)) throw new PersonProblem(`файл ${asked.out} уже есть; назовите другой`);
    const draft = `${asked.out}.new`;
    const file = createWriteStream(draft, { mode: 0o600, flush: true });
    await opened(file, asked.out);
    try {
      const lines = await withOwner(asked.data, false, async (owner) => {
        const { inSnapshot } = await import('../server/db/snapshot.ts');
        const { readJournal } = await import('../server/journal/export-journal.ts');
        return await inSnapshot(owner, async () => await write(file, readJournal(owner, asked.tenant, asked.span), asked.format));
      });
      file.end();
      await finished(file);
      await rename(draft, asked.out);
      terminal.out(`Строк: ${lines}, файл: ${asked.out}`);
      return 0;
    } catch (problem) {
      file.destroy();
      await rm(draft, { force: true });
      if (problem instanceof Error && 'code' in problem && problem.code === INVALID_TEXT)
        throw new PersonProblem('журнал повреждён, прочитать его нельзя; где — скажет «vovremya verify-log»');
      throw problem;
    }
  });
}

function readAsked(args: string[]): Asked {
  const options = { out: TEXT, format: TEXT, tenant: TEXT, from: TEXT, to: TEXT, data: TEXT };
  const { values, positionals } = readArguments(args, options, USAGE);
  const { out, format = 'csv', tenant = null } = values;
  if (positionals.length > 0 || !out || (format !== 'csv' && format !== 'jsonl')) throw new WrongArguments(`ждём «${USAGE}»`);
  return { out, format, tenant, span: { from: moment(values.from), to: moment(values.to) }, data: dataFolder(values) };
}

function moment(text: string | undefined): number | null {
  if (text === undefined) return null;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new WrongArguments(`момент «${text}» не понят: нужно, например, 2026-03-05T09:00:00Z`);
  return at;
}

async function opened(file: Writable, path: string): Promise<void> {
  try {
    await once(file, 'open');
  } catch {
    throw new PersonProblem(`файл ${path} не записывается`);
  }
}

async function write(
  file: Writable,
  batches: AsyncIterable<import('../server/journal/export-journal.ts').JournalLine[]>,
  format: Asked['format'],
): Promise<number> {
  const { COLUMNS, csvLine } = await import('../server/journal/export-journal.ts');
  // The mark by which spreadsheets know UTF-8.
  if (format === 'csv') file.write(`\ufeff${csvLine(COLUMNS)}`);
  let count = 0;
  for await (const batch of batches) {
    for (const line of batch) {
      const isWritten = file.write(format === 'csv' ? csvLine(COLUMNS.map((name) => line[name])) : `${JSON.stringify(line)}\n`);
      if (!isWritten) await once(file, 'drain');
    }
    count += batch.length;
  }
  return count;
}
