import { Panel } from '../../../components/panel/panel.tsx';
import type { Actor } from '../../../lib/domain/cases/model.ts';
import { messageRef } from '../../../lib/domain/ids.ts';
import type { AfterNote } from '../../../lib/domain/messages/aftercare.ts';
import { aCase, approved, askedToTerminate, GOOD_REPLY, type Played, posted, submitted } from '../../support/builders.ts';
import { actions, CONNECTED, caseView, panelProps } from '../../support/panel-props.ts';
import { curator, executor, MINUTE, people } from '../../support/place.ts';
import type { GalleryState } from '../state.ts';

const opened = aCase();
const asked = aCase({ acts: [askedToTerminate()] });
const done = aCase({ acts: [submitted(), approved(), posted()] });
const DAY = 24 * 60 * MINUTE;

/** What comes of a reply, and of a message, after the person turned away from the page. */
export const afterStates: GalleryState[] = [
  state('after-edited', executor, done, [noted('edited', { text: GOOD_REPLY.replace('18:00', '20:00') })]),
  state('after-deleted', executor, done, [noted('deleted')]),
  state('after-unseen', executor, done, [noted('unseen')]),
  state('after-asked', executor, done, [
    noted('asked', {
      draft: null,
      text: 'Спасибо, площадку убрали. А когда вывезут ветки за домом 16?',
      author: 'Марина Волкова',
    }),
  ]),
  state('gone-executor', executor, opened, [noted('gone', { draft: null })]),
  {
    ...state('gone-asking', executor, opened, [noted('gone', { draft: null })]),
    play: (root) => root.querySelector<HTMLElement>('.notice + .row .button')?.click(),
  },
  state('gone-curator', curator, opened, []),
  state('termination-waits', executor, asked, []),
  state('termination-asked', curator, asked, []),
];

function noted(kind: AfterNote['kind'], overrides: Partial<AfterNote> = {}): AfterNote {
  const permalink = 'https://vk.com/wall-184_2207?reply=2214';
  const seen = { ref: messageRef('vk:wall-184_2207?reply=2214'), permalink, text: '', author: '' };
  const draft = done.found.assignments[0]?.drafts[0]?.id ?? null;
  return { caseId: done.found.id, kind, draft, at: done.at + DAY, ...seen, ...overrides };
}

function state(name: string, viewer: Actor, played: Played, after: AfterNote[]): GalleryState {
  const connection = { ...CONNECTED, personName: viewer === curator ? people.olga : people.pavel };
  const now = after.length > 0 && played === done ? played.at + DAY + MINUTE : played.at + 10 * MINUTE;
  const shown = caseView(played, { after: after.map((note) => ({ ...note, at: Math.min(note.at, now) })) });
  return {
    component: 'panel',
    state: name,
    viewer,
    now,
    render: () => <Panel {...panelProps(shown, { connection, actions: actions() })} />,
  };
}
