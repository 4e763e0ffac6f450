/** Saved pages are read outside browsers too, where `Node` and `Element` are not global: nodes are told apart by their type. */
export function isElement(node: unknown): node is Element {
  return typeof node === 'object' && node !== null && (node as Node).nodeType === 1;
}

export function isText(node: Node): node is Text {
  return node.nodeType === 3;
}

/** The element itself where it matches, and everything matching under it, in document order. */
export function matchingIn(root: ParentNode, css: string): Element[] {
  const inside = [...root.querySelectorAll(css)];
  return isElement(root) && root.matches(css) ? [root, ...inside] : inside;
}

export function isShown(element: Element): boolean {
  return element.isConnected && (element.checkVisibility?.({ visibilityProperty: true }) ?? true);
}
