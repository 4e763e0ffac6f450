import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type CalendarYear, WEEKDAYS, type Weekday } from '../../lib/domain/worktime/model.ts';
import { addWorkingMinutes } from '../../lib/domain/worktime/working-time.ts';
import { calendarYearText } from '../../lib/protocol/calendar.ts';
import { decodeCalendarFile, importCalendar } from '../../lib/protocol/calendar-import/import-calendar.ts';
import { at, calendar, local, office } from '../domain/support/worktime.ts';

const xml = readFileSync(new URL('../fixtures/calendar-2024.xml', import.meta.url), 'utf8');
const ics = readFileSync(new URL('../fixtures/calendar-2024.ics', import.meta.url), 'utf8');
const table = readFileSync(new URL('../fixtures/calendar-2024.csv', import.meta.url), 'utf8');
const year2024 = calendar.find(({ year }) => year === 2024);

function problems(text: string, year: number | null = null): string[] {
  const imported = importCalendar(text, year);
  return imported.ok ? [] : imported.problems.map(({ line, message }) => `${line}: ${message}`);
}

function yearOf(text: string, year: number | null = null): CalendarYear {
  const imported = importCalendar(text, year);
  if (!imported.ok) throw new Error(imported.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return imported.year;
}

describe('a year of the production calendar', () => {
  test.each([
    ['xmlcalendar', xml],
    ['iCalendar', ics],
    ['a table', table],
    ['a table parted by tabs', table.replaceAll(';', '\t')],
    ['a table parted by commas, in quotes', table.replaceAll(/[^;\n]+/g, '"$&"').replaceAll(';', ',')],
    ['a file with Windows line ends', ics.replaceAll('\n', '\r\n')],
  ])('is the one of the program when it is imported from %s', (_, text) => {
    const imported = yearOf(text);

    expect(imported).toEqual(year2024);
    expect(local(addWorkingMinutes(at('2024-04-26 15:30'), 60, office, [imported]).at)).toBe('2024-04-27 08:30');
    expect(local(addWorkingMinutes(at('2024-12-28 16:30'), 60, office, [imported, ...calendar.slice(5)]).at)).toBe(
      '2025-01-09 08:30',
    );
  });

  test.each(calendar.map((year) => [year.year, year] as const))(
    '%i comes back the same when it went out in each format',
    (_, year) => {
      expect(yearOf(toXml(year))).toEqual(year);
      expect(yearOf(toIcs(year))).toEqual(year);
      expect(yearOf(toTable(year))).toEqual(year);
    },
  );

  test.each(calendar.map((year) => [year.year, year] as const))(
    '%i is written as the file that comes with the program',
    (of, year) => {
      expect(calendarYearText(year)).toBe(readFileSync(new URL(`../../calendars/${of}.json`, import.meta.url), 'utf8'));
    },
  );

  test('has the holidays of the Code at weekends when the source leaves them out or calls them days off', () => {
    const without = table.replace('06.01.2024;праздник\n', '').replace('07.01.2024;праздник', '07.01.2024;выходной');

    expect(yearOf(without)).toEqual(year2024);
  });

  test('leaves plain weekends out when the source names them', () => {
    expect(yearOf(xml.replace('<day d="01.01"', '<day d="02.24" t="1"/>\n    <day d="01.01"'))).toEqual(year2024);
    expect(yearOf(`${table}24.02.2024;выходной\n`)).toEqual(year2024);
  });

  test('is chosen by its number when the file has several', () => {
    const both = toIcs(calendar[4] as CalendarYear).replace('END:VCALENDAR\n', '') + toIcs(calendar[5] as CalendarYear);

    expect(problems(both)).toEqual(['1: в файле несколько лет (2024, 2025): назовите нужный']);
    expect(yearOf(both, 2025)).toEqual(calendar[5]);
    expect(problems(both, 2027)).toEqual(['1: в файле нет дней 2027 года']);
  });

  test('is read from windows-1251 when a spreadsheet saved it so', () => {
    const cyrillic = new Map([...'абвгдежзийклмнопрстуфхцчшщъыьэюя'].map((letter, index) => [letter, 0xe0 + index]));
    const bytes = Uint8Array.from(
      [...table.toLowerCase().replaceAll('ё', 'е')].map((letter) => cyrillic.get(letter) ?? letter.charCodeAt(0)),
    );

    expect(yearOf(decodeCalendarFile(bytes))).toEqual(year2024);
  });
});

describe('a broken file is refused with the line', () => {
  test.each([
    ['a kind that is not', '<day d="02.22" t="2"/>', '<day d="02.22" t="5"/>', '21: t="5" у дня 02.22: ждём 1, 2 или 3'],
    ['no kind', '<day d="02.22" t="2"/>', '<day d="02.22"/>', '21: t="" у дня 02.22: ждём 1, 2 или 3'],
    ['a day that is not', '<day d="02.22"', '<day d="02.32"', '21: d="02.32" — не день 2024 года вида ММ.ДД'],
    ['a wrong origin', 'f="01.06"', 'f="06.31"', '31: f="06.31" — не день 2024 года вида ММ.ДД'],
    [
      'a Saturday of no weekday',
      'f="12.28"',
      'f="01.07"',
      '36: 2024-12-28 рабочий, но не сказано, за какой день: нет выходного с f="12.28"',
    ],
    [
      'a weekday that is worked anyway',
      '<day d="02.22" t="2"/>',
      '<day d="02.22" t="3"/>',
      '21: 2024-02-22 — и так рабочий день, t="3" бывает у субботы и воскресенья',
    ],
    ['no year', 'year="2024"', 'year="24"', '2: год календаря «24» — не число из четырёх цифр'],
    ['another country', 'country="ru"', 'country="by"', '2: календарь страны «by», ждём «ru»'],
    ['another root', /calendar/g, 'calender', '1: ждём <calendar year="…">, а стоит <calender>'],
    ['an open element', '</days>', '', '40: </calendar> закрывает не то, что открыто (<days>)'],
    ['no end', /<\/days>\s*<\/calendar>/, '', '40: <days> не закрыт'],
    [
      'text between the tags',
      '<day d="02.22"',
      'смена <day d="02.22"',
      '21: непонятная разметка: «смена <day d="02.22" t="2"/>»',
    ],
    [
      'an entity declaration',
      '<calendar',
      '<!DOCTYPE x [<!ENTITY y "z">]><calendar',
      '2: непонятная разметка: «<!DOCTYPE x [<!ENTITY y "z">]><calendar »',
    ],
    [
      'a day named twice',
      '<day d="02.22" t="2"/>',
      '<day d="02.22" t="2"/><day d="02.22" t="2"/>',
      '21: день 2024-02-22 назван дважды',
    ],
  ])('xmlcalendar: %s', (_, from, to, expected) => {
    expect(problems(xml.replace(from, to))).toEqual([expected]);
  });

  test.each([
    [
      'a repeating event',
      'DTEND;VALUE=DATE:20240109',
      'RRULE:FREQ=YEARLY',
      '9: повторяющееся событие не читается: назовите дни года',
    ],
    [
      'an hour',
      'DTSTART;VALUE=DATE:20240222',
      'DTSTART:20240222T090000Z',
      '14: DTSTART «20240222T090000Z» — не целый день вида 20240101',
    ],
    [
      'a day that is not',
      'DTSTART;VALUE=DATE:20240222',
      'DTSTART;VALUE=DATE:20240230',
      '14: DTSTART «20240230» — не целый день вида 20240101',
    ],
    [
      'an end before the start',
      'DTEND;VALUE=DATE:20240109',
      'DTEND;VALUE=DATE:20240101',
      '9: DTEND «20240101» — не день после начала, до 31 дней',
    ],
    [
      'an endless event',
      'DTEND;VALUE=DATE:20240109',
      'DTEND;VALUE=DATE:20250109',
      '9: DTEND «20250109» — не день после начала, до 31 дней',
    ],
    [
      'words that say nothing',
      'SUMMARY:Сокращённый день',
      'SUMMARY:Отчёт',
      '15: неясно, что за день («Отчёт»): ждём «праздник», «перенос», «сокращённый» или «рабочий за понедельник»',
    ],
    ['no start', 'DTSTART;VALUE=DATE:20240222\n', '', '13: у события нет DTSTART'],
    ['no property', 'SUMMARY:Сокращённый день', 'Сокращённый день', '15: «Сокращённый день» — не строка вида ИМЯ:значение'],
  ])('iCalendar: %s', (_, from, to, expected) => {
    expect(problems(ics.replace(from, to))[0]).toBe(expected);
  });

  test('iCalendar: an event without an end', () => {
    expect(problems(ics.slice(0, ics.lastIndexOf('END:VEVENT'))).at(-1)).toContain('событие не кончается');
  });

  test.each([
    ['a day that is not', '22.02.2024', '30.02.2024', '10: «30.02.2024» — не дата вида 2024-01-31 или 31.01.2024'],
    [
      'words that say nothing',
      '22.02.2024;сокращённый',
      '22.02.2024;отчёт',
      '10: неясно, что за день 2024-02-22 («отчёт»): ждём «праздник», «перенос», «сокращённый» или «рабочий за понедельник»',
    ],
    [
      'a worked Saturday of no weekday',
      'рабочий за понедельник',
      'рабочий',
      '14: неясно, что за день 2024-04-27 («рабочий»): ждём «праздник», «перенос», «сокращённый» или «рабочий за понедельник»',
    ],
    [
      'a short Saturday',
      '27.04.2024;рабочий за понедельник',
      '27.04.2024;сокращённый',
      '14: 2024-04-27 — выходной: у рабочего назовите день недели, по которому работают',
    ],
    [
      'a weekday that is worked anyway',
      '22.02.2024;сокращённый',
      '22.02.2024;рабочий за понедельник',
      '10: 2024-02-22 — и так рабочий день',
    ],
    ['a holiday of the Code left out', '09.05.2024;праздник\n', '', '1: нет праздников ТК РФ (ст. 112): 2024-05-09'],
    [
      'a day named twice',
      '22.02.2024;сокращённый\n',
      '22.02.2024;сокращённый\n22.02.2024;перенос\n',
      '11: день 2024-02-22 назван дважды',
    ],
  ])('a table: %s', (_, from, to, expected) => {
    expect(problems(table.replace(from, to))).toEqual([expected]);
  });

  test.each([
    ['nothing', ''],
    ['no table', 'Уважаемые коллеги!\n'],
    ['a heading only', 'дата;день\n'],
  ])('with %s in it', (_, text) => {
    expect(problems(text)).toEqual(['1: в файле нет ни одного дня']);
  });
});

function describeDays(year: CalendarYear): { on: string; words: string }[] {
  const follows: Record<Weekday, string> = {
    mon: 'понедельник',
    tue: 'вторник',
    wed: 'среду',
    thu: 'четверг',
    fri: 'пятницу',
    sat: '',
    sun: '',
  };
  const worked = new Map(year.movedWorkdays.map((day) => [day.on, `рабочий за ${follows[day.follows]}`]));
  return [
    ...year.daysOff.map(({ on, reason }) => ({ on, words: reason === 'holiday' ? 'Праздничный день' : 'Перенос выходного' })),
    ...year.shortDays.map((on) => ({ on, words: worked.has(on) ? `${worked.get(on)}, сокращённый` : 'Сокращённый день' })),
    ...[...worked].filter(([on]) => !year.shortDays.includes(on)).map(([on, words]) => ({ on, words })),
  ];
}

function toTable(year: CalendarYear): string {
  return describeDays(year)
    .map(({ on, words }) => `${on}\t${words}\n`)
    .join('');
}

function toIcs(year: CalendarYear): string {
  const events = describeDays(year).map(
    ({ on, words }) =>
      `BEGIN:VEVENT\nDTSTART;VALUE=DATE:${on.replaceAll('-', '')}\nSUMMARY:${words.slice(0, 9)}\n ${words.slice(9)}\nEND:VEVENT\n`,
  );
  return `BEGIN:VCALENDAR\nVERSION:2.0\n${events.join('')}END:VCALENDAR\n`;
}

function toXml(year: CalendarYear): string {
  const moved = year.daysOff.filter(({ reason }) => reason === 'moved').map(({ on }) => on);
  const origin = new Map<string, string>();
  for (const { on, follows } of year.movedWorkdays) {
    const day = moved.find((one) => !origin.has(one) && WEEKDAYS[(new Date(one).getUTCDay() + 6) % 7] === follows);
    if (day) origin.set(day, on);
  }
  const short = (on: string) => on.slice(5).replace('-', '.');
  const days = [
    ...year.daysOff.map(
      ({ on, reason }) =>
        `d="${short(on)}" t="1"${reason === 'holiday' ? ' h="1"' : ''}${origin.has(on) ? ` f="${short(origin.get(on) ?? '')}"` : ''}`,
    ),
    ...year.shortDays.map((on) => `d="${short(on)}" t="2"`),
    ...year.movedWorkdays.filter(({ on }) => !year.shortDays.includes(on)).map(({ on }) => `d="${short(on)}" t="3"`),
  ];
  return `<calendar year="${year.year}"><days>${days.map((day) => `<day ${day}></day>`).join('\n')}</days></calendar>`;
}
