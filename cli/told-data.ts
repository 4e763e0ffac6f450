import type { Limit, Profile } from '../lib/domain/regulations/profile.ts';
import { readInstant } from './instants.ts';

/** What is wrong with a line, and where. */
export class InputFault extends Error {
  override readonly name = 'InputFault';
  readonly code: 'input' | 'schedule';
  constructor(code: 'input' | 'schedule', message: string) {
    super(message);
    this.code = code;
  }
}

/** Where a decided event led is written by the product alone. */
const OWN_FIELDS = new Set(['to', 'moves', 'closes', 'assignments']);

/** The data of an event, or the attributes of a case: moments become epoch ms, `stageLimits.draft` a field inside a field. */
export function readData(told: Record<string, unknown>, profile: Profile, where: string): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(told)) if (!OWN_FIELDS.has(key)) put(data, key.split('.'), converted(value));
  checkImportance(data.importance, profile, where);
  for (const { field, value } of storedFields(profile)) {
    const found = field.split('.').reduce<unknown>((inside, key) => (isRecord(inside) ? inside[key] : undefined), data);
    if (found === undefined || found === null || typeof found === 'number') continue;
    const wanted = value === 'wmin' ? 'число минут' : 'момент вида 2023-02-22T09:40:00Z';
    throw new InputFault('input', `${where}.${field}: ждём ${wanted}`);
  }
  return {
    ...data,
    ...(data.bodies === undefined || data.bodies === null ? {} : { bodies: readIds(data.bodies, `${where}.bodies`) }),
  };
}

/** A name, undefined where there is none. */
export function readId(given: unknown, where: string): string | undefined {
  if (given === undefined || given === null) return undefined;
  if (typeof given === 'string' && given !== '') return given;
  throw new InputFault('input', `${where}: ждём непустую строку`);
}

function readIds(given: unknown, where: string): string[] {
  if (!Array.isArray(given)) throw new InputFault('input', `${where}: ждём список строк`);
  return given.flatMap((id, index) => readId(id, `${where}[${index}]`) ?? []);
}

function checkImportance(importance: unknown, { importance: { levels } }: Profile, where: string): void {
  if (importance === undefined || importance === null || levels.includes(String(importance))) return;
  throw new InputFault('input', `${where}.importance: нет «${String(importance)}»; есть: ${levels.join(', ')}`);
}

function put(data: Record<string, unknown>, [key = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    data[key] = isRecord(value) && isRecord(data[key]) ? { ...data[key], ...value } : value;
    return;
  }
  const inside = isRecord(data[key]) ? { ...data[key] } : {};
  put(inside, rest, value);
  data[key] = inside;
}

function converted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(converted);
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, converted(inner)]));
  return readInstant(value) ?? value;
}

/** Dates and minutes that the regulation's limits read. */
function storedFields(profile: Profile): { field: string; value: 'date' | 'wmin' }[] {
  const limits = profile.clocks.flatMap((clock) => [clock.limit, ...(clock.modifiers ?? []).flatMap(({ limit }) => limit ?? [])]);
  return limits.flatMap((limit: Limit) => ('field' in limit ? [{ field: limit.field, value: kindOfValue(limit) }] : []));
}

function kindOfValue(limit: Limit & { field: string }): 'date' | 'wmin' {
  return 'value' in limit ? (limit.value ?? 'date') : 'date';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
