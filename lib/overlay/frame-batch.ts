import { createBudget } from './frame-budget.ts';

export interface Touched {
  /** Subtrees that were added. */
  added: Element[];
  /** Elements something changed in: children, an id, an address. */
  touched: Set<Element>;
  removedAny: boolean;
}

/** Attributes by which networks tell one message from another; a change of one may mean that a node was given to another message. */
const IDENTIFYING = [
  'id',
  'href',
  'data-post-id',
  'data-post-click-type',
  'data-id',
  'data-l',
  'data-seen-params',
  'data-topic-id',
  'data-comment-id',
  'data-mid',
  'data-message-id',
  'data-peer-id',
];

interface FrameWatch {
  isOwn: (node: Node) => boolean;
  /** What changed since the frame before. */
  onFrame: (changes: Touched) => void;
  /** The page is seen again and changed meanwhile. */
  onReturn: () => void;
}

/** Collects what changed in a document and hands it over once a frame; of a page that nobody sees only that it changed is kept. */
export function watchFrames(doc: Document, { isOwn: own, onFrame, onReturn }: FrameWatch): () => void {
  let changes = nothing();
  let scheduled: number | null = null;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let isMissed = false;
  const view = doc.defaultView;
  const budget = createBudget(() => performance.now());

  function note(record: MutationRecord): void {
    const target = record.target as Element;
    if (own(target)) return;
    if (record.type === 'attributes') {
      changes.touched.add(target);
      return;
    }
    const before = changes.added.length;
    for (const node of record.addedNodes) if (node.nodeType === 1 && !own(node)) changes.added.push(node as Element);
    const ownOnly = record.removedNodes.length === 0 && changes.added.length === before && record.addedNodes.length > 0;
    if (record.removedNodes.length > 0) changes.removedAny = true;
    if (!ownOnly) changes.touched.add(target);
  }

  const observer = new MutationObserver((records) => {
    if (doc.visibilityState !== 'visible') {
      isMissed = true;
      return;
    }
    for (const record of records) note(record);
    if (changes.added.length + changes.touched.size > 0) schedule();
  });

  function schedule(): void {
    if (scheduled !== null || waiting !== undefined) return;
    const wait = budget.wait();
    if (wait === 0) scheduled = view?.requestAnimationFrame(flush) ?? null;
    else waiting = setTimeout(flush, wait);
  }

  function flush(): void {
    const startedAt = performance.now();
    scheduled = null;
    waiting = undefined;
    const ready = changes;
    changes = nothing();
    onFrame({ ...ready, added: outermost(ready.added) });
    budget.spend(performance.now() - startedAt);
  }

  function onVisibility(): void {
    if (doc.visibilityState !== 'visible' || !isMissed) return;
    isMissed = false;
    onReturn();
  }

  observer.observe(doc.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: IDENTIFYING });
  doc.addEventListener('visibilitychange', onVisibility);
  return () => {
    observer.disconnect();
    doc.removeEventListener('visibilitychange', onVisibility);
    if (scheduled !== null) view?.cancelAnimationFrame(scheduled);
    clearTimeout(waiting);
  };
}

function outermost(elements: Element[]): Element[] {
  const all = new Set(elements);
  return [...all].filter((element) => {
    if (!element.isConnected) return false;
    for (let up = element.parentElement; up; up = up.parentElement) if (all.has(up)) return false;
    return true;
  });
}

function nothing(): Touched {
  return { added: [], touched: new Set(), removedAny: false };
}
