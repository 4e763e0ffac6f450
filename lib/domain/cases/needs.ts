import type { Located } from './facts.ts';

/** Where a field that a step needs is found when it is not in the event's data under its own name. */
const FOUND: Record<string, (event: Located) => unknown> = {
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
export function missingNeed(needs: string[], event: Located): string | null {
  return needs.find((need) => isEmpty(FOUND[need] ? FOUND[need](event) : event.data[need])) ?? null;
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function messageOf(event: Located): Record<string, unknown> | undefined {
  return event.data.message as Record<string, unknown> | undefined;
}

function linkOf(event: Located): unknown {
  return event.data.permalink ?? messageOf(event)?.permalink;
}
