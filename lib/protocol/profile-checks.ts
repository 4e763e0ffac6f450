import { parseCondition, parsePattern } from '../domain/regulations/patterns.ts';
import type { Limit } from '../domain/regulations/profile.ts';
import { ATTRIBUTES, EVENT_TYPES } from '../domain/regulations/vocabulary.ts';
import { nearest } from './nearest.ts';
import type { Fault } from './profile-problems.ts';
import type { ProfileFile } from './profile-schema.ts';

type Path = Fault['path'];
/** Words a profile may use, by what they name. */
interface Words {
  role: string[];
  clock: string[];
  kind: string[];
  importance: string[];
}

/** Everything that a profile names must exist: roles, clocks, events, reply kinds, importance levels, attributes. */
export function checkNames(profile: ProfileFile): Fault[] {
  const words: Words = {
    role: Object.keys(profile.roles),
    clock: profile.clocks.map((clock) => clock.id),
    kind: [...profile.replyKinds, ...profile.scope.kinds.map((kind) => kind.id)],
    importance: profile.importance.levels,
  };
  return [
    ...zone(profile),
    ...repeated('flow', profile.flow),
    ...repeated('clocks', profile.clocks),
    ...repeated('replyRules', profile.replyRules),
    ...named(['importance', 'default'], 'importance', [profile.importance.default], words),
    ...profile.importance.setBy.flatMap((role, index) => named(['importance', 'setBy', index], 'role', [role], words)),
    ...profile.flow.flatMap((step, index) => stepFaults(step, ['flow', index], words)),
    ...profile.clocks.flatMap((clock, index) => clockFaults(clock, ['clocks', index], words)),
    ...profile.replyRules.flatMap((rule, index) => ruleFaults(rule, ['replyRules', index], words)),
    ...publishingFaults(profile, words),
    ...partFaults(profile, words),
  ];
}

function stepFaults(step: ProfileFile['flow'][number], path: Path, words: Words): Fault[] {
  return [
    ...(step.by === 'system' ? [] : named([...path, 'by'], 'role', [step.by], words)),
    ...event([...path, 'event'], step.event, words),
    ...condition([...path, 'when'], step.when, words),
  ];
}

function clockFaults(clock: ProfileFile['clocks'][number], path: Path, words: Words): Fault[] {
  return [
    ...named([...path, 'who'], 'role', [clock.who], words),
    ...clock.start.flatMap((pattern, index) => event([...path, 'start', index], pattern, words)),
    ...clock.stop.flatMap((pattern, index) => event([...path, 'stop', index], pattern, words)),
    ...condition([...path, 'when'], clock.when, words),
    ...limit([...path, 'limit'], clock.limit, words),
    ...(clock.cap ?? []).flatMap((id, index) => named([...path, 'cap', index], 'clock', [id], words)),
    ...(clock.modifiers ?? []).flatMap((modifier, index) => [
      ...condition([...path, 'modifiers', index, 'when'], modifier.when, words),
      ...limit([...path, 'modifiers', index, 'limit'], modifier.limit, words),
    ]),
  ];
}

function limit(path: Path, value: Limit | undefined, words: Words): Fault[] {
  if (value?.kind === 'before') return named([...path, 'clock'], 'clock', [value.clock], words);
  if (value?.kind !== 'set' && value?.kind !== 'agreed') return [];
  return [
    ...value.by.flatMap((role, index) => named([...path, 'by', index], 'role', [role], words)),
    ...limit([...path, 'max'], value.max, words),
    ...limit([...path, 'default'], value.default, words),
  ];
}

const ARGUMENTS: Record<string, 'chars' | 'when' | 'pattern'> = {
  maxLength: 'chars',
  requireDateWhen: 'when',
  forbidPattern: 'pattern',
};

function ruleFaults(rule: ProfileFile['replyRules'][number], path: Path, words: Words): Fault[] {
  const needed = ARGUMENTS[rule.check];
  const isGiven =
    needed === undefined || rule.args?.[needed] !== undefined || (needed === 'pattern' && rule.args?.patternFrom !== undefined);
  const missing = isGiven ? [] : [{ path: [...path, 'args'], message: `проверке «${rule.check}» нужен аргумент «${needed}»` }];
  return [...missing, ...condition([...path, 'when'], rule.when, words)];
}

function publishingFaults({ publishing, multiBody }: ProfileFile, words: Words): Fault[] {
  const { by, manual, impossible } = publishing;
  const known = { ...words, role: [...words.role, 'none', 'namedAtRouting', 'namedAfterParts'] };
  return [
    ...(by === 'system' ? [] : named(['publishing', 'by'], 'role', [by], words)),
    ...named(['publishing', 'manual', 'by'], 'role', [manual.by], words),
    ...(impossible ? named(['publishing', 'impossible', 'tell'], 'role', [impossible.tell], words) : []),
    ...named(['multiBody', 'lead'], 'role', [multiBody.lead], known),
  ];
}

function partFaults(profile: ProfileFile, words: Words): Fault[] {
  const by = (part: 'escalations' | 'duties') =>
    profile[part].flatMap((one, index) => named([part, index, 'by'], 'role', [one.by], words));
  return [
    ...by('escalations'),
    ...by('duties'),
    ...profile.escalations.flatMap((one, index) => condition(['escalations', index, 'trigger'], one.trigger, words)),
    ...profile.refusals.flatMap((ground, index) => [
      ...named(['refusals', index, 'by'], 'role', ground.by, words),
      ...(ground.handover ? named(['refusals', index, 'handover', 'to'], 'role', [ground.handover.to], words) : []),
      ...condition(['refusals', index, 'when'], ground.when, words),
    ]),
    ...profile.terminations.flatMap((ground, index) => [
      ...named(['terminations', index, 'requestBy'], 'role', [ground.requestBy], words),
      ...named(['terminations', index, 'decidedBy'], 'role', [ground.decidedBy], words),
    ]),
    ...profile.responsibility.flatMap((one, index) => named(['responsibility', index, 'role'], 'role', [one.role], words)),
    ...(profile.caseOverrides?.clocks ?? []).flatMap((id, index) =>
      named(['caseOverrides', 'clocks', index], 'clock', [id], words),
    ),
    ...(profile.caseOverrides?.carriedBy ?? []).flatMap((type, index) =>
      event(['caseOverrides', 'carriedBy', index], type, words),
    ),
  ];
}

function event(path: Path, pattern: string, words: Words): Fault[] {
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

function condition(path: Path, text: string | undefined, words: Words): Fault[] {
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

function named(path: Path, what: keyof Words, used: readonly string[], words: Words): Fault[] {
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

function repeated(part: string, rows: { id: string }[]): Fault[] {
  return rows.flatMap(({ id }, index) => {
    const isRepeated = rows.findIndex((row) => row.id === id) < index;
    return isRepeated ? [{ path: [part, index, 'id'], message: `имя «${id}» уже занято` }] : [];
  });
}

function zone(profile: ProfileFile): Fault[] {
  try {
    new Intl.DateTimeFormat('ru', { timeZone: profile.zone });
    return [];
  } catch {
    return [{ path: ['zone'], message: `неизвестный часовой пояс «${profile.zone}»` }];
  }
}
