import '../../components/styles/theme.css';
import '../../components/styles/controls.css';
import '../../components/styles/panel.css';
import '../../components/styles/popup.css';
import { measurePicture, saveFile } from '../../lib/pages/page-files.ts';
import { guardDocked } from '../../lib/pages/panel-guard.tsx';
import { dressPage, mountPanel, visibilityOf } from '../../lib/pages/panel-page.tsx';
import { deviceNow } from '../../lib/platform/clock.ts';
import { newId, sealText, sha256Hex } from '../../lib/platform/hashing.ts';
import { askBackground, onBroadcast } from '../../lib/platform/messaging.ts';
import { uiLanguage } from '../../lib/platform/runtime.ts';
import { openOwnPage } from '../../lib/platform/tabs.ts';
import { langOf } from '../../lib/texts/lang.ts';

const query = new URLSearchParams(location.search);
const lang = langOf(uiLanguage());
dressPage(document, lang, query.get('theme'));
const client = { request: askBackground, onBroadcast };

await mountPanel(
  {
    client,
    notary: { newId, sealText, sha256Hex },
    deviceNow,
    lang,
    looked: { tabId: query.has('tab') ? Number(query.get('tab')) : null, caseId: query.get('case') },
    openOptions: () => void openOwnPage('options.html'),
    files: { measure: measurePicture, saveFile },
    shown: visibilityOf(document),
  },
  document.body,
);
guardDocked(document, lang, client, () => void openOwnPage(`panel.html${location.search}`));
