/** What a page that means harm does; each runs in the page's own world. */

/** Presses of its own making on every mark, by every way there is. */
export function pressMarks(): void {
  for (const mark of document.querySelectorAll<HTMLElement>('vovremya-chip')) {
    const { left, top } = mark.getBoundingClientRect();
    const at = { bubbles: true, composed: true, cancelable: true, clientX: left + 8, clientY: top + 8 };
    mark.click();
    mark.focus();
    for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) {
      for (const target of [mark, document.elementFromPoint(left + 8, top + 8)]) target?.dispatchEvent(new MouseEvent(type, at));
    }
    for (const key of ['Enter', ' ']) mark.dispatchEvent(new KeyboardEvent('keydown', { key, ...at }));
  }
}

/** A mark that looks like one and is none. */
export function fakeMark(): { x: number; y: number } {
  const mark = document.createElement('vovremya-chip');
  const button = document.createElement('button');
  button.textContent = 'готовится ответ';
  mark.attachShadow({ mode: 'open' }).append(button);
  Object.assign(mark.style, { position: 'fixed', left: '20px', top: '20px', zIndex: '2147483647' });
  document.body.append(mark);
  return { x: 30, y: 30 };
}

/** Tells the extension everything it is told by its own pages. */
export async function forgeMessages(extensionId: string): Promise<string[]> {
  const requests = [
    'reply/insert',
    'commands/send',
    'work/list',
    'cases/newest',
    'session/get',
    'content/open-panel',
    'tab/insert',
    'tab/toggle-panel',
  ];
  const { chrome } = globalThis as unknown as {
    chrome?: { runtime?: { sendMessage?(id: string, m: object): Promise<unknown> } };
  };
  const answers: string[] = [];
  for (const type of requests) {
    const message = { type, input: { caseId: 'x', refs: [], message: {} } };
    window.postMessage(message, '*');
    window.dispatchEvent(new CustomEvent(type, { detail: message }));
    document.dispatchEvent(new CustomEvent(type, { detail: message }));
    for (const frame of Array.from(window.frames)) frame.postMessage(message, '*');
    const answer = await chrome?.runtime?.sendMessage?.(extensionId, message).catch(() => undefined);
    if (answer !== undefined) answers.push(JSON.stringify(answer));
  }
  return answers;
}

/** The extension's panel in a frame of the page's own. */
export function framePanel(extensionId: string): void {
  const frame = document.createElement('iframe');
  frame.src = `chrome-extension://${extensionId}/panel.html`;
  frame.id = 'stolen';
  document.body.append(frame);
}

/** Everything the page can reach of its own language and document is listened at. */
export function patchPrototypes(): void {
  const heard: string[] = [];
  Object.assign(window, { heard });
  const attachShadow = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, { ...init, mode: 'open' });
    heard.push(`attachShadow ${this.localName}`);
    return root;
  };
  const addEventListener = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (this: EventTarget, ...args: Parameters<typeof addEventListener>) {
    if (this instanceof Element && this.localName.startsWith('vovremya')) heard.push(`addEventListener ${args[0]}`);
    return addEventListener.apply(this, args);
  };
  const createElement = Document.prototype.createElement;
  Document.prototype.createElement = function (this: Document, name: string) {
    if (name.startsWith('vovremya')) heard.push(`createElement ${name}`);
    return createElement.call(this, name);
  } as typeof createElement;
  JSON.stringify = () => '{"stolen":true}';
}

/** How a page may lie about the panel: each returns the words for it. */
export const COVERS: Record<string, string> = {
  'the page is made see-through': 'html { opacity: 0.02 !important }',
  'the page is put through a filter': 'html { filter: contrast(0.01) !important }',
  'a layer that lets presses through lies over it':
    'body::after { content: "Розыгрыш"; position: fixed; inset: 0; z-index: 2147483647; background: #fff; pointer-events: none }',
};

/** What the page may try to do to the panel's own element, all at once. */
export const RESTYLED = `vovremya-panel, html > * { filter: opacity(0.02) !important; opacity: 0.02 !important; transform: translateX(-200px) !important;
  pointer-events: none !important; z-index: 0 !important; clip-path: inset(50%) !important }`;

export function addStyle(css: string): void {
  const style = document.createElement('style');
  style.id = 'cover';
  style.textContent = css;
  document.head.append(style);
}

/** A popover in the browser's top layer, above everything, letting presses through. */
export function addPopover(): void {
  const cover = document.createElement('div');
  cover.id = 'cover';
  cover.popover = 'manual';
  cover.textContent = 'Розыгрыш';
  Object.assign(cover.style, {
    inset: '0',
    width: '100%',
    height: '100%',
    background: 'white',
    pointerEvents: 'none',
    border: '0',
  });
  document.body.append(cover);
  cover.showPopover();
}

export function uncover(): void {
  document.getElementById('cover')?.remove();
}

/** All that stands in boxes where a person writes. */
export function written(): string {
  return [...document.querySelectorAll<HTMLElement>('[contenteditable=true], textarea')]
    .map((box) => ('value' in box ? String(box.value) : (box.textContent ?? '')))
    .join('');
}

/** Ten thousand changes a second for this long (ms), around and inside of the messages; resolves to how many there were. */
export function flood(ms: number): Promise<number> {
  const heap = document.createElement('div');
  document.body.append(heap);
  const until = performance.now() + ms;
  let changes = 0;
  return new Promise((resolve) => {
    const more = () => {
      for (let index = 0; index < 50; index++) {
        const node = document.createElement('a');
        node.href = `#${index}`;
        node.setAttribute('data-post-id', String(changes));
        heap.append(node);
        if (heap.childNodes.length > 200) heap.firstChild?.remove();
        changes += 2;
      }
      if (performance.now() < until) setTimeout(more, 10);
      else resolve(changes);
    };
    more();
  });
}
