import { DAY_KINDS_RU, type ImportedDay, type ImportProblem, isDate, type ParsedCalendar, readDayKind } from './imported-day.ts';

interface Property {
  name: string;
  value: string;
  line: number;
}

const DAY = 86_400_000;
/** No event of a production calendar is longer; a slip of the pen must not become a year of holidays. */
const LONGEST_EVENT_DAYS = 31;

/**
 * A calendar as iCalendar (RFC 5545): whole-day events whose category, or else title, says what the days are. Repeating events are
 * refused: each year is approved by its own act.
 */
export function parseIcsCalendar(text: string): ParsedCalendar {
  const days: ImportedDay[] = [];
  const problems: ImportProblem[] = [];
  let event: Property[] | null = null;
  for (const property of propertiesOf(text)) {
    const { name, value, line } = property;
    if (name === '') problems.push({ line, message: `«${value.slice(0, 40)}» — не строка вида ИМЯ:значение` });
    else if (name === 'BEGIN' && value === 'VEVENT') event = [property];
    else if (name === 'END' && value === 'VEVENT' && event) {
      const read = readEvent(event);
      if (Array.isArray(read)) days.push(...read);
      else problems.push(read);
      event = null;
    } else event?.push(property);
  }
  if (event) problems.push({ line: event[0]?.line ?? 1, message: 'событие не кончается: нет END:VEVENT' });
  return { days, problems };
}

function readEvent(event: Property[]): ImportedDay[] | ImportProblem {
  const find = (name: string) => event.find((property) => property.name === name);
  const begin = event[0]?.line ?? 1;
  const repeats = find('RRULE') ?? find('RDATE');
  if (repeats) return { line: repeats.line, message: 'повторяющееся событие не читается: назовите дни года' };
  if (find('STATUS')?.value === 'CANCELLED') return [];
  const start = find('DTSTART');
  if (!start) return { line: begin, message: 'у события нет DTSTART' };
  const first = dayNumber(start.value);
  if (first === null) return { line: start.line, message: `DTSTART «${start.value}» — не целый день вида 20240101` };
  const end = find('DTEND');
  const afterLast = end ? dayNumber(end.value) : first + 1;
  if (find('DURATION')) return { line: begin, message: 'DURATION не читается: назовите последний день через DTEND' };
  if (afterLast === null || afterLast <= first || afterLast - first > LONGEST_EVENT_DAYS) {
    return { line: end?.line ?? begin, message: `DTEND «${end?.value}» — не день после начала, до ${LONGEST_EVENT_DAYS} дней` };
  }
  const said = find('CATEGORIES') ?? find('SUMMARY');
  const kind = said ? readDayKind(said.value) : null;
  if (!kind) return { line: said?.line ?? begin, message: `неясно, что за день («${said?.value ?? ''}»): ждём ${DAY_KINDS_RU}` };
  return Array.from({ length: afterLast - first }, (_, index) => ({ line: begin, on: dateOf(first + index), kind }));
}

/** Lines that begin with a space or a tab go on with the one before. */
function propertiesOf(text: string): Property[] {
  const unfolded: { text: string; line: number }[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const last = unfolded.at(-1);
    if (last && /^[ \t]/.test(line)) last.text += line.slice(1);
    else unfolded.push({ text: line, line: index + 1 });
  }
  return unfolded
    .filter((one) => one.text.trim() !== '')
    .map(({ text: whole, line }) => {
      const [, name = '', value = whole] = /^([A-Za-z-]+)(?:;(?:"[^"]*"|[^":])*)?:(.*)$/.exec(whole) ?? [];
      return { name: name.toUpperCase(), value: value.trim(), line };
    });
}

function dayNumber(value: string): number | null {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(value) ?? [];
  const on = `${year}-${month}-${day}`;
  return year !== undefined && isDate(on) ? Date.parse(`${on}T00:00:00Z`) / DAY : null;
}

function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
