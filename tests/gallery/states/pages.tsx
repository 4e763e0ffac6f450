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
const NOTHING = { acts: 0, refusals: 0, drafts: 0, unreadable: 0 };
const options: OptionsProps = {
  session: 'signed-out',
  server: null,
  personName: null,
  roles: [],
  bodyTitle: null,
  practice: false,
  unsent: 0,
  unsentWork: { onCount: async () => NOTHING, onSave: async () => 'Вовремя-неотправленное-2026-11-24.html' },
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
  unsentWork: { ...options.unsentWork, onCount: async () => ({ ...NOTHING, acts: 2 }) },
  lastSyncAt: now - 4 * MINUTE,
};

const expired: OptionsProps = { ...options, session: 'expired', server: 'https://vovremya.okrug.example' };
const SOME = { acts: 2, refusals: 1, drafts: 3, unreadable: 0 };

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
  popupState('expired', { ...popup, session: 'expired', unsent: 2, work: [] }),
  optionsState('expired', expired),
  optionsState('unsent', { ...expired, unsentWork: { ...options.unsentWork, onCount: async () => SOME } }),
  optionsState('unsent-newer', {
    ...expired,
    unsentWork: { ...options.unsentWork, onCount: async () => ({ ...SOME, unreadable: 3 }) },
  }),
  {
    ...optionsState('unsent-saved', { ...expired, unsentWork: { ...options.unsentWork, onCount: async () => SOME } }),
    play: save,
  },
  {
    ...optionsState('unsent-not-saved', { ...expired, unsentWork: { onCount: async () => SOME, onSave: unreadable } }),
    play: save,
  },
  optionsState('unsent-unreadable', { ...expired, unsentWork: { ...options.unsentWork, onCount: unreadable } }),
  optionsState('signed-in', signedIn),
  { ...optionsState('sign-out', signedIn), play: (root) => pressAt(root, 'section .row .button') },
];

function popupState(state: string, props: PopupProps): GalleryState {
  return { component: 'popup', state, viewer: executor, now, render: () => <Popup {...props} /> };
}

function optionsState(state: string, props: OptionsProps): GalleryState {
  return { component: 'options', state, viewer: executor, now, render: () => <Options {...props} /> };
}

async function unreadable(): Promise<never> {
  throw new Error('the storage cannot be read');
}

async function save(root: HTMLElement): Promise<void> {
  await drawn();
  await pressAt(root, 'section:last-of-type .row .button');
}

function pressAt(root: HTMLElement, selector: string): Promise<void> {
  root.querySelector<HTMLElement>(selector)?.click();
  return drawn();
}

function drawn(): Promise<void> {
  return new Promise((done) => setTimeout(done, 50));
}
