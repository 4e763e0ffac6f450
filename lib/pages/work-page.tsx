import { render } from 'preact';
import { FrameContext } from '../../components/frame.ts';
import { Options } from '../../components/options/options.tsx';
import { type CaptureOutcome, PageCheck } from '../../components/options/page-check.tsx';
import { Popup } from '../../components/popup/popup.tsx';
import type { CaseId } from '../domain/ids.ts';
import type { Reference } from '../protocol/api.ts';
import type { PageCopy, SessionInfo } from '../protocol/messages.ts';
import type { Lang } from '../texts/lang.ts';
import { noteText } from '../texts/notes.ts';
import { texts } from '../texts/texts.ts';
import type { PageClient } from './page-client.ts';
import { actorOf, contextOf, peopleOf, serverNow } from './reference.ts';
import { unsentHands } from './unsent-hands.ts';
import { WORKS_LISTED, workOf } from './work.ts';

const TICK_MS = 30_000;

export interface PageDeps {
  client: PageClient;
  deviceNow(): number;
  lang: Lang;
}

export interface OptionsDeps extends PageDeps {
  /** Makes a page's skeleton and gives it to the person. */
  keepCapture(copy: PageCopy): CaptureOutcome;
  /** Hands a file to the person, as a download does. */
  saveBlob(name: string, file: Blob): void;
}

export interface PopupDeps extends PageDeps {
  openOptions(): void;
  /** After the post was asked for. */
  close(): void;
}

/** My work by time left, kept up to date while the popup is open. */
export async function mountPopup(deps: PopupDeps, root: HTMLElement): Promise<() => void> {
  const { client } = deps;
  let listed = WORKS_LISTED;
  return await keepDrawing(deps, draw);

  async function draw(): Promise<void> {
    const { session, reference, frame } = await readFrame(deps);
    const { documents, more } =
      session.state === 'signed-out' ? { documents: [], more: false } : await client.request('work/list', { count: listed });
    const work = reference ? workOf(documents, reference, frame.actor, frame.now) : [];
    const open = (caseId: CaseId) => void client.request('message/open', { caseId }).finally(deps.close);
    const { state, personName, online, unsent, memoryOnly, practice } = session;
    // The clock of a practice server stands where its stories want it.
    const device = { memoryOnly, skewMs: practice ? 0 : session.skewMs };
    const notes = session.notes.map((note) => noteText(note, deps.lang));
    render(
      <FrameContext.Provider value={frame}>
        <Popup
          {...{ session: state, personName, online, unsent, ...device, notes, work, more }}
          onOpen={open}
          onMore={() => {
            listed += WORKS_LISTED;
            void draw();
          }}
          onOptions={deps.openOptions}
        />
      </FrameContext.Provider>,
      root,
    );
  }
}

/** Connection and sign-in; checking how pages are read. */
export async function mountOptions(deps: OptionsDeps, root: HTMLElement): Promise<() => void> {
  const { client } = deps;
  const stop = await keepDrawing(deps, draw);
  return stop;

  async function draw(): Promise<void> {
    const { session, reference, frame } = await readFrame(deps);
    const { state, server, personName, practice, unsent, lastSyncAt } = session;
    const regulation = reference && contextOf(reference, reference.defaultProfile)?.profile;
    const roles = session.roles.map((role) => regulation?.roles[role]?.titleRu ?? frame.t.stages.role[role] ?? role);
    const bodyTitle = reference?.bodies.find((body) => body.id === session.bodyId)?.title ?? null;
    const facts = { session: state, server, personName, practice, unsent, lastSyncAt, roles, bodyTitle };
    render(
      <FrameContext.Provider value={frame}>
        <Options
          {...facts}
          unsentWork={unsentHands({ client, saveBlob: deps.saveBlob, readFrame: () => readFrame(deps) })}
          onConnect={async (address) => after(await client.request('session/connect', { server: address }))}
          onRedeem={async (code) => after(await client.request('session/redeem', { code }))}
          onSignOut={async () => void after(await client.request('session/sign-out', null))}
        />
        <PageCheck
          onList={() => client.request('pages/list', null)}
          onCheck={(tabId) => client.request('pages/report', { tabId })}
          onCapture={async (tabId) => {
            const copy = await client.request('pages/copy', { tabId });
            return copy && deps.keepCapture(copy);
          }}
        />
      </FrameContext.Provider>,
      root,
    );
  }

  function after<R>(result: R): R {
    void draw();
    return result;
  }
}

async function readFrame({ client, deviceNow, lang }: PageDeps) {
  const session: SessionInfo = await client.request('session/get', null);
  const reference: Reference | null = await client.request('reference/get', null);
  const context = reference && contextOf(reference, reference.defaultProfile);
  const zone = context?.profile.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const now = serverNow(session, deviceNow());
  const frame = { t: texts(lang), now, zone, actor: actorOf(reference), context, people: peopleOf(reference) };
  return { session, reference, frame };
}

async function keepDrawing({ client }: PageDeps, draw: () => Promise<void>): Promise<() => void> {
  const stopListening = client.onBroadcast(() => void draw());
  const tick = setInterval(draw, TICK_MS);
  await draw();
  return () => {
    stopListening();
    clearInterval(tick);
  };
}
