import { render } from 'preact';
import { FrameContext } from '../../components/frame.ts';
import { Panel } from '../../components/panel/panel.tsx';
import { type PanelDeps, runPanel } from './panel-controller.ts';

/** Shows the panel in `root` and keeps it up to date. */
export async function mountPanel(deps: PanelDeps, root: HTMLElement): Promise<() => void> {
  return await runPanel(deps, ({ frame, props }) => {
    render(
      <FrameContext.Provider value={frame}>
        <Panel {...props} />
      </FrameContext.Provider>,
      root,
    );
  });
}

export function visibilityOf(doc: Document): PanelDeps['shown'] {
  return {
    now: () => doc.visibilityState === 'visible',
    onChange: (listener) => {
      doc.addEventListener('visibilitychange', listener);
      return () => doc.removeEventListener('visibilitychange', listener);
    },
  };
}

/** The host page's theme and the reader's language, before anything is drawn. */
export function dressPage(doc: Document, lang: string, theme: string | null): void {
  doc.documentElement.lang = lang;
  if (theme === 'light' || theme === 'dark') doc.documentElement.dataset.theme = theme;
}
