import { communities } from '../content/communities.ts';
import type { PracticeAnswer } from './server.ts';
import type { PracticeNetworkId } from './state.ts';

/** What pages show when their address does not say otherwise (`?layout=`, `?theme=`, `?editor=`). */
export interface PageDefaults {
  layout?: 'redesign' | 'classic';
  theme?: 'light' | 'dark';
  editor?: 'model' | 'native' | 'picture' | 'paste' | 'textarea' | 'closed';
}

/** As strict as the networks' own: what works here under this policy works there. */
const CSP = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-src 'self'; base-uri 'self'";

const ROOTS: Record<PracticeNetworkId, string> = { vk: 'spa_root', ok: 'hook_Block_Main', telegram: 'column-center' };
const NAMES: Record<PracticeNetworkId, string> = { vk: 'ВКонтакте', ok: 'Одноклассники', telegram: 'Телеграм' };
/** Which script draws a page, by its address; the wall's own layout is a setting. */
const PLACES: readonly [RegExp, string][] = [
  [/^m\.vk\.\w+\//, 'vk-mobile'],
  [/^[\w.]*vk\.\w+\/(photo|.*[?&]z=photo)/, 'vk-photo'],
  [/^[\w.]*vk\.\w+\/.*[?&]z=video/, 'vk-video-layer'],
  [/^[\w.]*vk\.\w+\/video/, 'vk-video'],
  [/^[\w.]*vk\.\w+\/topic/, 'vk-board'],
  [/^[\w.]*vk\.\w+\/.*[?&]act=comments/, 'vk-managers'],
  [/^m\.ok\.ru\//, 'ok-mobile'],
  [/^[\w.]*ok\.ru\/(profile\/\d+\/photo|video)\//, 'ok-photo'],
  [/^[\w.]*ok\.ru\/(profile\/\d+\/statuses|discussions)\//, 'ok-status'],
  [/^[\w.]*ok\.ru\/discussions($|\?)/, 'ok-discussions'],
  [/^web\.telegram\.org\//, 'telegram'],
];
/** The style sheet of a page that has none of its own. */
const STYLES: Record<string, string> = {
  'vk-photo': 'vk-classic',
  'vk-board': 'vk-classic',
  'vk-managers': 'vk-classic',
  'vk-video-layer': 'vk-classic',
  'vk-mobile': 'vk-classic',
  'vk-video': 'vk-redesign',
  'ok-discussions': 'ok',
  'ok-mobile': 'ok',
  'ok-photo': 'ok',
  'ok-status': 'ok',
};
/** How the reply box of a page takes what is written. */
const EDITORS: Record<string, string> = { ok: 'picture', vk: 'native', telegram: 'native' };

export function practicePage(network: PracticeNetworkId, url: URL, base: string, defaults: PageDefaults): PracticeAnswer {
  if ((url.pathname === '/' || url.pathname === '') && network !== 'telegram') {
    const home = network === 'vk' ? communities.vkOkrug.path : communities.okOkrug.path;
    return { status: 302, headers: { location: `${base}/${home}${url.search}` }, body: '' };
  }
  const setting = (name: keyof PageDefaults, fallback: string) => word(url.searchParams.get(name)) ?? defaults[name] ?? fallback;
  const place = PLACES.find(([address]) => address.test(`${url.hostname}${url.pathname}${url.search}`))?.[1];
  const wall = network === 'ok' ? 'ok' : setting('layout', 'redesign') === 'classic' ? 'vk-classic' : 'vk-redesign';
  const layout = place ?? wall;
  const theme = setting('theme', 'light');
  const editor = setting('editor', layout === 'vk-redesign' ? 'model' : (EDITORS[network] ?? 'native'));
  const title = `Учебная страница, не ${NAMES[network]}`;
  const body = `<!doctype html>
<html lang="ru" scheme="${theme === 'dark' ? 'vkcom_dark' : 'vkcom_light'}" data-layout="${layout}" data-editor="${editor}" data-base="${base}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/practice/static/base.css">
<link rel="stylesheet" href="/practice/static/${STYLES[layout] ?? layout}.css">
<script type="module" src="/practice/static/${layout}.js"></script>
</head>
<body scheme="${theme === 'dark' ? 'vkcom_dark' : 'vkcom_light'}">
<div id="${ROOTS[network]}"></div>
<aside class="practice-banner">Учебная страница «Вовремя», не ${NAMES[network]}</aside>
</body>
</html>`;
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': CSP }, body };
}

function word(value: string | null): string | null {
  return value !== null && /^[a-z]+$/.test(value) ? value : null;
}
