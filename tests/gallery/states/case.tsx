import { useFrame } from '../../../components/frame.ts';
import { Covered } from '../../../components/panel/covered.tsx';
import { Panel } from '../../../components/panel/panel.tsx';
import type { CaseView, PanelProps } from '../../../components/panel/view.ts';
import { clockNotes } from '../../../lib/domain/cases/clock-notes.ts';
import type { Actor } from '../../../lib/domain/cases/model.ts';
import { messageRef } from '../../../lib/domain/ids.ts';
import type { InsertOutcome } from '../../../lib/domain/messages/seen.ts';
import type { Present } from '../../../lib/domain/presence.ts';
import {
  aCase,
  aMessage,
  approved,
  FIRST_REPLY,
  GOOD_REPLY,
  type Played,
  posted,
  refused,
  returned,
  saved,
  submitted,
} from '../../support/builders.ts';
import { actions, CONNECTED, caseView, panelProps } from '../../support/panel-props.ts';
import { context, curator, executor, MINUTE, people } from '../../support/place.ts';
import type { GalleryState } from '../state.ts';
import { pressMain } from './start.tsx';

const ASKED = 'Назовите дату и время, «в ближайшее время» автору ничего не говорит.';
const opened = aCase();
const proposed = aCase({ acts: [submitted(FIRST_REPLY)] });
const rework = aCase({ acts: [submitted(FIRST_REPLY), returned(ASKED)] });
const again = aCase({ acts: [submitted(FIRST_REPLY), returned(ASKED), submitted(GOOD_REPLY, { after: 20 })] });
const ready = aCase({ acts: [submitted(), approved()] });
const elsewhere = aCase({
  message: {
    ...{ ref: messageRef('web:0f343b0931126a20f133d67c2b018a3b'), authorName: '', authorUrl: null, postedAt: null },
    permalink: 'https://vk.com/@okrug-blagoustroistvo',
  },
  acts: [submitted(), approved()],
});
const done = aCase({
  acts: [submitted(FIRST_REPLY), returned(ASKED), submitted(GOOD_REPLY, { after: 20 }), approved(), posted()],
});
const changed = `${GOOD_REPLY.replace('18:00', '20:00')} Приносим извинения.`;
const explained = aCase({
  acts: [
    submitted(),
    approved(),
    posted({ text: changed, explanation: 'Перевозчик назвал новое время уже после согласования.' }),
  ],
});
const overdue = { ...opened, at: opened.at + 200 * MINUTE };
const notes = clockNotes(opened.found, context, overdue.at).notes.map((note) => ({ ...note, recordedAt: note.at }));
const noted: Played = { ...overdue, found: { ...opened.found, events: [...opened.found.events, ...notes] } };
const unsynced = aCase({ acts: [submitted(), approved()], unsent: 1 });
const interim = aCase({
  importance: 'social',
  acts: [
    submitted('Здравствуйте. Проверяем график вывоза, ответим до 1 декабря.', {
      kind: 'interim',
      agreedDate: Date.UTC(2026, 11, 1, 12),
    }),
    approved(),
    posted({ text: null }),
  ],
});
const writes: Present = { personId: 'irina', doing: 'types', heldAt: opened.at + 4 * MINUTE };
const looks: Present = { personId: 'olga', doing: 'looks', heldAt: null };
const goodKept = { [idOf(opened)]: { kind: 'final', text: GOOD_REPLY, agreedOn: '' } };
const colleague: Actor = { ...executor, personId: 'irina' };
const savedTwice = aCase({ acts: [saved('Марина, здравствуйте. Уточняем.', executor), saved(FIRST_REPLY, colleague)] });
const kept = { [idOf(opened)]: { kind: 'final', text: `${FIRST_REPLY} Мой телефон 8 912 345-67-89.`, agreedOn: '' } };
const refusal = { code: 'stale-draft', clause: '12', detail: null } as const;

