import '../../components/styles/theme.css';
import '../../components/styles/controls.css';
import '../../components/styles/popup.css';
import { keepCapture } from '../../lib/pages/keep-capture.ts';
import { saveBlob } from '../../lib/pages/page-files.ts';
import { dressPage } from '../../lib/pages/panel-page.tsx';
import { mountOptions } from '../../lib/pages/work-page.tsx';
import { deviceNow } from '../../lib/platform/clock.ts';
import { askBackground, onBroadcast } from '../../lib/platform/messaging.ts';
import { uiLanguage } from '../../lib/platform/runtime.ts';
import { siteFor } from '../../lib/sites/index.ts';
import { readingOf } from '../../lib/sites/reading.ts';
import { langOf } from '../../lib/texts/lang.ts';

const lang = langOf(uiLanguage());
dressPage(document, lang, null);

const client = { request: askBackground, onBroadcast };
const read = (doc: Document, at: { url: URL; now: number; zone: string }) => readingOf(siteFor(at.url), { doc, ...at });
const saveText = (name: string, text: string) => saveBlob(name, new Blob([text], { type: 'text/plain;charset=utf-8' }));
await mountOptions(
  { client, deviceNow, lang, saveBlob, keepCapture: (copy) => keepCapture(copy, read, saveText) },
  document.body,
);
