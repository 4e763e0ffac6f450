/** How two copies of one reply are told to be the same: networks change spaces, quotes, dashes and how a link is written, never the words. */

const REPLACEMENTS: [RegExp, string][] = [
  [/\r\n?|\u2028|\u2029/g, '\n'],
  [/[\u200b\u2060\ufeff\u00ad]/g, ''],
  [/[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]/g, ' '],
  [/[«»„“”‟″]/g, '"'],
  [/[‘’‚‛′`]/g, "'"],
  [/[‐‑‒–—―−]/g, '-'],
  [/…/g, '...'],
  [/ё/g, 'е'],
  [/Ё/g, 'Е'],
  // Which of its two forms an emoji is drawn in is not in every copy.
  [/[\ufe0e\ufe0f]/g, ''],
  [/ +/g, ' '],
  [/ ?\n ?/g, '\n'],
  [/\n{2,}/g, '\n'],
];

const LINK = /(https?:\/\/)?(www\.)?((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})([/?#][^\s"<>]*)?/giu;

/**
 * NFC, one kind of space, quote and dash, «е» for «ё», no empty lines; a link without its scheme and «www.», decoded, without a
 * slash at its end. Words, figures, emoji, capitals and the signature stay as written.
 */
export function normaliseText(text: string): string {
  return REPLACEMENTS.reduce(
    (changed, [pattern, by]) => changed.replace(pattern, by),
    text.normalize('NFC').replace(LINK, bareLink),
  ).trim();
}

function bareLink(
  whole: string,
  scheme: string | undefined,
  www: string | undefined,
  host: string,
  rest: string | undefined,
): string {
  // Words run together by a full stop are no link.
  if (scheme === undefined && www === undefined && rest === undefined) return whole;
  return `${host.toLowerCase()}${decoded(rest ?? '').replace(/\/$/, '')}`;
}

function decoded(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}

/** True when a reader would find no difference but typography. */
export function sameText(one: string, other: string): boolean {
  return normaliseText(one) === normaliseText(other);
}

/** Share of common neighbouring letter pairs, 0..1 (Dice): cheap enough for every new reply on a page. */
export function similarity(one: string, other: string): number {
  const a = pairsOf(one);
  const b = pairsOf(other);
  if (a.size === 0 && b.size === 0) return sameText(one, other) ? 1 : 0;
  let common = 0;
  for (const [pair, count] of a) common += Math.min(count, b.get(pair) ?? 0);
  return (2 * common) / (total(a) + total(b));
}

function pairsOf(text: string): Map<string, number> {
  const letters = [
    ...normaliseText(text)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  ];
  const pairs = new Map<string, number>();
  for (let index = 1; index < letters.length; index++) {
    const pair = `${letters[index - 1]}${letters[index]}`;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

function total(pairs: Map<string, number>): number {
  let sum = 0;
  for (const count of pairs.values()) sum += count;
  return sum;
}
