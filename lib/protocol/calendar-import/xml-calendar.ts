import { WEEKDAYS } from '../../domain/worktime/model.ts';
import {
  type DayKind,
  type ImportedDay,
  type ImportProblem,
  isDate,
  type ParsedCalendar,
  weekdayIndexOn,
} from './imported-day.ts';
import { readTags, type Tag } from './xml-tags.ts';

const SATURDAY = 5;

/**
 * A year in the format of xmlcalendar.ru: `<day d="ММ.ДД" t h f>`, `t` 1 off, 2 worked and short, 3 worked; `h` the holiday it is;
 * `f` the date the day off was moved from, which tells for which weekday a Saturday is worked.
 */
export function parseXmlCalendar(text: string): ParsedCalendar {
  const read = readTags(text);
  if (!('tags' in read)) return wrong(read.line, read.message);
  const root = read.tags[0];
  if (root?.name !== 'calendar') return wrong(1, `ждём <calendar year="…">, а стоит <${root?.name}>`);
  const { year = '', country = 'ru' } = root.attributes;
  if (!/^\d{4}$/.test(year)) return wrong(root.line, `год календаря «${year}» — не число из четырёх цифр`);
  if (country !== 'ru') return wrong(root.line, `календарь страны «${country}», ждём «ru»`);

  const days: ImportedDay[] = [];
  const problems: ImportProblem[] = [];
  const tags = read.tags.filter(({ name, inside }) => name === 'day' && inside.at(-1) === 'days');
  const workedFor = new Map(tags.flatMap(({ attributes: { d, t, f } }) => (t === '1' && f ? [[f, d ?? '']] : [])));
  for (const { attributes, line } of tags) {
    const on = dateOf(attributes.d, year);
    if (on === null) problems.push({ line, message: `d="${attributes.d ?? ''}" — не день ${year} года вида ММ.ДД` });
    else if (attributes.f !== undefined && dateOf(attributes.f, year) === null) {
      problems.push({ line, message: `f="${attributes.f}" — не день ${year} года вида ММ.ДД` });
    } else {
      const kind = kindOf(attributes, on, dateOf(workedFor.get(attributes.d ?? ''), year));
      if (typeof kind === 'string') problems.push({ line, message: kind });
      else if (kind) days.push({ line, on, kind });
    }
  }
  return { days, problems };
}

/** A sentence when the day is not understood, null for a weekend that is named without need. */
function kindOf({ d, t, h, f }: Tag['attributes'], on: string, standsFor: string | null): DayKind | string | null {
  const isWeekend = weekdayIndexOn(on) >= SATURDAY;
  if (t === '1') {
    if (h !== undefined) return { is: 'holiday' };
    return isWeekend && f === undefined ? null : { is: 'moved' };
  }
  if (t !== '2' && t !== '3') return `t="${t ?? ''}" у дня ${d}: ждём 1, 2 или 3`;
  if (!isWeekend) return t === '2' ? { is: 'short' } : `${on} — и так рабочий день, t="3" бывает у субботы и воскресенья`;
  const follows = standsFor === null ? undefined : WEEKDAYS[weekdayIndexOn(standsFor)];
  if (!follows) return `${on} рабочий, но не сказано, за какой день: нет выходного с f="${d}"`;
  return { is: 'worked', follows, isShort: t === '2' };
}

function dateOf(monthAndDay: string | undefined, year: string): string | null {
  const on = `${year}-${monthAndDay?.replace('.', '-')}`;
  return /^\d\d\.\d\d$/.test(monthAndDay ?? '') && isDate(on) ? on : null;
}

function wrong(line: number, message: string): ParsedCalendar {
  return { days: [], problems: [{ line, message }] };
}
