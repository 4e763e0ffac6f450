import { Panel } from '../../../components/panel/panel.tsx';
import type { PanelProps, PanelView } from '../../../components/panel/view.ts';
import { noteText } from '../../../lib/texts/notes.ts';
import { aMessage } from '../../support/builders.ts';
import { actions, CONNECTED, OWNER, panelProps } from '../../support/panel-props.ts';
import { curator, executor, MORNING, people } from '../../support/place.ts';
import { work } from '../../support/work.ts';
import type { GalleryState } from '../state.ts';

const message: PanelView = {
  kind: 'message',
  owner: OWNER,
  message: aMessage(),
  topics: ['Вывоз мусора', 'Ремонт дорог', 'Отопление', 'Освещение'],
  locations: ['пгт Лебяжье', 'с. Хутора', 'с. Речное'],
  suggested: { topic: 'Вывоз мусора', location: 'пгт Лебяжье' },
  kept: null,
};
const filled: PanelView = {
  ...message,
  kept: { topic: 'Вывоз мусора', location: 'пгт Лебяжье', importance: 'social', bodies: ['utilities'], note: '' },
};
const outOf = { ...CONNECTED, session: 'signed-out' as const, personName: null };

export const startStates: GalleryState[] = [
  state('not-connected', curator, { kind: 'not-connected', expired: false }, { connection: outOf }),
  state(
    'expired',
    executor,
    { kind: 'not-connected', expired: true },
    { connection: { ...outOf, session: 'expired', unsent: 2 } },
  ),
  state('no-subject', executor, { kind: 'no-subject', work: work(executor), more: false, unusable: false }),
  state('no-subject-empty', curator, { kind: 'no-subject', work: [], more: false, unusable: false }),
  state('no-message', curator, { kind: 'no-subject', work: [], more: false, unusable: true }),
  state('message-new', curator, message),
  state('message-filled', curator, filled),
  state('message-several', curator, {
    ...filled,
    kept: { ...(filled.kept as NonNullable<typeof filled.kept>), bodies: ['utilities', 'roads'] },
  }),
  {
    ...state('message-gone', curator, filled, {
      actions: actions({ openNewCase: async () => ({ ok: false, problem: 'gone' }) }),
    }),
    play: pressMain,
  },
  { ...state('message-unfilled', curator, { ...message, suggested: {} }), play: pressMain },
  {
    ...state('keys', executor, { kind: 'no-subject', work: [], more: false, unusable: false }),
    play: (root) => root.querySelector<HTMLElement>('.icon-button')?.click(),
  },
  state('message-executor', executor, message),
  state('offline', curator, filled, { connection: { ...CONNECTED, online: false, unsent: 3, personName: people.olga } }),
  state(
    'notes',
    executor,
    { kind: 'no-subject', work: [], more: false, unusable: false },
    {
      connection: {
        ...CONNECTED,
        notes: [
          noteText({ kind: 'full' }, 'ru'),
          noteText({ kind: 'server-full' }, 'ru'),
          noteText({ kind: 'revoked' }, 'ru'),
          noteText({ kind: 'not-cleared' }, 'ru'),
          noteText({ kind: 'restored' }, 'ru'),
          noteText({ kind: 'loading', percent: 34 }, 'ru'),
        ],
      },
    },
  ),
  state(
    'memory-only',
    executor,
    { kind: 'no-subject', work: [], more: false, unusable: false },
    { connection: { ...CONNECTED, memoryOnly: true, practice: true, session: 'expired' } },
  ),
];

export function pressMain(root: HTMLElement): void {
  root.querySelector<HTMLElement>('[data-main]')?.click();
}

function state(name: string, viewer: typeof curator, view: PanelView, overrides: Partial<PanelProps> = {}): GalleryState {
  const connection = { ...CONNECTED, personName: viewer === curator ? people.olga : people.pavel };
  return {
    component: 'panel',
    state: name,
    viewer,
    now: MORNING,
    render: () => <Panel {...panelProps(view, { connection, ...overrides })} />,
  };
}
