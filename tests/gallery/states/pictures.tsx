import { Panel } from '../../../components/panel/panel.tsx';
import type { CaseView, PanelActions } from '../../../components/panel/view.ts';
import type { Actor } from '../../../lib/domain/cases/model.ts';
import { aCase, approved, GOOD_REPLY, type Played, returned, type ShownPicture, submitted } from '../../support/builders.ts';
import { actions, CONNECTED, caseView, panelProps } from '../../support/panel-props.ts';
import { curator, executor, MINUTE, people } from '../../support/place.ts';
import type { GalleryState } from '../state.ts';
import { pressMain } from './start.tsx';

/** A street, drawn: what a photograph of a container site would show. */
function scene(sky: string, ground: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><rect width="400" height="300" fill="${sky}"/><rect y="190" width="400" height="110" fill="${ground}"/><rect x="60" y="120" width="90" height="90" fill="#3d6b4f"/><rect x="180" y="120" width="90" height="90" fill="#37598a"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

const BEFORE: ShownPicture = {
  ...{ hash: 'a'.repeat(64), type: 'image/jpeg', bytes: 2_430_000, width: 4032, height: 3024 },
  alt: 'Контейнерная площадка до вывоза',
};
const AFTER: ShownPicture = { ...BEFORE, hash: 'b'.repeat(64), bytes: 348_000, width: 1600, height: 1200, alt: '' };
const DRAWN: Record<string, string> = { [BEFORE.hash]: scene('#b9c3cc', '#8a7a63'), [AFTER.hash]: scene('#bfe0f5', '#9aa3a8') };
const readPicture: PanelActions['readPicture'] = async (hash) => ({ ok: true, url: DRAWN[hash] ?? '' });

const opened = aCase();
const assignment = opened.found.assignments[0]?.id ?? '';
const proposed = aCase({ acts: [submitted(GOOD_REPLY, { pictures: [BEFORE, AFTER] })] });
const changed = aCase({
  acts: [
    submitted(GOOD_REPLY, { pictures: [BEFORE] }),
    returned('Покажите и то, что стало.'),
    submitted(GOOD_REPLY, { pictures: [BEFORE, AFTER] }),
  ],
});
const ready = aCase({ acts: [submitted(GOOD_REPLY, { pictures: [BEFORE, AFTER] }), approved()] });
const kept = { [assignment]: { kind: 'final', text: GOOD_REPLY, agreedOn: '', pictures: [BEFORE, AFTER] } };

export const pictureStates: GalleryState[] = [
  state('pictures-draft', executor, opened, { kept }),
  { ...state('pictures-removed', executor, opened, { kept }), play: press('Убрать: Снимок 2 из 2') },
  {
    ...state('pictures-refused', executor, opened, { kept }, { addPicture: async () => ({ ok: false, problem: 'too-large' }) }),
    play: drop('отчёт-за-март.png'),
  },
  state('pictures-review', curator, proposed),
  {
    ...state('pictures-large', curator, proposed),
    play: press('Открыть крупно: Снимок 1 из 2, Контейнерная площадка до вывоза'),
  },
  state('pictures-changed', curator, changed),
  state('pictures-away', curator, proposed, {}, { readPicture: async () => ({ ok: false, problem: 'away' }) }),
  state('pictures-approved', executor, ready),
  {
    ...state('pictures-put', executor, ready, {}, inserting(2)),
    play: pressMain,
  },
  {
    ...state('pictures-by-hand', executor, ready, {}, inserting(0)),
    play: pressMain,
  },
];

function state(
  name: string,
  viewer: Actor,
  played: Played,
  view: Partial<CaseView> = {},
  watched: Partial<PanelActions> = {},
): GalleryState {
  const connection = { ...CONNECTED, personName: viewer === curator ? people.olga : people.pavel };
  const props = { connection, actions: actions({ readPicture, ...watched }) };
  return {
    component: 'panel',
    state: name,
    viewer,
    now: played.at + 10 * MINUTE,
    render: () => <Panel {...panelProps(caseView(played, view), props)} />,
  };
}

function inserting(attached: number): Partial<PanelActions> {
  return { insert: async () => ({ ok: true, strategy: 'insert-text', pictures: { attached, of: 2 } }) };
}

function press(name: string): (root: HTMLElement) => Promise<void> {
  return async (root) => {
    // The pictures come a moment after the panel.
    await new Promise((done) => setTimeout(done, 50));
    root.querySelector<HTMLElement>(`[aria-label="${name}"]`)?.click();
  };
}

function drop(name: string): (root: HTMLElement) => void {
  return (root) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], name, { type: 'image/png' }));
    root.querySelector('form')?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  };
}
