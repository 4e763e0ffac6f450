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

/** Collects what changed in a document and hands it over once a frame. */
export function watchFrames(doc: Document, own: (node: Node) => boolean, onFrame: (changes: Touched) => void): () => void {
  let changes = nothing();
  let scheduled: { cancel(): void } | null = null;

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
    for (const record of records) note(record);
    if (changes.added.length + changes.touched.size > 0) scheduled ??= nextFrame(doc, flush);
  });

  function flush(): void {
    scheduled = null;
    const ready = changes;
    changes = nothing();
    onFrame({ ...ready, added: outermost(ready.added) });
  }

  observer.observe(doc.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: IDENTIFYING });
  return () => {
    observer.disconnect();
    scheduled?.cancel();
  };
}

/** A hidden tab draws no frames, yet must answer what the background asks of it. */
function nextFrame(doc: Document, work: () => void): { cancel(): void } {
  const view = doc.defaultView;
  if (view && doc.visibilityState === 'visible') {
    const id = view.requestAnimationFrame(work);
    return { cancel: () => view.cancelAnimationFrame(id) };
  }
  const id = setTimeout(work, 100);
  return { cancel: () => clearTimeout(id) };
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
