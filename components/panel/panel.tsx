import { useRef, useState } from 'preact/hooks';
import { useFrame } from '../frame.ts';
import { CaseScreen } from './case-screen.tsx';
import { CompanyContext } from './company-context.ts';
import { ReadPictureContext } from './form-pictures.ts';
import { KeysHelp } from './keys-help.tsx';
import { MessageScreen } from './message-screen.tsx';
import { UndoToast } from './notices.tsx';
import { NoSubject, NotConnected } from './start.tsx';
import { StatusStrip } from './status-strip.tsx';
import type { PanelActions, PanelProps, PanelView } from './view.ts';

/** The one panel: docked in a network's page, as a side panel or in a tab of its own. */
export function Panel({ view, company, connection, undoUntil, actions }: PanelProps) {
  const { t, now } = useFrame();
  const root = useRef<HTMLElement>(null);
  const [helping, setHelping] = useState(false);

  function onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      if (helping) setHelping(false);
      else actions.close();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      pressMain(root.current, event.target);
    } else if (event.key === '?' && !isTyping(event.target)) {
      setHelping(!helping);
    }
  }

  return (
    <main class="panel" ref={root} onKeyDown={onKey}>
      <header class="panel-top">
        <h1>
          {t.brand}
          {connection.personName !== null && <span class="muted"> · {connection.personName}</span>}
        </h1>
        <button
          type="button"
          class="icon-button"
          aria-label={t.help}
          aria-expanded={helping}
          onClick={() => setHelping(!helping)}
        >
          ?
        </button>
        <button type="button" class="icon-button" aria-label={t.close} onClick={actions.close}>
          ✕
        </button>
      </header>
      <StatusStrip connection={connection} onSignIn={actions.openOptions} />
      <div class="panel-body">
        {helping && <KeysHelp onHide={() => setHelping(false)} />}
        <CompanyContext.Provider value={company}>
          <ReadPictureContext.Provider value={actions.readPicture}>
            <Screen view={view} actions={actions} />
          </ReadPictureContext.Provider>
        </CompanyContext.Provider>
      </div>
      {undoUntil !== null && undoUntil > now && <UndoToast onUndo={actions.undo} />}
    </main>
  );
}

/** Nothing of one person's screen, nor of one message's or case's, stays for the next. */
function Screen({ view, actions }: { view: PanelView; actions: PanelActions }) {
  const { t } = useFrame();
  switch (view.kind) {
    case 'loading':
      return <p class="muted">{t.loading}…</p>;
    case 'not-connected':
      return <NotConnected expired={view.expired} onOptions={actions.openOptions} />;
    case 'no-subject':
      return <NoSubject {...view} onOpen={actions.openCase} onMore={actions.showMoreWork} />;
    case 'message':
      return <MessageScreen key={`${view.owner} ${view.message.ref}`} view={view} actions={actions} />;
    case 'case':
      return <CaseScreen key={`${view.owner} ${view.case.id}`} view={view} actions={actions} />;
  }
}

/** Ctrl+Enter presses the main button of the form one is in, else the main button on show. */
function pressMain(root: HTMLElement | null, target: EventTarget | null): void {
  const form = target instanceof Element ? target.closest('form') : null;
  const inForm = form?.querySelector<HTMLButtonElement>('button[type="submit"]');
  const onShow = [...(root?.querySelectorAll<HTMLButtonElement>('[data-main]') ?? [])].find((one) => !one.closest('[hidden]'));
  (inForm ?? onShow)?.click();
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
}
