const NOTICE_TAG = 'vovremya-notice';
const NOTICE_CSS = `
:host { all: initial !important; position: fixed !important; right: 16px !important; bottom: 16px !important; z-index: 2147483646 !important; max-width: 360px !important; }
p { margin: 0; padding: 8px 14px; border-radius: 8px; font: 500 13px/18px system-ui, sans-serif; color: #fff; background: #3b4754; border: 1px solid #ffffff55; }
button { all: unset; cursor: pointer; margin-left: 10px; text-decoration: underline; }
button:focus-visible { outline: 2px solid #fff; }
`;

/** On a notice by which a copy of the content script takes its leave. */
export const FAREWELL = `${NOTICE_TAG}[farewell]`;

interface NoticeOptions {
  isFarewell?: boolean;
  /** The word on the control that takes the notice away; none: it stays as long as the page. */
  close?: string;
  /** `open` only for tests that look inside. */
  mode?: ShadowRootMode;
}

/** One line over the page, said once; returns what takes it away. Never does anything by itself: the person may be typing. */
export function showNotice(
  doc: Document,
  words: string,
  { close, mode = 'closed', isFarewell = false }: NoticeOptions = {},
): () => void {
  const host = doc.createElement(NOTICE_TAG);
  host.toggleAttribute('farewell', isFarewell);
  const root = host.attachShadow({ mode });
  const style = doc.createElement('style');
  style.textContent = NOTICE_CSS;
  const text = doc.createElement('p');
  text.setAttribute('role', 'status');
  text.textContent = words;
  const remove = () => host.remove();
  if (close) {
    const button = doc.createElement('button');
    button.textContent = close;
    button.addEventListener('click', remove);
    text.append(button);
  }
  root.append(style, text);
  doc.querySelector(NOTICE_TAG)?.remove();
  doc.documentElement.append(host);
  return remove;
}
