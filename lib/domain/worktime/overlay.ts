import type { Calendar, CalendarYear, RegionalCalendar, RegionalDay } from './model.ts';

/**
 * The federal calendar as a region keeps it: a day the region names stands as the region says (G14). Years without an approved
 * federal calendar stay without one. Keep the result: sums are remembered by it.
 */
export function withRegion(calendar: Calendar, region: RegionalCalendar): Calendar {
  return calendar.map((year) => {
    const own = region.days.filter(({ on }) => on.startsWith(`${year.year}-`));
    return own.length === 0 ? year : overlaid(year, own);
  });
}

function overlaid(year: CalendarYear, days: RegionalDay[]): CalendarYear {
  const named = new Set(days.map(({ on }) => on));
  const isFederal = ({ on }: { on: string }) => !named.has(on);
  return {
    year: year.year,
    daysOff: [
      ...year.daysOff.filter(isFederal),
      ...days.flatMap((day) => ('off' in day ? [{ on: day.on, reason: day.off }] : [])),
    ],
    movedWorkdays: [
      ...year.movedWorkdays.filter(isFederal),
      ...days.flatMap((day) => ('follows' in day ? [{ on: day.on, follows: day.follows }] : [])),
    ],
    shortDays: [
      ...year.shortDays.filter((on) => !named.has(on)),
      ...days.flatMap((day) => ('follows' in day && day.short ? [day.on] : [])),
    ],
  };
}
