import { type Instance, isPending, type Walk } from './clock-instance.ts';
import { settledValue } from './limit-date.ts';
import { effectiveLimit, isInMinutes, reckon, workingMinutesFrom } from './reckon.ts';

/** A failure of the system begins: what runs now in minutes or hours counts anew from its end (O3). */
export function startOutage(walk: Walk): void {
  if (!walk.context.profile.time.outage || walk.outageSince !== null) return;
  walk.outageSince = walk.at;
  for (const one of walk.pending) if (isPending(one, walk.at)) interrupt(walk, one);
}

/** Limits in days go on through a failure (O25); what the limit is may change while it lasts. */
export function interrupt(walk: Walk, one: Instance): void {
  one.isInOutage = isInMinutes(effectiveLimit(walk, one).limit);
  if (one.isInOutage && !walk.interrupted.includes(one)) walk.interrupted.push(one);
}

/**
 * Limits in minutes and hours that were running when the failure began, or began during it, count from its end; a term agreed under such
 * a limit keeps its working length.
 */
export function endOutage(walk: Walk): void {
  walk.outageSince = null;
  for (const one of walk.interrupted.splice(0)) {
    if (!one.isInOutage) continue;
    one.isInOutage = false;
    const { limit } = effectiveLimit(walk, one);
    const agreedAt = settledValue(walk, one, limit);
    if (agreedAt !== null) one.keptLength = { dateAt: agreedAt, minutes: workingMinutesFrom(walk, one, agreedAt) };
    one.countsFromAt = walk.at;
    one.reckoned = reckon(walk, one);
  }
  for (const one of walk.pending) if (one.outAt === null && isPending(one, walk.at)) one.reckoned = reckon(walk, one);
}
