import { countingInCircles, limit } from './profile-limit-checks.ts';
import { partFaults } from './profile-part-checks.ts';
import type { Fault } from './profile-problems.ts';
import type { ProfileFile } from './profile-schema.ts';
import { condition, event, named, type Path, repeated, type Words } from './profile-words.ts';

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
    ...condition(['scope', 'when'], profile.scope.when, words),
    ...countingInCircles(profile),
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
    ...(clock.lenient ?? []).flatMap((reading, index) => [
      ...condition([...path, 'lenient', index, 'when'], reading.when, words),
      ...limit([...path, 'lenient', index, 'limit'], reading.limit, words),
    ]),
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
    ...limit(['publishing', 'impossible', 'limit'], impossible?.limit, words),
    ...named(['multiBody', 'lead'], 'role', [multiBody.lead], known),
  ];
}

function zone(profile: ProfileFile): Fault[] {
  try {
    new Intl.DateTimeFormat('ru', { timeZone: profile.zone });
    return [];
  } catch {
    return [{ path: ['zone'], message: `неизвестный часовой пояс «${profile.zone}»` }];
  }
}