export const caseStates: GalleryState[] = [
  state('draft-empty', executor, opened, 10),
  state('draft-typed', executor, opened, 100, { kept }),
  state('draft-soon', executor, opened, 130, {
    kept: { [idOf(opened)]: { kind: 'interim', text: 'Проверяем график вывоза.', agreedOn: '' } },
  }),
  state('draft-late', executor, opened, 260),
  state('draft-curator', curator, opened, 30),
  state('rework', executor, rework, 5),
  state('review', curator, proposed, 20),
  state('review-again', curator, again, 20),
  state('review-waiting', executor, proposed, 20),
  state(
    'returned-not-ours',
    curator,
    aCase({ acts: [refused('Площадка на балансе регионального оператора, вопрос к нему.')] }),
    12,
  ),
  state('approved', executor, ready, 3),
  state('approved-unsynced', executor, unsynced, 3, {}, { connection: { ...CONNECTED, online: false, unsent: 1 } }),
  state('approved-by-clipboard', executor, elsewhere, 3),
  state('approved-inserted', executor, ready, 3, { inserted: ['draft-4'] }),
  state('approved-differs', executor, ready, 6, {
    differing: [
      { assignment: idOf(ready), draft: ready.found.assignments[0]?.drafts[0]?.id ?? '', reply: aMessage({ text: changed }) },
    ],
  }),
  { ...state('identity-unknown', executor, ready, 3, {}, inserting({ ok: false, reason: 'identity-unknown' })), play: pressMain },
  {
    ...state(
      'identity-wrong',
      executor,
      ready,
      3,
      {},
      inserting({ ok: false, reason: 'identity-wrong', identity: { kind: 'known', name: 'Павел Никитин', url: null } }),
    ),
    play: pressMain,
  },
  { ...state('insert-failed', executor, ready, 3, {}, inserting({ ok: false, reason: 'composer-not-found' })), play: pressMain },
  covered(),
  { ...state('inserted', executor, ready, 3, {}, inserting({ ok: true, strategy: 'insert-text' })), play: pressMain },
  { ...state('by-hand', executor, ready, 3), play: (root) => root.querySelectorAll<HTMLElement>('summary')[1]?.click() },
  { ...state('why', executor, interim, 60), play: (root) => root.querySelector<HTMLElement>('summary')?.click() },
  {
    ...state('not-ours', executor, opened, 10),
    play: (root) => root.querySelector<HTMLElement>('.actions .button:not(.main)')?.click(),
  },
  {
    ...state('returning', curator, proposed, 10),
    play: (root) => root.querySelector<HTMLElement>('.actions .button:not(.main)')?.click(),
  },
  { ...state('history', executor, done, 30), play: (root) => root.querySelectorAll<HTMLElement>('[role=tab]')[1]?.click() },
  { ...state('history-noted', executor, noted, 5), play: (root) => root.querySelectorAll<HTMLElement>('[role=tab]')[1]?.click() },
  state('approved-curator', curator, ready, 3),
  state('published', executor, done, 30),
  state('published-explained', curator, explained, 30),
  state('interim-published', executor, interim, 60),
  state('two-bodies', executor, aCase({ bodies: ['utilities', 'roads'] }), 30),
  state('rejected', executor, rework, 5, { rejected: [{ commandId: 'c', type: 'submit-draft', refusal, text: GOOD_REPLY }] }),
  state('company', executor, opened, 12, {}, { company: { people: [writes, looks], holder: null } }),
  state('held', executor, opened, 12, {}, { company: { people: [writes, looks], holder: writes } }),
  {
    ...state('held-insist', executor, opened, 12, { kept: goodKept }, { company: { people: [writes], holder: writes } }),
    play: pressMain,
  },
  state('newer-version', executor, savedTwice, 12, {
    kept: { [idOf(savedTwice)]: { kind: 'final', text: GOOD_REPLY, agreedOn: '', base: firstVersion(savedTwice) } },
  }),
  {
    ...state('put-aside', executor, savedTwice, 12, {
      kept: {
        [idOf(savedTwice)]: {
          kind: 'final',
          text: FIRST_REPLY,
          agreedOn: '',
          base: newestVersion(savedTwice),
          aside: GOOD_REPLY,
        },
      },
    }),
    play: (root) => [...root.querySelectorAll<HTMLElement>('summary')].at(-1)?.click(),
  },
  state('undo', executor, proposed, 1, {}, { undoUntil: proposed.at + 2 * MINUTE }),
];

function state(
  name: string,
  viewer: Actor,
  played: Played,
  after: number,
  view: Partial<CaseView> = {},
  props: Partial<PanelProps> = {},
): GalleryState {
  const connection = { ...CONNECTED, personName: viewer === curator ? people.olga : people.pavel };
  const shown = caseView(played, view);
  return {
    component: 'panel',
    state: name,
    viewer,
    now: played.at + after * MINUTE,
    render: () => <Panel {...panelProps(shown, { connection, actions: actions(), ...props })} />,
  };
}

function inserting(outcome: InsertOutcome): Partial<PanelProps> {
  return { actions: actions({ insert: async () => outcome }) };
}

function firstVersion(played: Played): string | null {
  return played.found.assignments[0]?.drafts[0]?.versions[0]?.text.id ?? null;
}

function newestVersion(played: Played): string | null {
  return played.found.assignments[0]?.drafts[0]?.versions.at(-1)?.text.id ?? null;
}

function idOf(played: Played): string {
  return played.found.assignments[0]?.id ?? '';
}

/** The panel as it is drawn again once it can be seen, with the words about the press that was not taken. */
function covered(): GalleryState {
  const under = state('covered', executor, ready, 3);
  return {
    ...under,
    render: () => (
      <>
        {under.render()}
        <CoveredHere />
      </>
    ),
  };
}

function CoveredHere() {
  return <Covered t={useFrame().t} onOpenTab={() => undefined} />;
}
