import { communities } from '../content/communities.ts';
import type { PracticeAnswer } from './server.ts';

/** What pages show when their address does not say otherwise (`?layout=`, `?theme=`, `?editor=`). */
export interface PageDefaults {
  layout?: 'redesign' | 'classic';
  theme?: 'light' | 'dark';
  editor?: 'model' | 'native' | 'picture' | 'paste' | 'textarea' | 'closed';
}

/** As strict as the networks' own: what works here under this policy works there. */
const CSP = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-src 'self'; base-uri 'self'";

export function practicePage(network: 'vk' | 'ok', url: URL, base: string, defaults: PageDefaults): PracticeAnswer {
  if (url.pathname === '/' || url.pathname === '') {
    const home = network === 'vk' ? communities.vkOkrug.path : communities.okOkrug.path;
    return { status: 302, headers: { location: `${base}/${home}${url.search}` }, body: '' };
  }
  const setting = (name: keyof PageDefaults, fallback: string) => word(url.searchParams.get(name)) ?? defaults[name] ?? fallback;
  const layout = network === 'ok' ? 'ok' : setting('layout', 'redesign') === 'classic' ? 'vk-classic' : 'vk-redesign';
  const theme = setting('theme', 'light');
  const editor = setting('editor', { ok: 'picture', 'vk-classic': 'native', 'vk-redesign': 'model' }[layout]);
  const title = network === 'vk' ? 'Учебная страница, не ВКонтакте' : 'Учебная страница, не Одноклассники';
  const body = `<!doctype html>
<html lang="ru" scheme="${theme === 'dark' ? 'vkcom_dark' : 'vkcom_light'}" data-layout="${layout}" data-editor="${editor}" data-base="${base}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/practice/static/base.css">
<link rel="stylesheet" href="/practice/static/${layout}.css">
<script type="module" src="/practice/static/${layout}.js"></script>
</head>
<body scheme="${theme === 'dark' ? 'vkcom_dark' : 'vkcom_light'}">
<div id="${network === 'vk' ? 'spa_root' : 'hook_Block_Main'}"></div>
<aside class="practice-banner">Учебная страница «Вовремя», не ${network === 'vk' ? 'ВКонтакте' : 'Одноклассники'}</aside>
</body>
</html>`;
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': CSP }, body };
}

function word(value: string | null): string | null {
  return value !== null && /^[a-z]+$/.test(value) ? value : null;
}
