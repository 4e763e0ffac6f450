import type { Located } from './facts.ts';

/** An event, or what is known of it so far. */
type Told = Pick<Located, 'data'> & Partial<Located>;

/** Where a field that a step needs is found when it is not in the event's data under its own name. */
const FOUND: Record<string, (event: Told) => unknown> = {
  network: (event) => messageOf(event)?.network,
  channel: (event) => messageOf(event)?.channel,
  source: (event) => messageOf(event)?.network,
  urlOrThread: linkOf,
  url: linkOf,
  screenshotOrLink: (event) => event.data.screenshot ?? linkOf(event),
  text: (event) => event.data.text ?? messageOf(event)?.text,
  textOrMedia: (event) => messageOf(event)?.text,
  detectedAt: (event) => event.at,
  at: (event) => event.at,
  kind: (event) => event.kind,
  mode: (event) => event.mode,
  draft: (event) => event.draft,
};

/** The first field that a step needs and the event lacks; an empty string or list is as good as none. */
export function missingNeed(needs: string[], event: Told): string | null {
  return needs.find((need) => lacks(need, event)) ?? null;
}

/** `author.nameConfirmed` is a field inside a field. */
export function lacks(need: string, event: Told): boolean {
  return isEmpty(FOUND[need] ? FOUND[need](event) : valueAt(need, event.data));
}

function valueAt(path: string, data: unknown): unknown {
  return path.split('.').reduce<unknown>((inside, key) => (inside as Record<string, unknown> | undefined | null)?.[key], data);
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function messageOf(event: Told): Record<string, unknown> | undefined {
  return event.data.message as Record<string, unknown> | undefined;
}

function linkOf(event: Told): unknown {
  return event.data.permalink ?? messageOf(event)?.permalink;
}
