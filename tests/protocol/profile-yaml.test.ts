import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { profileWireSchema } from '../../lib/protocol/profile-wire-schema.ts';
import { parseProfile } from '../../lib/protocol/profile-yaml.ts';

const folder = new URL('../../regulations/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const text = readFileSync(new URL('lebyazhye.yaml', folder), 'utf8');

/** The problems of the profile after one slip of the pen, with the line where the slip was made. */
function slip(from: string, to: string): { line: number; told: [number, string][] } {
  const [before] = text.split(from);
  if (before === undefined || before.length === text.length) throw new Error(`not in the profile: ${from}`);
  const line = before.split('\n').length + (from.startsWith('\n') ? 1 : 0);
  const read = parseProfile(text.replace(from, to), 'lebyazhye.yaml');
  return { line, told: read.ok ? [] : read.problems.map((problem) => [problem.line, problem.message]) };
}

describe('profiles', () => {
  test.each(files)('%s is sound and travels whole', (name) => {
    const read = parseProfile(readFileSync(new URL(name, folder), 'utf8'), name);
    if (!read.ok) throw new Error(read.problems.map((problem) => problem.message).join('\n'));
    const travelled = profileWireSchema.parse(JSON.parse(JSON.stringify(read.profile)));

    expect(`${read.profile.profile}.yaml`).toBe(name);
    expect(read.profile).toMatchObject(travelled);
    expect(travelled.terminations).toEqual(read.profile.terminations);
  });

  test('have one pattern or many alike when they are read', () => {
    const read = parseProfile(text, 'lebyazhye.yaml');
    const routing = read.ok ? read.profile.clocks.find((clock) => clock.id === 'routing') : undefined;

    expect(routing?.start).toEqual(['message.classified']);
    expect(routing?.stop).toEqual(['case.routed', 'case.withoutBody', 'case.refused']);
  });
});

describe('a slip of the pen', () => {
  test.each([
    [
      'an unknown state',
      'event: competence.refused,             to: classified',
      'event: competence.refused,             to: clasified',
      'у шага «notOurs» неизвестное состояние «clasified» (может быть, «classified»?); есть: new',
    ],
    [
      'an unknown state to come from',
      'from: [approving],                          event: draft.approved',
      'from: [aproving],                          event: draft.approved',
      'у шага «approve» неизвестное состояние «aproving» (может быть, «approving»?)',
    ],
    [
      'an unknown role in a step',
      '{id: reroute,     by: curator,',
      '{id: reroute,     by: curatr,',
      'у шага «reroute» неизвестная роль «curatr» (может быть, «curator»?); есть: curator, executor, body, supervisor',
    ],
    [
      'an unknown role in a clock',
      'who: curator, scope: case',
      'who: kurator, scope: case',
      'у срока «routing» неизвестная роль «kurator» (может быть, «curator»?)',
    ],
    [
      'an unknown role in a list',
      'setBy: [curator]',
      'setBy: [curators]',
      'неизвестная роль «curators» (может быть, «curator»?)',
    ],
    [
      'an unknown event of a step',
      'event: case.rerouted, ',
      'event: case.reroutd, ',
      'у шага «reroute» неизвестное событие «case.reroutd» (может быть, «case.rerouted»?)',
    ],
    [
      'an unknown event that stops a clock',
      'stop: [case.rerouted, case.withoutBody',
      'stop: [case.rerouted, case.withoutBodies',
      'у срока «reroute» неизвестное событие «case.withoutBodies» (может быть, «case.withoutBody»?)',
    ],
    [
      'an unknown reply kind in a pattern',
      '"reply.published{kind=interim}", to: interim',
      '"reply.published{kind=interm}", to: interim',
      'у шага «publishInt» неизвестный вид ответа «interm» (может быть, «interim»?)',
    ],
    [
      'an unknown importance in a condition',
      'when: "importance=social|urgent"',
      'when: "importance=socal|urgent"',
      'у срока «interimSocial» неизвестная значимость «socal» (может быть, «social»?); есть: ordinary, social, urgent',
    ],
    [
      'an unknown attribute',
      'when: "publishMode!=manual"',
      'when: "publshMode!=manual"',
      'у срока «publish» неизвестный признак «publshMode» (может быть, «publishMode»?)',
    ],
    [
      'a condition that is none',
      'when: "publishMode=manual"',
      'when: "publishMode==manual"',
      'у срока «publishManual» «publishMode==manual» не похоже на условие',
    ],
    [
      'a pattern that is none',
      'start: "draft.approved{kind=alreadyPublished}"',
      'start: "draft.approved{alreadyPublished}"',
      'у срока «proofOutside» «alreadyPublished» не похоже на «признак=значение»',
    ],
    [
      'an unknown field',
      'titleRu: "направить в орган", who: curator',
      'titleRu: "направить в орган", whom: 5, who: curator',
      'у срока «routing» неизвестное поле «whom»; может быть, «who»?',
    ],
    [
      'an unknown field inside a limit',
      'max: {kind: fixed, n: 14, u: wday}',
      'max: {kind: fixed, n: 14, u: wday, unit: x}',
      'у срока «finalDraft» неизвестное поле «unit»',
    ],
    [
      'an unknown argument of a check',
      'args: {chars: 900}',
      'args: {char: 900}',
      'у правила ответа «brief» неизвестное поле «char»; может быть, «chars»?',
    ],
    [
      'a missing argument of a check',
      'level: warn, args: {chars: 900}',
      'level: warn',
      'у правила ответа «brief» проверке «maxLength» нужен аргумент «chars»',
    ],
    [
      'an unknown check',
      'check: cliches',
      'check: clichés',
      'у правила ответа «plain» неизвестное значение поля «check» «clichés» (может быть, «cliches»?)',
    ],
    [
      'a number in words',
      'limit: {kind: fixed, n: 150',
      'limit: {kind: fixed, n: many',
      'у срока «draft» поле «n»: ждём число, а стоит «many»',
    ],
    [
      'an unknown kind of limit',
      'limit: {kind: fixed, n: 150',
      'limit: {kind: fixd, n: 150',
      'у срока «draft» у поля «kind» неизвестный вид «fixd»',
    ],
    ['a missing field', '{id: routing,     cl: "8", ', '{id: routing, ', 'у срока «routing» нет обязательного поля «cl»'],
    [
      'a name used twice',
      '{id: notOurs,     cl: "9",     titleRu',
      '{id: routing,     cl: "9",     titleRu',
      'у срока «routing» имя «routing» уже занято',
    ],
    ['an unknown zone', 'zone: Asia/Yekaterinburg', 'zone: Asia/Ekaterinburg', 'неизвестный часовой пояс «Asia/Ekaterinburg»'],
    [
      'a date that is none',
      'effectiveFrom: "2023-06-30"',
      'effectiveFrom: "2023-06-31"',
      'поле «effectiveFrom»: недопустимое значение «2023-06-31»',
    ],
    [
      'a role without an organisation',
      'org: body, schedule: body}\n  body:',
      'schedule: body}\n  body:',
      'у роли «executor» нет обязательного поля «org»',
    ],
    [
      'a ground decided by nobody',
      'requestBy: executor, decidedBy: curator, needs: [screenshotOrLink], effective: request}\n  - {id: messageGone',
      'requestBy: executor, decidedBy: nobody, needs: [screenshotOrLink], effective: request}\n  - {id: messageGone',
      'у основания прекращения «accountGone» неизвестная роль «nobody»',
    ],
    [
      'an unknown role that a report goes to',
      'handover: {to: supervisor, required: true}}   # L17',
      'handover: {to: supervizor, required: true}}   # L17',
      'у основания отказа «harm» неизвестная роль «supervizor» (может быть, «supervisor»?)',
    ],
    [
      'a weekly duty without its weekday',
      'due: {weekday: 5, shift: previous}',
      'due: {dayOfMonth: 5, shift: previous}',
      'у обязанности «fridayPost» не назван день: нужно поле «weekday»',
    ],
    [
      'an unknown clock that a role answers for',
      'clocks: [draft, interimSocial, rework, finalDraft]',
      'clocks: [drafts, interimSocial, rework, finalDraft]',
      'неизвестный срок «drafts» (может быть, «draft»?)',
    ],
    [
      'a clock that two roles answer for',
      '\nstaffing:',
      '\n  - {for: "x", role: curator, cl: "1", clocks: all}\nstaffing:',
      'за срок «draft» уже отвечает другая роль',
    ],
    [
      'an unknown role that is told of a change',
      'changeNotice: {to: curator,',
      'changeNotice: {to: curater,',
      'неизвестная роль «curater» (может быть, «curator»?)',
    ],
    [
      'a clock counted from itself',
      'limit: {kind: fixed, n: 150, u: wmin}',
      'limit: {kind: before, clock: draft, n: 150}',
      'у срока «draft» отсчитывается от самого себя',
    ],
    [
      'an unknown attribute of another reading',
      'limit: {kind: fixed, n: 150, u: wmin}',
      'limit: {kind: fixed, n: 150, u: wmin}, lenient: [{limit: {kind: fixed, n: 160, u: wmin}, when: "knd=final", reading: L1}]',
      'у срока «draft» неизвестный признак «knd» (может быть, «kind»?)',
    ],
    ['an unknown part', '\nroles:\n', '\nrolez:\n', 'неизвестное поле «rolez»; может быть, «roles»?'],
    ['an unclosed bracket', 'channels: [post, comment, dm]', 'channels: [post, comment, dm', ''],
  ])('%s is told with its line', (_, from, to, sentence) => {
    const { line, told } = slip(from, to);
    const [first] = told;

    expect(told.length).toBeGreaterThan(0);
    if (sentence === '') expect(Math.abs((first?.[0] ?? 0) - line)).toBeLessThanOrEqual(2);
    else expect(told.map(([, message]) => message).join('\n')).toContain(`lebyazhye.yaml:${line}: ${sentence}`);
  });

  test('anywhere among many is told too, top to bottom', () => {
    const read = parseProfile(text.replaceAll('wmin', 'wmn'), 'p.yaml');
    const lines = read.ok ? [] : read.problems.map((problem) => problem.line);

    expect(lines.length).toBeGreaterThan(5);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  });

  test.each(['', '[]', 'just words', '5', ': :', 'profile: x\nprofile: y'])(
    'that leaves «%s» is an answer, not a crash',
    (broken) => {
      expect(parseProfile(broken, 'p.yaml').ok).toBe(false);
    },
  );
});

describe('what a profile never uses', () => {
  function unused(from: string, to: string): string[] {
    if (!text.includes(from)) throw new Error(`not in the profile: ${from}`);
    const read = parseProfile(text.replace(from, to), 'p.yaml');
    if (!read.ok) throw new Error(read.problems.map((problem) => problem.message).join('\n'));
    return read.unused().map((problem) => problem.message.replace(/:\d+:/, ':'));
  }
  const before = unused('a', 'a');

  test.each([
    [
      'a role',
      '\nimportance:',
      '\n  clerk: {titleRu: "писарь", org: body, schedule: body}\nimportance:',
      'роль «clerk» нигде не названа',
    ],
    [
      'a level',
      'levels: [ordinary, social, urgent]',
      'levels: [ordinary, social, urgent, calm]',
      'от значимости «calm» ничего не зависит',
    ],
    ['a kind of reply', 'replyKinds: [final,', 'replyKinds: [letter, final,', 'ответ вида «letter» ни один шаг не отправляет'],
    [
      'a state to come from',
      'from: [drafting, rework, interimPublished], event: competence.refused',
      'from: [drafting, rework, interimPublished, loaded], event: competence.refused',
      'у шага «notOurs» в состояние «loaded» ни один шаг не ведёт',
    ],
    [
      'a state to go to',
      'event: case.withoutBody,               to: closed',
      'event: case.withoutBody,               to: collecting',
      'у шага «without» из состояния «collecting» ни один шаг не ведёт',
    ],
    [
      'a clock',
      'start: "draft.approved{kind=alreadyPublished}"',
      'start: "reply.placed"',
      'у срока «proofOutside» ни один шаг его не начинает',
    ],
    [
      'a stop',
      'stop: [competence.refused], limit: {kind: fixed, n: 60',
      'stop: [competence.refused, reply.loaded], limit: {kind: fixed, n: 60',
      'у срока «notOurs» остановка «reply.loaded» не наступает: такого шага нет',
    ],
  ])('%s is named with its line', (_, from, to, sentence) => {
    expect(unused(from, to).filter((message) => !before.includes(message))).toContain(`p.yaml: ${sentence}`);
  });

  test('of the shared vocabulary is told in three lists, and nothing of the six is dead', () => {
    for (const name of files) {
      const read = parseProfile(readFileSync(new URL(name, folder), 'utf8'), name);
      const told = read.ok ? read.unused().map((problem) => problem.message) : [];

      expect(told.filter((message) => message.includes('из общего словаря')).length).toBe(3);
      expect(told.filter((message) => /ни один шаг|не наступает/.test(message))).toEqual([]);
    }
  });
});
