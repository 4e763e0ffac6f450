/** What a new password must be. No rule on kinds of characters and no expiry: both make passwords worse (ASVS 5.0, 6.2). */
export const PASSWORD_CHARACTERS = { min: 10, max: 128 } as const;

/** So much must be left of a password without what others know about the person. */
const OWN_CHARACTERS = 6;
/** So many characters must not follow from the one before. */
const SURPRISES = 6;
const KNOWN_WORD = 4;

export type PasswordTrouble = 'too-short' | 'too-long' | 'common' | 'monotonous' | 'personal';

/**
 * What is wrong with a new password; null when nothing is. `known`: the person's e-mail and name, the title of the installation.
 * `common`: passwords and words that are tried first, in lower case.
 */
export function passwordTrouble(password: string, known: string[], common: ReadonlySet<string>): PasswordTrouble | null {
  const length = [...password].length;
  if (length < PASSWORD_CHARACTERS.min) return 'too-short';
  if (length > PASSWORD_CHARACTERS.max) return 'too-long';
  const plain = password.normalize('NFKC').toLowerCase();
  if ([plain, otherLayout(plain)].some((form) => isCommon(form, common))) return 'common';
  if (surprises(period(plain)) < SURPRISES) return 'monotonous';
  return isPersonal(plain, known) ? 'personal' : null;
}

/** The word itself, or the word with digits and signs around it, or the word repeated. */
function isCommon(plain: string, common: ReadonlySet<string>): boolean {
  const word = plain.replaceAll(/^[\P{L}]+|[\P{L}]+$/gu, '');
  return [plain, period(plain), word, period(word)].some((form) => form.length >= KNOWN_WORD && common.has(form));
}

function isPersonal(plain: string, known: string[]): boolean {
  const words = ['вовремя', 'vovremya', ...known.flatMap(wordsOf)].toSorted((a, b) => b.length - a.length);
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), plain);
  return rest !== plain && rest.length < OWN_CHARACTERS;
}

function wordsOf(text: string): string[] {
  const lower = text.normalize('NFKC').toLowerCase();
  const parts = [lower, ...lower.split('@'), ...lower.split(/[^\p{L}\p{N}]+/u)];
  return parts.filter((part) => part.length >= KNOWN_WORD);
}

/** What the text repeats, when it does nothing else: «абаба» → «аб». */
function period(text: string): string {
  for (let size = 1; size <= text.length / 2; size += 1) {
    if (text.slice(size) === text.slice(0, -size)) return text.slice(0, size);
  }
  return text;
}

const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const CYRILLIC = 'йцукенгшщзхъфывапролджэячсмитьбю';
const ROWS = ['1234567890', 'qwertyuiop[]', "asdfghjkl;'", 'zxcvbnm,.', 'йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю'];

/** How many characters neither repeat the one before, nor come next to it in the alphabet or on the keyboard. */
function surprises(text: string): number {
  const letters = [...text];
  return letters.filter((letter, i) => !follows(letters[i - 1], letter)).length;
}

function follows(before: string | undefined, letter: string): boolean {
  if (before === undefined) return false;
  const step = (letter.codePointAt(0) ?? 0) - (before.codePointAt(0) ?? 0);
  return Math.abs(step) <= 1 || ROWS.some((row) => areNeighbours(row, before, letter));
}

function areNeighbours(row: string, one: string, other: string): boolean {
  const [at, next] = [row.indexOf(one), row.indexOf(other)];
  return at >= 0 && next >= 0 && Math.abs(at - next) === 1;
}

/** The same keys with the keyboard switched: a Russian word typed blindly is still that word. */
function otherLayout(text: string): string {
  return [...text].map((letter) => CYRILLIC[LATIN.indexOf(letter)] ?? LATIN[CYRILLIC.indexOf(letter)] ?? letter).join('');
}
