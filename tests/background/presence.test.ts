import { expect, test } from 'vitest';
import { createPresenceDesk } from '../../lib/background/presence.ts';
import type { Doing, Present, Showing, Subject } from '../../lib/domain/presence.ts';

function desk() {
  const state = { now: 0, said: [] as Showing[][], changed: [] as [Subject, Present[]][] };
  const one = createPresenceDesk({
    now: () => state.now,
    say: () => state.said.push(one.shown()),
    changed: (subject, people) => state.changed.push([subject, people]),
  });
  return { ...one, state };
}

const at = (subject: Subject, doing: Doing = 'looks'): Showing => ({ subject, doing });
const ANNA: Present = { personId: 'anna', doing: 'looks', heldAt: null };

test('the server is told what all pages of the device show, each subject once and typing before looking', () => {
  const { tell, state } = desk();
  tell('panel', at('case:1', 'types'));
  tell('tab', at('case:1'));
  tell('side', at('message:vk:wall-1_2'));

  expect(state.said).toEqual([[at('case:1', 'types')], [at('case:1')], [at('case:1'), at('message:vk:wall-1_2')]]);
});

test('typing and being done are said once, looking as long as it lasts', () => {
  const { tell, shown } = desk();
  tell('panel', at('case:1', 'done'));

  expect(shown()).toEqual([at('case:1')]);
  expect(shown()).toEqual([at('case:1')]);
});

test('a page that went, or has not spoken for long, is shown no more', () => {
  const { tell, shown, state } = desk();
  tell('panel', at('case:1'));
  tell('tab', at('case:2'));
  tell('tab', null);
  expect(shown()).toEqual([at('case:1')]);

  state.now = 60_000;
  expect(shown()).toEqual([]);
});

test('a page that comes later is told at once who was there already, and everybody who hears when the line is lost', () => {
  const { tell, heard, lost, state } = desk();
  tell('panel', at('case:1'));
  heard('case:1', [ANNA]);

  expect(tell('tab', at('case:1'))).toEqual([ANNA]);
  expect(tell('tab', at('case:2'))).toEqual([]);
  lost();
  expect(tell('panel', at('case:1'))).toEqual([]);
  expect(state.changed).toEqual([
    ['case:1', [ANNA]],
    ['case:1', []],
  ]);
});

test('what is known of a case that nobody shows any more is forgotten', () => {
  const { tell, heard } = desk();
  tell('panel', at('case:1'));
  heard('case:1', [ANNA]);
  tell('panel', at('case:2'));

  expect(tell('panel', at('case:1'))).toEqual([]);
});
