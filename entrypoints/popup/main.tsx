import '../../components/styles/theme.css';
import '../../components/styles/controls.css';
import '../../components/styles/panel.css';
import '../../components/styles/popup.css';
import { dressPage } from '../../lib/pages/panel-page.tsx';
import { mountPopup } from '../../lib/pages/work-page.tsx';
import { deviceNow } from '../../lib/platform/clock.ts';
import { askBackground, onBroadcast } from '../../lib/platform/messaging.ts';
import { uiLanguage } from '../../lib/platform/runtime.ts';
import { openOwnPage } from '../../lib/platform/tabs.ts';
import { langOf } from '../../lib/texts/lang.ts';

const lang = langOf(uiLanguage());
dressPage(document, lang, null);

await mountPopup(
  {
    client: { request: askBackground, onBroadcast },
    deviceNow,
    lang,
    openOptions: () => void openOwnPage('options.html').then(() => window.close()),
    close: () => window.close(),
  },
  document.body,
);
