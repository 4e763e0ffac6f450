import { type ParsedPattern, parseCondition, parsePattern } from '../domain/regulations/patterns.ts';
import { ASSIGNMENT_STATES } from '../domain/regulations/profile.ts';
import { ATTRIBUTES, EVENT_TYPES } from '../domain/regulations/vocabulary.ts';
import type { Fault } from './profile-problems.ts';
import type { ProfileFile } from './profile-schema.ts';

/** Belong to a role without a step, in any state. */
const WITHOUT_STEP = new Set(['escalation.done', 'duty.done']);

/** What a sound profile names and never uses, and what of the shared vocabulary it leaves aside: each may be an oversight, none is a fault. */
export function unusedIn(profile: ProfileFile): Fault[] {
  const steps = profile.flow.map((step) => parsePattern(step.event));
  return [
    ...unusedRoles(profile),
    ...unusedLevels(profile),
    ...unusedKinds(profile, steps),
    ...deadStates(profile),
    ...deadClocks(profile, steps),
    ...leftAside(profile, steps),
  ];
}

function unusedRoles(profile: ProfileFile): Fault[] {
  const { roles, ...rest } = profile;
  const words = wordsIn(rest);
  return Object.keys(roles)
    .filter((role) => !words.has(role))
    .map((role) => ({ path: ['roles', role], isKey: true, message: `роль «${role}» нигде не названа` }));
}

function unusedLevels({ importance, ...rest }: ProfileFile): Fault[] {
  const asked = conditionsIn(rest).flatMap((text) => parseCondition(text));
  const named = new Set(asked.filter(({ name }) => name === 'importance').flatMap(({ values }) => values));
  return importance.levels
    .filter((level) => level !== importance.default && !named.has(level))
    .map((level) => ({
      path: ['importance', 'levels', importance.levels.indexOf(level)],
      message: `от значимости «${level}» ничего не зависит`,
    }));
}

function unusedKinds({ replyKinds }: ProfileFile, steps: ParsedPattern[]): Fault[] {
  return replyKinds.flatMap((kind, index) =>
    steps.some((step) => step.type === 'draft.submitted' && mayHave(step, 'kind', [kind]))
      ? []
      : [{ path: ['replyKinds', index], message: `ответ вида «${kind}» ни один шаг не отправляет` }],
  );
}

/** States that steps start from and none leads to, or that steps lead to and nothing leaves, short of an end. */
function deadStates({ flow }: ProfileFile): Fault[] {
  const ends = new Set(['published', 'closed', 'refused', 'terminated', 'handedOver']);
  const reached = new Set<string>(flow.map((step) => step.to));
  const left = new Set<string>(flow.flatMap((step) => step.from));
  const from = flow.flatMap((step, index) =>
    (step.from === 'any' ? [] : step.from)
      .filter((state) => !reached.has(state))
      .map((state) => ({ path: ['flow', index, 'from'], message: `в состояние «${state}» ни один шаг не ведёт` })),
  );
  const to = flow.flatMap((step, index) =>
    step.to === 'same' || ends.has(step.to) || left.has(step.to)
      ? []
      : [{ path: ['flow', index, 'to'], message: `из состояния «${step.to}» ни один шаг не ведёт` }],
  );
  return [...from, ...to];
}

/** Clocks that no step begins, and stops that no step brings about. */
function deadClocks({ clocks }: ProfileFile, steps: ParsedPattern[]): Fault[] {
  const happens = (text: string) => steps.some((step) => canBe(step, parsePattern(text)));
  return clocks.flatMap((clock, index) => [
    ...(clock.start.some(happens) ? [] : [{ path: ['clocks', index, 'start'], message: 'ни один шаг его не начинает' }]),
    ...clock.stop
      .filter((text) => !happens(text))
      .map((text) => ({ path: ['clocks', index, 'stop'], message: `остановка «${text}» не наступает: такого шага нет` })),
  ]);
}

function leftAside(profile: ProfileFile, steps: ParsedPattern[]): Fault[] {
  const used = new Set(steps.map((step) => step.type));
  const states = new Set<string>(profile.flow.flatMap((step) => [...step.from, step.to]));
  const asked = new Set(
    [
      ...conditionsIn(profile).flatMap((text) => parseCondition(text)),
      ...[...steps, ...profile.clocks.flatMap((clock) => [...clock.start, ...clock.stop].map(parsePattern))].flatMap(
        ({ attributes }) => attributes,
      ),
    ].map(({ name }) => name),
  );
  const lists: [string, string[]][] = [
    ['состояния', ASSIGNMENT_STATES.filter((state) => !states.has(state))],
    ['события', EVENT_TYPES.filter((type) => !used.has(type) && !WITHOUT_STEP.has(type))],
    ['признаки', ATTRIBUTES.filter((name) => !asked.has(name))],
  ];
  return lists
    .filter(([, words]) => words.length > 0)
    .map(([what, words]) => ({ path: [], message: `из общего словаря не взяты ${what}: ${words.join(', ')}` }));
}

/** Can an event of the step be what the pattern asks for? What the step leaves open, it allows. */
function canBe(step: ParsedPattern, asked: ParsedPattern): boolean {
  return step.type === asked.type && asked.attributes.every(({ name, values }) => mayHave(step, name, values));
}

function mayHave({ attributes }: ParsedPattern, name: string, values: string[]): boolean {
  const own = attributes.find((one) => one.name === name);
  return own === undefined || own.values.some((value) => values.includes(value));
}

/** Every string under a key that holds a condition. */
function conditionsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(conditionsIn);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    (key === 'when' || key === 'trigger') && typeof inner === 'string' && inner.includes('=') ? [inner] : conditionsIn(inner),
  );
}

/** Every word of every string: roles stand in lists, in fields and in conditions. */
function wordsIn(value: unknown): Set<string> {
  if (typeof value === 'string') return new Set(value.split(/[^\w-]+/));
  const inner = Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : [];
  return new Set(inner.flatMap((one) => [...wordsIn(one)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
