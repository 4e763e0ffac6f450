import type { Badge } from '../platform/action.ts';
import { chipTexts } from '../texts/chip.ts';
import type { Lang } from '../texts/lang.ts';
import { MOST_COUNTED, type WorkCounts } from './work-desk.ts';

const COLOURS = { late: '#b3261e', soon: '#8a5a00', calm: '#28527a' };

/** The viewer's own open work: how much, and how urgent in colour and in words. */
export function badgeFor({ open, soon, late }: WorkCounts, lang: Lang): Badge {
  const t = chipTexts[lang].badge;
  const words = [
    `${t.open} ${shown(open)}`,
    ...(late > 0 ? [`${t.late} ${shown(late)}`] : []),
    ...(soon ? [`${t.soon} ${shown(soon)}`] : []),
  ];
  return {
    text: open === 0 ? '' : shown(open),
    title: open === 0 ? t.none : words.join(', '),
    colour: late > 0 ? COLOURS.late : soon ? COLOURS.soon : COLOURS.calm,
  };
}

/** A badge has room for four characters. */
function shown(count: number): string {
  return count > MOST_COUNTED ? `${MOST_COUNTED}+` : String(count);
}

export function badgeWithoutSession(state: 'signed-out' | 'expired', lang: Lang): Badge {
  const t = chipTexts[lang].badge;
  return state === 'expired'
    ? { text: '!', title: t.expired, colour: COLOURS.soon }
    : { text: '', title: t.signedOut, colour: COLOURS.calm };
}
