import { isInterfaceWord } from './interface-words.ts';

const CYRILLIC = [...'бвгдзклмнпрстх'].flatMap((consonant) => [...'аеиоу'].map((vowel) => consonant + vowel));
const LATIN = [...'bdfgklmnprstvz'].flatMap((consonant) => [...'aeiou'].map((vowel) => consonant + vowel));
/** Figures of fewer digits tell nobody from anybody else. */
const SHORT_NUMBER = 3;

/** The same thing is replaced by the same made-up thing everywhere on a page, so that what belonged together still does. */
export function createReplacements() {
  const words = new Map<string, string>();
  const numbers = new Map<string, string>();

  function word(original: string): string {
    const key = original.toLowerCase();
    const made = words.get(key) ?? syllables(words.size + 1, key);
    words.set(key, made);
    if (original === original.toUpperCase() && original.length > 1) return made.toUpperCase();
    const isCapital = original[0] !== original[0]?.toLowerCase();
    return isCapital ? made.charAt(0).toUpperCase() + made.slice(1) : made;
  }

  /** Keeps the length, so that what is told by it (a time, an id) is still told. */
  function number(original: string): string {
    if (original.length < SHORT_NUMBER) return original;
    const made = numbers.get(original) ?? `9${String(numbers.size + 1).padStart(original.length - 1, '0')}`;
    numbers.set(original, made);
    return made;
  }

  return {
    /** Running words: their letters are made up, their figures are gone, what the network itself wrote stays. */
    text: (original: string) =>
      original
        .replace(/\p{L}+/gu, (found) => (isInterfaceWord(found) ? found : word(found)))
        .replace(/\d/g, '0')
        .replace(/@/g, '·'),
    /** A name in an address or an attribute. */
    name: (original: string) => original.replace(/\p{L}+/gu, word).replace(/\d+/g, number),
    /** A value that means something to the network's code: its words stay, its numbers do not. */
    code: (original: string) => original.replace(/\d+/g, number),
  };
}

export type Replacements = ReturnType<typeof createReplacements>;

/** As many letters as the original has, other ones for each count. */
function syllables(count: number, original: string): string {
  const set = /\p{Script=Cyrillic}/u.test(original) ? CYRILLIC : LATIN;
  let made = '';
  for (let rest = count; made.length < original.length; rest = Math.floor(rest / set.length) || count + made.length) {
    made += set[rest % set.length];
  }
  return made.slice(0, original.length);
}
