import { assembleYear, type ImportedCalendar } from './assemble-year.ts';
import { parseIcsCalendar } from './ics-calendar.ts';
import type { ParsedCalendar } from './imported-day.ts';
import { parseTableCalendar } from './table-calendar.ts';
import { parseXmlCalendar } from './xml-calendar.ts';

/** Reads a year of the production calendar from a file of xmlcalendar.ru, from iCalendar or from a table; what it is, the text itself tells. */
export function importCalendar(text: string, year: number | null): ImportedCalendar {
  return assembleYear(parserOf(text)(text), year);
}

/** Spreadsheets in Russian save in windows-1251, others in UTF-8. */
export function decodeCalendarFile(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}

function parserOf(text: string): (text: string) => ParsedCalendar {
  if (text.trimStart().startsWith('<')) return parseXmlCalendar;
  return /^\s*BEGIN:VCALENDAR/i.test(text) ? parseIcsCalendar : parseTableCalendar;
}
