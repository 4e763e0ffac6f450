import { parseCondition, parsePattern } from '../domain/regulations/patterns.ts';
import { ATTRIBUTES, EVENT_TYPES } from '../domain/regulations/vocabulary.ts';
import { nearest } from './nearest.ts';
import type { Fault } from './profile-problems.ts';

export type Path = Fault['path'];
/** Words a profile may use, by what they name. */
export interface Words {
  role: string[];
  clock: string[];
  kind: string[];
  importance: string[];
}

export function event(path: Path, pattern: string, words: Words): Fault[] {
  return parsed(path, () => {
    const { type, attributes } = parsePattern(pattern);
    return [
      ...word(path, 'неизвестное событие', [type], EVENT_TYPES),
      ...attributes.flatMap(({ name, values }) => [
        ...word(path, 'неизвестный признак', [name], ATTRIBUTES),
        ...valueFaults(path, name, values, words),
      ]),
    ];
  });
}

export function condition(path: Path, text: string | undefined, words: Words): Fault[] {
  return parsed(path, () =>
    (text === undefined ? [] : parseCondition(text)).flatMap(({ name, values }) => [
      ...word(path, 'неизвестный признак', [name], ATTRIBUTES),
      ...valueFaults(path, name, values, words),
    ]),
  );
}

function valueFaults(path: Path, name: string, values: string[], words: Words): Fault[] {
  return name === 'kind' || name === 'importance' ? named(path, name, values, words) : [];
}

function parsed(path: Path, read: () => Fault[]): Fault[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxError) return [{ path, message: error.message }];
    throw error;
  }
}

const NOUNS: Record<keyof Words, string> = {
  role: 'неизвестная роль',
  clock: 'неизвестный срок',
  kind: 'неизвестный вид ответа',
  importance: 'неизвестная значимость',
};

export function named(path: Path, what: keyof Words, used: readonly string[], words: Words): Fault[] {
  return word(path, NOUNS[what], used, words[what]);
}

function word(path: Path, noun: string, used: readonly string[], known: readonly string[]): Fault[] {
  return used
    .filter((one) => !known.includes(one))
    .map((one) => {
      const meant = nearest(one, known);
      return { path, message: `${noun} «${one}»${meant ? ` (может быть, «${meant}»?)` : ''}; есть: ${known.join(', ')}` };
    });
}

export function repeated(part: string, rows: { id: string }[]): Fault[] {
  return rows.flatMap(({ id }, index) => {
    const isRepeated = rows.findIndex((row) => row.id === id) < index;
    return isRepeated ? [{ path: [part, index, 'id'], message: `имя «${id}» уже занято` }] : [];
  });
}
