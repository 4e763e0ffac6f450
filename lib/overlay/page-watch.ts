import { CHIP_TAG } from './chip.ts';
import { type Touched, watchFrames } from './frame-batch.ts';

interface PageWatchDeps {
  doc: Document;
  isValid: () => boolean;
  /** The person has come to an address: by a load, or without one. */
  onArrival: () => void;
  onFrame: (changes: Touched) => void;
  /** The page changed while nobody looked at it. */
  onReturn: () => void;
  /** Nothing is looked at before. */
  ready?: Promise<unknown> | undefined;
}

/** Looks at a page on arrival and at every frame that changed it; while nobody sees the page nothing is done at all. */
export function watchPage({ doc, isValid, onArrival, onFrame, onReturn, ready }: PageWatchDeps): () => void {
  let address = '';
  let unwatch: () => void = () => undefined;
  let isStopped = false;

  /** True when it was another address than before. */
  function arrive(): boolean {
    const isNew = doc.location.href !== address;
    address = doc.location.href;
    if (isNew) onArrival();
    return isNew;
  }

  function begin(): void {
    if (isStopped) return;
    unwatch = watchFrames(doc, {
      isOwn,
      onFrame: (changes) => {
        if (isValid() && !arrive()) onFrame(changes);
      },
      onReturn: () => {
        if (isValid() && !arrive()) onReturn();
      },
    });
    arrive();
  }

  if (ready) ready.then(begin, begin);
  else begin();
  return () => {
    isStopped = true;
    unwatch();
  };
}

function isOwn(node: Node): boolean {
  return node.nodeType === 1 && (node as Element).localName === CHIP_TAG;
}
