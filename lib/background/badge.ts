import type { Badge } from '../platform/action.ts';
import type { Reference } from '../protocol/api.ts';
import { chipTexts } from '../texts/chip.ts';
import type { Lang } from '../texts/lang.ts';
import type { CaseView } from './case-shelf.ts';
import { statusOf } from './chip-facts.ts';

const COLOURS = { late: '#b3261e', soon: '#8a5a00', calm: '#28527a' };

/** The viewer's own open work: how much, and how urgent in colour and in words. */
export function badgeFor(views: CaseView[], reference: Reference, now: number, lang: Lang): Badge {
  const t = chipTexts[lang].badge;
  const mine = views.map((view) => statusOf(view, reference, now)).filter(({ mine, clock }) => mine && clock !== null);
  const late = mine.filter(({ level }) => level === 'late').length;
  const soon = mine.filter(({ level }) => level === 'soon').length;
  const words = [
    `${t.open} ${mine.length}`,
    ...(late > 0 ? [`${t.late} ${late}`] : []),
    ...(soon > 0 ? [`${t.soon} ${soon}`] : []),
  ];
  return {
    text: mine.length === 0 ? '' : String(mine.length),
    title: mine.length === 0 ? t.none : words.join(', '),
    colour: late > 0 ? COLOURS.late : soon > 0 ? COLOURS.soon : COLOURS.calm,
  };
}

export function badgeWithoutSession(state: 'signed-out' | 'expired', lang: Lang): Badge {
  const t = chipTexts[lang].badge;
  return state === 'expired'
    ? { text: '!', title: t.expired, colour: COLOURS.soon }
    : { text: '', title: t.signedOut, colour: COLOURS.calm };
}
