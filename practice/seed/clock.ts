import { millisecondsInDay } from 'date-fns/constants';
import type { Calendar, Schedule } from '../../lib/domain/worktime/model.ts';
import { addWorkingMinutes, isWorkingTime, nextOpening, workingMinutesBetween } from '../../lib/domain/worktime/working-time.ts';

/** The practice stories of today reach this far back, and the job still needs this much. */
const BEFORE_MINUTES = 140;
const AHEAD_MINUTES = 180;

/**
 * The moment practice takes place (epoch ms): the real one when enough of a working day lies before and after it and yesterday was a
 * working day too, else 140 working minutes into the latest such day.
 */
export function practiceNow(realNow: number, schedule: Schedule, calendar: Calendar): number {
  if (isComfortable(realNow, schedule, calendar)) return realNow;
  for (let day = 0; day < 60; day += 1) {
    const opening = openingOn(realNow - day * millisecondsInDay, schedule, calendar);
    if (opening === null || !hasWork(opening - millisecondsInDay, schedule, calendar)) continue;
    const moment = addWorkingMinutes(opening, BEFORE_MINUTES, schedule, calendar).at;
    if (moment <= realNow) return moment;
  }
  throw new Error('no working day within sixty days before now');
}

/** The first working moment of the local day that holds `at`. */
function openingOn(at: number, schedule: Schedule, calendar: Calendar): number | null {
  const midnight = startOfDay(at, schedule.zone);
  const opening = nextOpening(midnight, schedule, calendar).at;
  return opening < midnight + millisecondsInDay ? opening : null;
}

function hasWork(at: number, schedule: Schedule, calendar: Calendar): boolean {
  return openingOn(at, schedule, calendar) !== null;
}

function isComfortable(at: number, schedule: Schedule, calendar: Calendar): boolean {
  if (!isWorkingTime(at, schedule, calendar) || !hasWork(at - millisecondsInDay, schedule, calendar)) return false;
  const opening = openingOn(at, schedule, calendar);
  if (opening === null || workingMinutesBetween(opening, at, schedule, calendar) < BEFORE_MINUTES) return false;
  return workingMinutesBetween(at, startOfDay(at, schedule.zone) + millisecondsInDay, schedule, calendar) >= AHEAD_MINUTES;
}

function startOfDay(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  })
    .formatToParts(at)
    .filter(({ type }) => type !== 'literal')
    .map(({ value }) => Number(value));
  const [hours = 0, minutes = 0, seconds = 0] = parts;
  return at - (at % 1000) - ((hours * 60 + minutes) * 60 + seconds) * 1000;
}
