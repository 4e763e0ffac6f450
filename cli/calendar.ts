import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { calendarYearText } from '../lib/protocol/calendar.ts';
import { decodeCalendarFile, importCalendar } from '../lib/protocol/calendar-import/import-calendar.ts';
import type { Terminal } from './terminal.ts';

interface Wanted {
  file: string;
  out: string | undefined;
  year: number | null;
}

/** `calendar import FILE [--year ГОД] [--out FILE]`: 0 with the year as JSON, 1 with a line for each fault of the file, 2 for wrong arguments. */
export async function calendar(args: string[], terminal: Terminal): Promise<number> {
  const wanted = readArgs(args);
  if (!wanted) {
    terminal.err('vovremya calendar: ждём «calendar import ФАЙЛ [--year ГОД] [--out ФАЙЛ]»');
    return 2;
  }
  const bytes = await readFile(wanted.file).catch(() => null);
  if (!bytes) {
    terminal.err(`vovremya calendar: файл «${wanted.file}» не читается`);
    return 2;
  }
  const imported = importCalendar(decodeCalendarFile(bytes), wanted.year);
  if (!imported.ok) {
    for (const { line, message } of imported.problems) terminal.err(`${wanted.file}:${line}: ${message}`);
    return 1;
  }
  const text = calendarYearText(imported.year);
  if (wanted.out === undefined) {
    terminal.out(text.trimEnd());
    return 0;
  }
  const written = await writeFile(wanted.out, text).then(
    () => true,
    () => false,
  );
  if (!written) terminal.err(`vovremya calendar: файл «${wanted.out}» не пишется`);
  return written ? 0 : 2;
}

function readArgs(args: string[]): Wanted | null {
  try {
    const options = { out: { type: 'string' }, year: { type: 'string' } } as const;
    const { positionals, values } = parseArgs({ args, options, allowPositionals: true });
    const [action, file, ...more] = positionals;
    if (action !== 'import' || file === undefined || more.length > 0) return null;
    if (values.year !== undefined && !/^\d{4}$/.test(values.year)) return null;
    return { file, out: values.out, year: values.year === undefined ? null : Number(values.year) };
  } catch {
    return null;
  }
}
