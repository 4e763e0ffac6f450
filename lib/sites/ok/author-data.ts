import { instantOfIso } from '../shared/posted-at.ts';

export interface TopicAuthor {
  name: string | null;
  href: string | null;
  /** Epoch ms. */
  createdAt: number | null;
}

/** The author block of an open topic carries its facts as JSON in an attribute, before the network draws it. */
export function topicAuthor(block: Element | null): TopicAuthor | null {
  const json = block?.getAttribute('data');
  if (!json) return null;
  try {
    const said = JSON.parse(json) as { group?: Said; user?: Said; timeInfo?: { createTime?: unknown } } | null;
    const who = said?.group ?? said?.user;
    return { name: textOrNull(who?.name), href: textOrNull(who?.href), createdAt: instantOrNull(said?.timeInfo?.createTime) };
  } catch {
    return null;
  }
}

interface Said {
  name?: unknown;
  href?: unknown;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function instantOrNull(value: unknown): number | null {
  const iso = typeof value === 'string' ? instantOfIso(value) : null;
  if (iso !== null) return iso;
  const number = typeof value === 'string' && /^\d{9,13}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number) || number < 1e8) return null;
  return number < 1e11 ? number * 1000 : number;
}
