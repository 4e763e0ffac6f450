import { browser } from './webext.ts';

/** Chromium's least period is 30 s; an alarm outlives the worker, a timer does not. */
export async function repeatAlarm(name: string, periodInMinutes: number): Promise<void> {
  if (!(await browser.alarms.get(name))) await browser.alarms.create(name, { periodInMinutes });
}

export function onAlarm(listener: (name: string) => void): void {
  browser.alarms.onAlarm.addListener(({ name }) => listener(name));
}
