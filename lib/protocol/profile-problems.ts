import { z } from 'zod';
import { nearest } from './nearest.ts';

/** A fault of a profile: where in the data, and a Russian sentence. */
export interface Fault {
  path: (string | number)[];
  message: string;
  /** The fault is the key at `path` itself, not its value. */
  isKey?: boolean;
}

type Issue = z.core.$ZodIssue;
/** The part of JSON Schema that is walked to find which keys a place allows. */
interface Shape {
  $ref?: string;
  properties?: Record<string, Shape>;
  additionalProperties?: Shape | boolean;
  items?: Shape;
  anyOf?: Shape[];
  oneOf?: Shape[];
  $defs?: Record<string, Shape>;
}

/** Says what is wrong with the shape in Russian; `data` is what was read, for the values to be named. */
export function faultsOf(issues: readonly Issue[], data: unknown, schema: z.ZodType): Fault[] {
  return issues.flatMap((issue) => faultsOfIssue(issue, [], data, schema));
}

function faultsOfIssue(issue: Issue, before: PropertyKey[], data: unknown, schema: z.ZodType): Fault[] {
  const path = [...before, ...issue.path].map((key) => (typeof key === 'symbol' ? String(key) : key));
  const value = path.reduce<unknown>((inside, key) => (isRecord(inside) ? inside[key] : undefined), data);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], isKey: true, message: unknownKey(key, path, schema) }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const deepest = [...issue.errors].sort((a, b) => depthOf(b) - depthOf(a))[0] ?? [];
    return deepest.flatMap((inner) => faultsOfIssue(inner, path, data, schema));
  }
  return [
    {
      path,
      message: sentence(
        issue,
        path.findLast((key) => typeof key === 'string'),
        value,
      ),
    },
  ];
}

function sentence(issue: Issue, key: string | undefined, value: unknown): string {
  if (value === undefined) return `нет обязательного поля «${key}»`;
  switch (issue.code) {
    case 'invalid_value':
      return unknownValue(key, value, issue.values.map(String));
    case 'invalid_union':
      return `у поля «${key}» неизвестный вид «${isRecord(value) ? String(value.kind) : String(value)}»`;
    case 'invalid_type':
      return `поле «${key}»: ждём ${TYPES[issue.expected] ?? issue.expected}, а стоит «${shown(value)}»`;
    case 'too_small':
      return `поле «${key}»: пусто или меньше допустимого`;
    default:
      return `поле «${key}»: недопустимое значение «${shown(value)}»`;
  }
}

/** «неизвестное состояние «draftng» (может быть, «drafting»?); есть: …». */
function unknownValue(key: string | undefined, value: unknown, known: string[]): string {
  const word = shown(value);
  const noun = NOUNS[String(key)] ?? `значение поля «${key}»`;
  const meant = nearest(word, known);
  return `неизвестное ${noun} «${word}»${meant ? ` (может быть, «${meant}»?)` : ''}; есть: ${known.join(', ')}`;
}

function unknownKey(key: string, path: (string | number)[], schema: z.ZodType): string {
  const meant = nearest(key, keysAt(schema, path));
  return `неизвестное поле «${key}»${meant ? `; может быть, «${meant}»?` : ''}`;
}

const TYPES: Record<string, string> = {
  string: 'строку',
  number: 'число',
  array: 'список',
  object: 'набор полей',
  boolean: 'true или false',
};
const NOUNS: Record<string, string> = { to: 'состояние', from: 'состояние' };

function keysAt(schema: z.ZodType, path: (string | number)[]): string[] {
  const root = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'output' }) as Shape;
  let shapes = branches(root, root);
  for (const key of path) {
    shapes = shapes
      .flatMap((shape) => (typeof key === 'number' ? [shape.items] : [shape.properties?.[key] ?? shape.additionalProperties]))
      .filter((shape) => typeof shape === 'object')
      .flatMap((shape) => branches(shape, root));
  }
  return shapes.flatMap((shape) => Object.keys(shape.properties ?? {}));
}

function branches(shape: Shape, root: Shape): Shape[] {
  const named = shape.$ref === '#' ? root : root.$defs?.[shape.$ref?.replace('#/$defs/', '') ?? ''];
  const inner = [...(named ? [named] : []), ...(shape.anyOf ?? []), ...(shape.oneOf ?? [])];
  return inner.length === 0 ? [shape] : inner.flatMap((one) => branches(one, root));
}

function depthOf(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length));
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'список';
  return isRecord(value) ? 'набор полей' : String(value);
}

function isRecord(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}
