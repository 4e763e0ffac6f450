import type { SeenMessage } from '../../domain/messages/seen.ts';
import type { Page } from '../site.ts';
import { type PostedAt, parsePostedTime } from './written-dates.ts';

type ReadTime = Pick<SeenMessage, 'postedAt' | 'postedAtApproximate'>;

/** When a message was posted, as exactly as its date says: a machine's time, else the fuller of its words. */
export function readTime(element: Element | null, page: Page): ReadTime {
  const posted = element ? (machineTime(element) ?? wordedTime(element, page)) : null;
  return { postedAt: posted?.at ?? null, postedAtApproximate: posted?.approximate ?? false };
}

/** The instant a number stands for: its size tells seconds from milliseconds. */
export function instantOfNumber(value: string | null | undefined): number | null {
  if (!value || !/^\d{9,13}$/.test(value)) return null;
  return value.length > 10 ? Number(value) : Number(value) * 1000;
}

/** Epoch seconds stand beside a relative text in classic VK; `datetime` may stand on any `time`. */
function machineTime(element: Element): PostedAt | null {
  const holder = element.matches('[time], [datetime]') ? element : element.querySelector('[time], [datetime]');
  const at = instantOfNumber(holder?.getAttribute('time')) ?? instantOfIso(holder?.getAttribute('datetime'));
  return at === null ? null : { at, approximate: false };
}

/** A date without a time of day or a zone is no instant: the words beside it are read instead. */
export function instantOfIso(value: string | null | undefined): number | null {
  if (!value || !/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})$/.test(value)) return null;
  const at = Date.parse(value.replace(' ', 'T').replace(/\s/g, ''));
  return Number.isNaN(at) ? null : at;
}

/** An age is shown, the whole date waits beside it for the mouse. */
function wordedTime(element: Element, { now, zone }: Page): PostedAt | null {
  const holder = element.matches('[abs_time]') ? element : element.querySelector('[abs_time]');
  const said = [element.textContent, holder?.getAttribute('abs_time'), element.getAttribute('title')];
  const read = said.map((text) => (text ? parsePostedTime(text, now, zone) : null)).filter((posted) => posted !== null);
  return read.find(({ approximate }) => !approximate) ?? read[0] ?? null;
}
