import { expect, test } from 'vitest';
import { badgeFor } from '../../lib/background/badge.ts';
import { applyPending, type CaseView, refOfDocument } from '../../lib/background/case-shelf.ts';
import { chipFacts } from '../../lib/background/chip-facts.ts';
import { messageRef } from '../../lib/domain/ids.ts';
import type { PendingCommand } from '../../lib/store/outbox-rows.ts';
import { curator, executor, MINUTE, MORNING } from '../support/place.ts';
import { referenceOf } from '../support/reference.ts';
import { opening, rating } from '../sync/commands.ts';

function waiting(command: PendingCommand['command'], seq: number | null = null): PendingCommand {
  return { command, owner: 'anna', leaveAt: 0, state: seq === null ? 'held' : 'applied', seq };
}

function opened(name: string): CaseView {
  const pending = [waiting(opening(name))];
  const applied = applyPending(null, pending, referenceOf(curator));
  if (!applied) throw new Error('the opening was refused');
  return { ...applied, pending };
}

test('an unsent opening is a case already, with what was typed', () => {
  const { document, state } = opened('a');

  expect(document).toMatchObject({ id: 'case-a', number: null, seq: null });
  expect(refOfDocument(document)).toBe('vk:wall-1_a');
  expect(state.importance).toBe('ordinary');
});

test('a command the server has applied is not applied again, when its effect has arrived', () => {
  const { document } = opened('b');
  const fromServer = { ...document, seq: 7 };
  const urgent = rating('b', 'urgent');

  const before = applyPending(fromServer, [waiting(urgent, 8)], referenceOf(curator));
  const after = applyPending(fromServer, [waiting(urgent, 7)], referenceOf(curator));

  expect(before?.state.importance).toBe('urgent');
  expect(after?.document.events).toHaveLength(document.events.length);
});

test('a command that no longer applies is left out and the next ones still count', () => {
  const { document } = opened('c');

  const shown = applyPending(document, [waiting(rating('c', 'no-such')), waiting(rating('c', 'urgent'))], referenceOf(curator));

  expect(shown?.state.importance).toBe('urgent');
});

test('a case under a regulation that is not here is not guessed', () => {
  const { document } = opened('d');
  const foreign = { ...document, regulation: { profile: 'another', version: '1' } };

  expect(applyPending(foreign, [], referenceOf(curator))).toBeNull();
});

test('a message without a case offers a case to a curator and nothing to an executor', () => {
  const ref = messageRef('vk:wall-1_z');

  expect(chipFacts(ref, null, referenceOf(curator), MORNING)).toEqual({ ref, kind: 'none' });
  expect(chipFacts(ref, null, referenceOf(executor), MORNING)).toEqual({ ref, kind: 'hidden' });
});

test('a chip holds the stage, the time and the clause and nothing else of the case', () => {
  const facts = chipFacts(messageRef('vk:wall-1_e'), opened('e'), referenceOf(executor), MORNING + 30 * MINUTE);

  expect(facts).toMatchObject({
    kind: 'case',
    state: 'drafting',
    mine: true,
    unsent: true,
    ticking: true,
    zone: 'Asia/Yekaterinburg',
  });
  expect(facts.minutesLeft).toBeGreaterThan(0);
  const shown = [
    'ref',
    'kind',
    'state',
    'mine',
    'unsent',
    'isFollowed',
    'after',
    'clause',
    'deadlineAt',
    'zone',
    'ticking',
    'minutesLeft',
    'level',
  ];
  expect(shown).toEqual(expect.arrayContaining(Object.keys(facts)));
});

test('the badge turns red with words, when something is late', () => {
  const calm = badgeFor({ open: 2, soon: 0, late: 0 }, 'ru');
  const late = badgeFor({ open: 2, soon: 0, late: 2 }, 'ru');

  expect(calm).toMatchObject({ text: '2' });
  expect(late.text).toBe('2');
  expect(late.colour).not.toBe(calm.colour);
  expect(late.title).toContain('просрочено — 2');
  expect(badgeFor({ open: 50_000, soon: null, late: 1_000 }, 'ru')).toMatchObject({ text: '999+', colour: late.colour });
  expect(badgeFor({ open: 0, soon: 0, late: 0 }, 'ru').text).toBe('');
});
