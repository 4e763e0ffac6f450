import { answerInTab } from '../platform/messaging.ts';
import { arriveAtPage } from './present-page.ts';

const OWN = 'vovremya-chip, vovremya-notice, vovremya-panel';

/** Gives the extension's own page a copy of this page as it stands; what is somebody's in it is replaced there, before it is kept. */
export function startPageCopy(): void {
  arriveAtPage('page-copy', ({ site, page, signal }) => {
    const stop = answerInTab({
      'tab/copy': async () => {
        const { doc, url, now, zone } = page();
        const authors = site.findMessages(doc, page()).map((sighting) => sighting.read().authorName);
        return { html: copyOf(doc), authors: [...new Set(authors)], url: url.href, now, zone };
      },
    });
    signal.addEventListener('abort', stop);
  });
}

function copyOf(doc: Document): string {
  const copy = doc.documentElement.cloneNode(true) as HTMLElement;
  const copied = copy.querySelectorAll('*');
  for (const [index, element] of doc.documentElement.querySelectorAll('*').entries()) {
    const twin = copied[index];
    if (twin) keepState(element, twin);
  }
  for (const own of copy.querySelectorAll(OWN)) own.remove();
  return new XMLSerializer().serializeToString(copy);
}

/** What a page shows by its style sheet and by what was done in it is not in its markup. */
function keepState(element: Element, twin: Element): void {
  const { checked, open } = element as Partial<HTMLInputElement & HTMLDetailsElement>;
  if (checked !== undefined) twin.toggleAttribute('checked', checked);
  if (open !== undefined) twin.toggleAttribute('open', open);
  if (element.ownerDocument.defaultView?.getComputedStyle(element).display === 'none') twin.setAttribute('hidden', '');
}
