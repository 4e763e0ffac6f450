/** What the bench asks of packages that bring no types. */

declare module 'luxon-business-days' {
  interface BusinessDateTime {
    setupBusiness(options: { holidayMatchers: ((day: BusinessDateTime) => boolean)[] }): void;
    plusBusiness(amount: { days: number }): BusinessDateTime;
    toFormat(pattern: string): string;
    toISODate(): string;
  }
  const luxon: { DateTime: { fromFormat(text: string, pattern: string, options: { zone: string }): BusinessDateTime } };
  export default luxon;
}

declare module 'moment-business-time' {
  interface BusinessMoment {
    addWorkingTime(amount: number, unit: string): BusinessMoment;
    subtractWorkingTime(amount: number, unit: string): BusinessMoment;
    format(pattern: string): string;
  }
  interface BusinessMomentStatic {
    (text: string): BusinessMoment;
    updateLocale(name: string, options: { workinghours: Record<string, string[] | null>; holidays: string[] }): void;
  }
  const moment: BusinessMomentStatic;
  export default moment;
}
