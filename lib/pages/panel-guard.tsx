import { render } from 'preact';
import { Covered } from '../../components/panel/covered.tsx';
import type { Lang } from '../texts/lang.ts';
import { texts } from '../texts/texts.ts';
import { guardPresses, watchCover } from './cover.ts';
import type { PageClient } from './page-client.ts';

/** To be called when the panel is drawn. A panel docked in a network's page takes no press while that page hides it; a panel in a tab of its own has nobody above it. */
export function guardDocked(doc: Document, lang: Lang, client: PageClient, openTab: () => void): void {
  const view = doc.defaultView;
  if (!view || view.top === view.self) return;
  const place = doc.createElement('div');
  doc.body.append(place);
  const say = (isSaid: boolean) => render(isSaid ? <Covered t={texts(lang)} onOpenTab={leave} /> : null, place);

  function leave(): void {
    openTab();
    void client.request('panel/close', null);
  }

  guardPresses(
    doc,
    watchCover(doc, () => client.request('panel/covered', null)),
    place,
    say,
  );
}
