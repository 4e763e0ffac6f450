import type { CaseView, Connection, PanelActions, PanelProps, PanelView } from '../../components/panel/view.ts';
import type { Played } from './builders.ts';

export const CONNECTED: Connection = {
  session: 'signed-in',
  online: true,
  unsent: 0,
  memoryOnly: false,
  practice: false,
  notes: [],
  personName: 'Павел Никитин',
  skewMs: 0,
};

/** Whose a view is where nothing else is said. */
export const OWNER = 'https://vovremya.example pavel';

/** Actions that succeed and do nothing; a test replaces the ones it watches. */
export function actions(overrides: Partial<PanelActions> = {}): PanelActions {
  const done = async () => ({ ok: true as const });
  const nothing = () => undefined;
  return {
    close: nothing,
    typing: nothing,
    openOptions: nothing,
    openCase: nothing,
    showMoreWork: nothing,
    showInNetwork: nothing,
    keepOpenForm: async () => 0,
    openNewCase: done,
    keepReply: async () => 0,
    saveReply: done,
    submitReply: done,
    refuseCompetence: done,
    approve: done,
    returnDraft: done,
    reroute: done,
    closeWithoutBody: done,
    setImportance: done,
    insert: async () => ({ ok: true, strategy: 'insert-text' }),
    addPicture: async () => ({ ok: false, problem: 'failed' }),
    readPicture: async () => ({ ok: false, problem: 'away' }),
    savePictures: async () => true,
    recordPublication: done,
    reportFailure: done,
    undo: async () => true,
    dismiss: nothing,
    dismissDiffering: nothing,
    dismissAfter: nothing,
    endGone: done,
    terminate: done,
    declineTermination: done,
    ...overrides,
  };
}

export function caseView(played: Played, overrides: Partial<CaseView> = {}): CaseView {
  const { found, texts } = played;
  return {
    kind: 'case',
    owner: OWNER,
    case: found,
    number: '14',
    texts,
    kept: {},
    rejected: [],
    differing: [],
    after: [],
    inserted: [],
    ...overrides,
  };
}

export function panelProps(view: PanelView, overrides: Partial<PanelProps> = {}): PanelProps {
  return {
    view,
    company: { people: [], holder: null },
    connection: CONNECTED,
    undoUntil: null,
    actions: actions(),
    ...overrides,
  };
}
