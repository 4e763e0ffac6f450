import type { Frame } from '../../components/frame.ts';
import type { Connection, PanelProps } from '../../components/panel/view.ts';
import type { Subject } from '../domain/presence.ts';
import type { Lang } from '../texts/lang.ts';
import { noteText } from '../texts/notes.ts';
import { texts } from '../texts/texts.ts';
import type { Notary } from './case-commands.ts';
import { keepCompany } from './company.ts';
import type { PageClient } from './page-client.ts';
import { panelActions } from './panel-actions.ts';
import { type Looked, type Reading, readPanel } from './panel-reading.ts';
import type { PictureHands } from './picture-actions.ts';
import { actorOf, peopleOf, serverNow } from './reference.ts';

const TICK_MS = 30_000;

export interface PanelDeps {
  client: PageClient;
  notary: Omit<Notary, 'now'>;
  /** Epoch ms by the device's clock. */
  deviceNow(): number;
  lang: Lang;
  looked: Looked;
  openOptions(): void;
  files: Pick<PictureHands, 'measure' | 'saveFile'>;
  /** Is the page before the person's eyes? Told whenever that changes. */
  shown: { now(): boolean; onChange(listener: () => void): () => void };
}

export interface PanelScreen {
  frame: Frame;
  props: PanelProps;
}

/** Reads what the panel shows, reads again when the background has news, and moves the time on. Returns a function that stops it. */
export async function runPanel(deps: PanelDeps, show: (screen: PanelScreen) => void): Promise<() => void> {
  let looked = deps.looked;
  let reading = await readPanel(deps.client, looked, deps.deviceNow());
  let reads = 0;
  let undoTimer: ReturnType<typeof setTimeout> | undefined;
  const now = () => serverNow(reading.session, deps.deviceNow());
  const company = keepCompany({
    client: deps.client,
    page: deps.notary.newId(),
    now,
    isShown: deps.shown.now,
    changed: () => draw(),
  });
  const actions = panelActions({
    company,
    client: deps.client,
    notary: { ...deps.notary, now },
    reading: () => reading,
    look: (change) => {
      looked = { ...looked, ...change };
      void reload();
    },
    reload,
    ...{ openOptions: deps.openOptions, files: deps.files },
  });

  async function reload(): Promise<void> {
    reads += 1;
    const own = reads;
    const next = await readPanel(deps.client, looked, deps.deviceNow());
    // News may overtake each other: only the newest reading is shown.
    if (own !== reads) return;
    reading = next;
    draw();
  }

  function draw(): void {
    company.about(subjectOf(reading));
    const undoUntil = undoOf(reading);
    clearTimeout(undoTimer);
    if (undoUntil !== null) undoTimer = setTimeout(draw, Math.max(0, undoUntil - deps.deviceNow()) + 50);
    const shownUndo = undoUntil === null || undoUntil <= deps.deviceNow() ? null : undoUntil + reading.session.skewMs;
    show({
      frame: frameOf(reading, deps.lang, now()),
      props: {
        view: reading.view,
        company: company.company(),
        connection: connectionOf(reading, deps.lang),
        undoUntil: shownUndo,
        actions,
      },
    });
  }

  const stopListening = deps.client.onBroadcast((news) => {
    if (news.type === 'presence-changed') return;
    if (news.type === 'subject-changed' && news.tabId !== looked.tabId) return;
    if (news.type === 'subject-changed') looked = { ...looked, caseId: null };
    void reload();
  });
  const tick = setInterval(draw, TICK_MS);
  draw();
  const stopWatching = deps.shown.onChange(company.shownOrHidden);
  return () => {
    company.stop();
    stopWatching();
    stopListening();
    clearInterval(tick);
    clearTimeout(undoTimer);
  };
}

function connectionOf({ session }: Reading, lang: Lang): Connection {
  const { state, online, unsent, memoryOnly, practice, personName, skewMs } = session;
  const notes = session.notes.map((note) => noteText(note, lang));
  // The clock of a practice server stands where its stories want it.
  return { session: state, online, unsent, memoryOnly, practice, personName, notes, skewMs: practice ? 0 : skewMs };
}

function frameOf({ reference, context }: Reading, lang: Lang, now: number): Frame {
  const zone = context?.profile.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { t: texts(lang), now, zone, actor: actorOf(reference), context, people: peopleOf(reference) };
}

/** What colleagues are told that this page shows. */
function subjectOf({ view }: Reading): Subject | null {
  if (view.kind === 'case') return `case:${view.case.id}`;
  return view.kind === 'message' ? `message:${view.message.ref}` : null;
}

/** Until when (device's clock) the newest act can be taken back; null when nothing waits. */
function undoOf({ file }: Reading): number | null {
  return file?.pending.findLast((one) => one.undoUntil !== null)?.undoUntil ?? null;
}
