import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Calendar } from '../lib/domain/worktime/model.ts';
import { parseCalendar } from '../lib/protocol/calendar.ts';

/** The production calendar that comes with the program. */
export function federalCalendar(): Calendar {
  const folder = join(import.meta.dirname, '..', 'calendars');
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return parseCalendar(files.map((name) => readFileSync(join(folder, name), 'utf8')));
}
