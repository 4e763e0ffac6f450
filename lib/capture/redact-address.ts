import type { Replacements } from './replacements.ts';

/** Parts of addresses that are the networks' own and not somebody's name. */
const OWN_PART =
  /^(wall_reply|reply|post|thread|wall|photo|photos|video|videos|topic|topics|club|public|event|id|album|clip|clips|reviews|gim|im|feed|group|profile|statuses|discussions|pphotos|media|dk|messages|away\.php|emoji|images|e|k|a|market|board)?[-\d_]*(photo|video|topic)?[-\d_]*(_thread|_pinned|_scheduled)?$/;
const COMMANDS = ['act', 'own', 'section', 'st.cmd', 'st.layer.cmd', 'st.mode'];

/** An address of the network with other numbers and names; any other leads nowhere. Relative ones stay relative. */
export function redactAddress(address: string, page: URL, replace: Replacements): string {
  const url = URL.parse(address, page.href);
  if (!url || !/^https?:$/.test(url.protocol)) return '#';
  if (siteOf(url) !== siteOf(page)) return 'https://example.org/';
  const path = url.pathname
    .split('/')
    .map((part) => redactPart(part, replace))
    .join('/');
  const query = [...url.searchParams].map(([name, value]) => `${name}=${redactValue(name, value, replace)}`).join('&');
  const hash = url.hash === '' ? '' : `#${redactPart(url.hash.slice(1), replace)}`;
  const own = `${path}${query === '' ? '' : `?${query}`}${hash}`;
  return /^https?:/.test(address) ? `${url.origin}${own}` : own;
}

export function redactPart(part: string, replace: Replacements): string {
  return OWN_PART.test(part) ? replace.code(part) : replace.name(safeDecoded(part));
}

function redactValue(name: string, value: string, replace: Replacements): string {
  if (COMMANDS.includes(name) && /^[a-zA-Z]+$/.test(value)) return value;
  return value
    .split('/')
    .map((part) => encodeURIComponent(redactPart(part, replace)))
    .join('%2F');
}

function safeDecoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** `m.vk.com` and `vk.ru` are one network. */
function siteOf(url: URL): string {
  return url.hostname.split('.').at(-2) ?? url.hostname;
}
