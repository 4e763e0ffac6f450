import { DAY_KINDS_RU, type ImportedDay, type ImportProblem, isDate, type ParsedCalendar, readDayKind } from './imported-day.ts';

const SEPARATORS = ['\t', ';', ','];

/**
 * A calendar as a table: a date (`2024-01-01` or `01.01.2024`), what the day is, and where it is worked the weekday it stands for.
 * Columns are parted by tabs, semicolons or commas; a first row without a date is a heading.
 */
export function parseTableCalendar(text: string): ParsedCalendar {
  const days: ImportedDay[] = [];
  const problems: ImportProblem[] = [];
  const rows = text.split(/\r?\n/).map((row, index) => ({ row, line: index + 1 }));
  const filled = rows.filter(({ row }) => row.trim() !== '');
  const separator = SEPARATORS.find((one) => filled[0]?.row.includes(one)) ?? ';';
  for (const [index, { row, line }] of filled.entries()) {
    const [date = '', ...words] = cellsOf(row, separator);
    const on = dateOf(date);
    if (on === null) {
      if (index > 0 || /\d/.test(date)) problems.push({ line, message: `«${date}» — не дата вида 2024-01-31 или 31.01.2024` });
      continue;
    }
    const kind = readDayKind(words.join(' '));
    if (kind) days.push({ line, on, kind });
    else problems.push({ line, message: `неясно, что за день ${on} («${words.join(' ').trim()}»): ждём ${DAY_KINDS_RU}` });
  }
  return { days, problems };
}

function cellsOf(row: string, separator: string): string[] {
  const cells: string[] = [];
  for (const [, quoted, plain] of `${row}${separator}`.matchAll(
    new RegExp(`(?:"((?:[^"]|"")*)"|([^${separator}]*))${separator}`, 'g'),
  )) {
    cells.push((quoted?.replaceAll('""', '"') ?? plain ?? '').trim());
  }
  return cells;
}

function dateOf(cell: string): string | null {
  const [, day, month, year] = /^(\d\d)\.(\d\d)\.(\d{4})$/.exec(cell) ?? [];
  const on = year === undefined ? cell : `${year}-${month}-${day}`;
  return /^\d{4}-\d\d-\d\d$/.test(on) && isDate(on) ? on : null;
}
