/** Saved pages are read outside browsers too, where `Node` and `Element` are not global: nodes are told apart by their type. */
export function isElement(node: unknown): node is Element {
  return typeof node === 'object' && node !== null && (node as Node).nodeType === 1;
}

export function isText(node: Node): node is Text {
  return node.nodeType === 3;
}

/**
 * The element itself where it matches, and everything matching under it, in document order. Each selector is asked alone: Chromium passes over
 * a whole subtree in which a word of the selector does not occur, but only where it is asked for one; a list costs it six times as much.
 */
export function matchingIn(root: ParentNode, selectors: readonly string[]): Element[] {
  const found = selectors.map((css) => root.querySelectorAll(css)).filter(({ length }) => length > 0);
  const inside = found.length > 1 ? inOrder(found.flatMap((some) => [...some])) : [...(found[0] ?? [])];
  return isElement(root) && selectors.some((css) => root.matches(css)) ? [root, ...inside] : inside;
}

const FOLLOWING = 4;

function inOrder(elements: Element[]): Element[] {
  const follows = (one: Element, other: Element) => (one.compareDocumentPosition(other) & FOLLOWING) !== 0;
  return [...new Set(elements)].sort((one, other) => (follows(one, other) ? -1 : 1));
}

export function isShown(element: Element): boolean {
  return element.isConnected && (element.checkVisibility?.({ visibilityProperty: true }) ?? true);
}
