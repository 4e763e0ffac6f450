import { z } from 'zod';
import { type Calendar, type CalendarYear, type RegionalCalendar, WEEKDAYS } from '../domain/worktime/model.ts';

const on = z.iso.date();

/** One approved year of the production calendar, as in the files of calendars/ and on the wire. */
export const calendarYearSchema: z.ZodType<CalendarYear> = z
  .strictObject({
    year: z.number().int().min(2000).max(2100),
    daysOff: z.array(z.strictObject({ on, reason: z.enum(['holiday', 'moved']) })),
    movedWorkdays: z.array(z.strictObject({ on, follows: z.enum(WEEKDAYS) })),
    shortDays: z.array(on),
  })
  .superRefine((year, context) => {
    const days = [...year.daysOff, ...year.movedWorkdays].map((day) => day.on);
    const stray = [...days, ...year.shortDays].find((day) => !day.startsWith(`${year.year}-`));
    if (stray !== undefined) context.addIssue({ code: 'custom', message: `${stray} is not a day of ${year.year}` });
    const twice = days.find((day, index) => days.indexOf(day) < index);
    if (twice !== undefined) context.addIssue({ code: 'custom', message: `${twice} is named twice` });
  });

const regionalDay = { on, act: z.string().min(1) };
const regionalCalendarSchema: z.ZodType<RegionalCalendar> = z
  .strictObject({
    region: z.string().regex(/^RU-[A-Z]{2,3}$/),
    titleRu: z.string().min(1),
    days: z.array(
      z.union([
        z.strictObject({ ...regionalDay, off: z.enum(['holiday', 'moved']) }),
        z.strictObject({ ...regionalDay, follows: z.enum(WEEKDAYS), short: z.boolean() }),
      ]),
    ),
  })
  .superRefine(({ days }, context) => {
    const dates = days.map((day) => day.on);
    const twice = dates.find((day, index) => dates.indexOf(day) < index);
    if (twice !== undefined) context.addIssue({ code: 'custom', message: `${twice} is named twice` });
  });

/** Reads what a region keeps otherwise, from a file of calendars/regions/. Throws like `parseCalendar`, and for the same reason. */
export function parseRegionalCalendar(text: string): RegionalCalendar {
  return regionalCalendarSchema.parse(JSON.parse(text));
}

/** Reads years from their files' texts, in order of year. Throws ZodError or SyntaxError: a calendar that cannot be trusted must not be used. */
export function parseCalendar(texts: string[]): Calendar {
  return texts.map((text) => calendarYearSchema.parse(JSON.parse(text))).sort((a, b) => a.year - b.year);
}

/** The text of a year's file, as the files of calendars/ are written. */
export function calendarYearText({ year, daysOff, movedWorkdays, shortDays }: CalendarYear): string {
  const list = (rows: string[]) =>
    rows.length < 2 ? `[${rows.join('')}]` : `[\n${rows.map((row) => `    ${row}`).join(',\n')}\n  ]`;
  const off = daysOff.map((day) => `{ "on": "${day.on}", "reason": "${day.reason}" }`);
  const moved = movedWorkdays.map((day) => `{ "on": "${day.on}", "follows": "${day.follows}" }`);
  const short = shortDays.map((on) => `"${on}"`).join(', ');
  const fields = [`"year": ${year}`, `"daysOff": ${list(off)}`, `"movedWorkdays": ${list(moved)}`, `"shortDays": [${short}]`];
  return `{\n${fields.map((field) => `  ${field}`).join(',\n')}\n}\n`;
}
