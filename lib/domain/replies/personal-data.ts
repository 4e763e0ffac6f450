/** What of a person's data a text gives away. Only the kind and the place are told, never the data themselves. */

export type PersonalDataKind = 'phone' | 'email' | 'snils' | 'passport' | 'card';

export interface PersonalDataFound {
  kind: PersonalDataKind;
  from: number;
  to: number;
}

/** A number that does not go on on either side. */
const ALONE = (body: string) => new RegExp(`(?<![\\d№])(?:${body})(?!\\d)`, 'gu');

const PATTERNS: [PersonalDataKind, RegExp, ((match: string) => boolean)?][] = [
  ['email', /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/giu],
  ['card', ALONE('\\d{4}(?:[ -]?\\d{4}){3}|\\d{4}[ -]?\\d{6}[ -]?\\d{5}'), isCardNumber],
  ['snils', ALONE('\\d{3}[ -]?\\d{3}[ -]?\\d{3}[ -]?\\d{2}'), isSnils],
  ['phone', ALONE('(?:\\+7|8|7)[ -]?\\(?\\d{3,5}\\)?(?:[ -]?\\d){5,7}'), hasElevenDigits],
  ['phone', ALONE('\\(\\d{3,5}\\) ?\\d(?:[ -]?\\d){4,6}'), hasTenDigits],
  ['phone', /(?<=(?:тел|телефон\p{L}*|моб|сот)\.?:?\s{0,2})\d(?:[ -]?\d){4,9}(?!\d)/giu],
  ['passport', /(?<=паспорт\p{L}*[^\d\n]{0,30})\d{2} ?\d{2}[^\d\n]{0,5}\d{6}(?!\d)/giu],
  ['passport', /(?<=сери[яией]{1,2}\s{0,2})\d{2} ?\d{2}[^\d\n]{0,10}\d{6}(?!\d)/giu],
];

/** Phones, e-mail addresses, SNILS (by its check number), passports and bank cards (by Luhn), in order of place, not overlapping. */
export function findPersonalData(text: string): PersonalDataFound[] {
  const found: PersonalDataFound[] = [];
  for (const [kind, pattern, isReal] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const place = { kind, from: match.index, to: match.index + match[0].length };
      const isTaken = found.some((one) => one.from < place.to && place.from < one.to);
      if (!isTaken && (isReal === undefined || isReal(match[0]))) found.push(place);
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

function digitsOf(text: string): number[] {
  return [...text.replace(/\D/g, '')].map(Number);
}

function isCardNumber(text: string): boolean {
  const sum = digitsOf(text)
    .toReversed()
    .map((digit, index) => (index % 2 === 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2))
    .reduce((total, digit) => total + digit, 0);
  return sum % 10 === 0;
}

function isSnils(text: string): boolean {
  const digits = digitsOf(text);
  const sum = digits.slice(0, 9).reduce((total, digit, index) => total + digit * (9 - index), 0);
  return (sum % 101) % 100 === Number(digits.slice(9).join(''));
}

/** Free hotlines (8-800) are nobody's own. */
function hasElevenDigits(text: string): boolean {
  const digits = digitsOf(text).join('');
  return digits.length === 11 && !/^[78]800/.test(digits);
}

function hasTenDigits(text: string): boolean {
  return digitsOf(text).length === 10;
}
