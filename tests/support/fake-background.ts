import type { Command } from '../../lib/domain/cases/commands.ts';
import { decide } from '../../lib/domain/cases/decide.ts';
import { evolve, replay } from '../../lib/domain/cases/evolve.ts';
import type { Case, CaseDocument } from '../../lib/domain/cases/model.ts';
import type { SeenMessage } from '../../lib/domain/messages/seen.ts';
import type { Present, Showing } from '../../lib/domain/presence.ts';
import type { PageClient } from '../../lib/pages/page-client.ts';
import type { Reference } from '../../lib/protocol/api.ts';
import type { Broadcast, LocalDraft, PageRequests, PanelSubject, SessionInfo } from '../../lib/protocol/messages.ts';
import { context, MORNING, people, type Viewer } from './place.ts';

type Answers = { [T in keyof PageRequests]?: (input: PageRequests[T]['in']) => PageRequests[T]['out'] };

/** A background in memory that judges commands with the real core: what pages see, without a browser or a server. */
export function fakeBackground(viewer: Viewer, overrides: Answers = {}) {
  const state = {
    now: MORNING,
    viewer,
    session: sessionOf(viewer),
    subject: { kind: 'none' } as PanelSubject,
    page: null as SeenMessage | null,
    documents: new Map<string, CaseDocument>(),
    /** By their owner and their key. */
    drafts: new Map<string, LocalDraft>(),
    pending: [] as { command: Command; undoUntil: number; before: CaseDocument | null }[],
    sent: [] as Command[],
    told: [] as (Showing | null)[],
    present: new Map<string, Present[]>(),
    listeners: new Set<(news: Broadcast) => void>(),
  };
  const tell = (news: Broadcast) => {
    for (const listener of state.listeners) listener(news);
  };
  const answers: Answers = {
    'session/get': () => ({ ...state.session, unsent: state.pending.length }),
    'reference/get': () => (state.session.state === 'signed-out' ? null : referenceOf(state.viewer)),
    'panel/subject': ({ caseId }) => subjectOf(caseId),
    'work/list': ({ count }) => {
      const documents = [...state.documents.values()];
      return { documents: documents.slice(0, count), more: documents.length > count };
    },
    'cases/newest': () => [...state.documents.values()],
    'cases/get': (asked) => fileOf('id' in asked ? asked.id : asked.ref),
    'commands/send': ({ command }) => sendCommand(command),
    'commands/undo': ({ id }) => undo(id),
    'drafts/save': ({ owner, draft }) => {
      state.drafts.set(`${owner} ${draft.key}`, draft);
      return { savedAt: state.now };
    },
    'drafts/get': ({ owner, key }) => state.drafts.get(`${owner} ${key}`) ?? null,
    'message/reread': () => state.page,
    'presence/tell': ({ showing }) => {
      state.told.push(showing);
      return showing ? (state.present.get(showing.subject) ?? []) : [];
    },
    'panel/close': () => null,
    ...overrides,
  };

  function subjectOf(caseId: string | undefined): PanelSubject {
    if (caseId !== undefined) {
      const document = state.documents.get(caseId);
      return document ? { kind: 'case', tabId: null, caseId: document.id } : { kind: 'none' };
    }
    const { subject } = state;
    if (subject.kind !== 'message') return subject;
    const known = [...state.documents.values()].find((one) => replay(one).message.ref === subject.message.ref);
    return { ...subject, caseId: known?.id ?? null };
  }

  function fileOf(id: string): PageRequests['cases/get']['out'] {
    const document = state.documents.get(id);
    if (!document) return null;
    const pending = state.pending.filter(({ command }) => command.caseId === id);
    return {
      document,
      pending: pending.map(({ command, undoUntil }) => ({ id: command.id, type: command.type, undoUntil })),
      rejected: [],
      after: [],
    };
  }

  function sendCommand(command: Command): PageRequests['commands/send']['out'] {
    const before = state.documents.get(command.caseId) ?? null;
    const decision = decide(before && replay(before), command, state.viewer, context, state.now);
    if (!decision.ok) return decision;
    const found = decision.events.reduce<Case | null>(evolve, before && replay(before));
    if (!found) throw new Error('a case without events');
    const texts = { ...before?.texts, ...Object.fromEntries(command.texts.map((one) => [one.id, one])) };
    const { id, events, regulation } = found;
    state.documents.set(id, { id, number: before?.number ?? null, regulation, events, texts, seq: null });
    state.pending.push({ command, undoUntil: state.now + 5_000, before });
    state.sent.push(command);
    return { ok: true };
  }

  function undo(id: string): { ok: boolean } {
    const at = state.pending.findIndex(({ command }) => command.id === id);
    const [taken] = at < 0 ? [] : state.pending.splice(at, 1);
    if (!taken) return { ok: false };
    if (taken.before) state.documents.set(taken.before.id, taken.before);
    else state.documents.delete(taken.command.caseId);
    return { ok: true };
  }

  /** Over whoever was signed in here before. */
  function signIn(next: Viewer): void {
    state.viewer = next;
    state.session = sessionOf(next);
    tell({ type: 'session-changed' });
  }

  const client: PageClient = {
    async request(type, input) {
      const answer = answers[type];
      if (!answer) throw new Error(`nobody answers ${type}`);
      return answer(input);
    },
    onBroadcast(listener) {
      state.listeners.add(listener);
      return () => state.listeners.delete(listener);
    },
  };
  return { client, state, tell, signIn };
}

/** Whose the drafts are that this viewer keeps. */
export function ownerOf({ personId }: Viewer): string {
  return `https://vovremya.example ${personId}`;
}

function sessionOf(viewer: Viewer): SessionInfo {
  return {
    state: 'signed-in',
    server: 'https://vovremya.example',
    owner: ownerOf(viewer),
    personName: people[viewer.personId],
    roles: viewer.roles,
    bodyId: viewer.bodyId,
    practice: false,
    unsent: 0,
    online: true,
    skewMs: 0,
    lastSyncAt: null,
    memoryOnly: false,
    notes: [],
  };
}

function referenceOf(viewer: Viewer): Reference {
  const person = (id: keyof typeof people) => ({ id, name: people[id], roles: [], bodyId: null });
  const { profile, bodies, schedules, calendar } = context;
  return {
    version: '1',
    me: {
      person: { ...person(viewer.personId), roles: viewer.roles, bodyId: viewer.bodyId },
      actsFor: [],
      tenant: { id: 't', title: 'Округ', practice: false },
    },
    people: [person('olga'), person('pavel'), person('irina')],
    bodies,
    schedules,
    calendar,
    profiles: [profile],
    defaultProfile: { profile: profile.profile, version: profile.version },
    topics: ['Вывоз мусора', 'Ремонт дорог'],
    locations: ['пгт Лебяжье', 'с. Речное'],
  };
}
