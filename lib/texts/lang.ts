export type Lang = 'ru' | 'en';

/** The language of the interface for a browser's language tag: Russian unless the reader asked for something else. */
export function langOf(tag: string | null): Lang {
  return tag === null || tag.toLowerCase().startsWith('ru') ? 'ru' : 'en';
}
