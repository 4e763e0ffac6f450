import { isInterfaceWord } from './interface-words.ts';

export type Leak = 'phone' | 'e-mail' | 'name' | 'id';

const PHONE = /(?<![\d-])(\+7|8|7)[\s(–-]*[3-9]\d{2}[\s)–-]*\d{3}[\s–-]*\d{2}[\s–-]*\d{2}(?!\d)/;
const E_MAIL = /[\w.+-]+@[\w-]+\.[a-zа-я]{2,}/i;
/** Attributes that tell a moment are no ids. */
const TIMES =
  /\s(time|datetime|abs_time|data-time|data-date|data-timestamp)="[^"]*"|"\w*[tT]ime\w*":\s*\d+|(&quot;)\w*[tT]ime\w*\2:\s*\d+/g;
const LONG_NUMBER = 5;

/** What must not be found again in a captured page. */
export interface Secrets {
  names: Set<string>;
  ids: Set<string>;
}

/** Taken from the page before anything of it is replaced; `authors` are the names its adapter reads. */
export function secretsOf(html: string, text: string, authors: string[]): Secrets {
  const capitals = (text.match(/\p{Lu}\p{L}{3,}/gu) ?? []).filter((word) => !isInterfaceWord(word));
  const names = [...authors.flatMap((author) => author.split(/[^\p{L}]+/u)), ...capitals].filter((word) => word.length > 3);
  return {
    names: new Set(names.filter((word) => !isInterfaceWord(word)).map((word) => word.toLowerCase())),
    ids: numbersIn(html),
  };
}

/** What of a person or a real thing is still in a captured page; empty: it may be kept. */
export function leaksIn(html: string, text: string, { names, ids }: Secrets): Leak[] {
  const leaks: Leak[] = [];
  if (PHONE.test(text) || PHONE.test(html.replace(TIMES, ''))) leaks.push('phone');
  if (E_MAIL.test(html)) leaks.push('e-mail');
  if ((text.match(/\p{L}{4,}/gu) ?? []).some((word) => names.has(word.toLowerCase()))) leaks.push('name');
  if ([...numbersIn(html)].some((number) => ids.has(number))) leaks.push('id');
  return leaks;
}

function numbersIn(html: string): Set<string> {
  const bare = html.replace(TIMES, '').replace(/\/emoji\/[\w/]+\.png/g, '');
  return new Set((bare.match(/\d+/g) ?? []).filter((number) => number.length >= LONG_NUMBER));
}
