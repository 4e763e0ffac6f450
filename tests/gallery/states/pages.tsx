import { Options, type OptionsProps } from '../../../components/options/options.tsx';
import { Popup, type PopupProps } from '../../../components/popup/popup.tsx';
import { noteText } from '../../../lib/texts/notes.ts';
import { executor, MINUTE, MORNING, people, utilities } from '../../support/place.ts';
import { work } from '../../support/work.ts';
import type { GalleryState } from '../state.ts';

const now = MORNING + 80 * MINUTE;
const nothing = () => undefined;
const popup: PopupProps = {
  session: 'signed-in',
  personName: people.pavel,
  online: true,
  unsent: 0,
  memoryOnly: false,
  skewMs: 0,
  notes: [],
  work: work(executor),
  more: false,
  onOpen: nothing,
  onMore: nothing,
  onOptions: nothing,
};
const options: OptionsProps = {
  session: 'signed-out',
  server: null,
  personName: null,
  roles: [],
  bodyTitle: null,
  practice: false,
  unsent: 0,
  lastSyncAt: null,
  onConnect: async () => ({ ok: false, problem: 'not-a-server' }),
  onRedeem: async () => ({ ok: false, problem: 'code-invalid' }),
  onSignOut: async () => undefined,
};
const signedIn: OptionsProps = {
  ...options,
  session: 'signed-in',
  server: 'https://vovremya.okrug.example',
  personName: people.pavel,
  roles: ['исполнитель'],
  bodyTitle: utilities.title,
  practice: true,
  unsent: 2,
  lastSyncAt: now - 4 * MINUTE,
};

export const pageStates: GalleryState[] = [
  popupState('work', popup),
  popupState('more', { ...popup, more: true }),
  popupState('being-made', { ...popup, more: null }),
  popupState('recovered', { ...popup, unsent: 2, notes: [noteText({ kind: 'recovered', count: 2 }, 'ru')] }),
  popupState('empty', { ...popup, work: [] }),
  popupState('wrong-clock', { ...popup, skewMs: 24 * 60 * MINUTE, memoryOnly: true }),
  popupState('offline', { ...popup, online: false, unsent: 3 }),
  popupState('signed-out', { ...popup, session: 'signed-out', personName: null, work: [] }),
  optionsState('signed-out', options),
  optionsState('expired', { ...options, session: 'expired', server: 'https://vovremya.okrug.example' }),
  optionsState('signed-in', signedIn),
];

function popupState(state: string, props: PopupProps): GalleryState {
  return { component: 'popup', state, viewer: executor, now, render: () => <Popup {...props} /> };
}

function optionsState(state: string, props: OptionsProps): GalleryState {
  return { component: 'options', state, viewer: executor, now, render: () => <Options {...props} /> };
}
