import { chipTexts } from '../texts/chip.ts';
import type { Lang } from '../texts/lang.ts';

const NOTICE_TAG = 'vovremya-notice';
const NOTICE_CSS = `
:host { all: initial !important; position: fixed !important; right: 16px !important; bottom: 16px !important; z-index: 2147483646 !important; }
p { margin: 0; padding: 8px 14px; border-radius: 8px; font: 500 13px/18px system-ui, sans-serif; color: #ffffff; background: #3b4754; border: 1px solid #ffffff55; }
`;

/** Says that this page holds an older copy of the extension. Never reloads by itself: the person may be typing. */
export function showReloadNotice(doc: Document, lang: Lang): void {
  if (doc.querySelector(NOTICE_TAG)) return;
  const host = doc.createElement(NOTICE_TAG);
  const root = host.attachShadow({ mode: 'closed' });
  const style = doc.createElement('style');
  style.textContent = NOTICE_CSS;
  const text = doc.createElement('p');
  text.setAttribute('role', 'status');
  text.textContent = chipTexts[lang].reload;
  root.append(style, text);
  doc.documentElement.append(host);
}
