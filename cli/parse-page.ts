import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { NetworkId } from '../lib/domain/cases/model.ts';
import { parseSelectors } from '../lib/protocol/selectors-schema.ts';
import { sites } from '../lib/sites/index.ts';
import type { Page, ReadMessage, Site } from '../lib/sites/site.ts';
import { readInstant, writeInstant } from './instants.ts';
import type { Terminal } from './terminal.ts';

const USAGE = `ждём «parse-page --site ${sites.map(({ id }) => id).join('|')} --url URL [--now INSTANT] [--zone ZONE] [--selectors ФАЙЛ.json] ФАЙЛ.html»`;
/** Names a network had: the extension does not run there, but pages were saved there. */
const FORMER_HOSTS: Partial<Record<NetworkId, RegExp>> = { vk: /^((www\.|m\.)?vkontakte\.ru|new\.vk\.com)$/ };
const MOST_BYTES = 64 * 1024 * 1024;

interface Asked {
  site: Site;
  url: URL;
  now: number;
  zone: string;
  /** Selectors to try in place of the built-in ones. */
  selectors: string | null;
  file: string;
}

/** `parse-page`: what an adapter reads on a saved page, as one JSON object; 2 with one line when the arguments are wrong. */
export async function parsePage(args: string[], terminal: Terminal): Promise<number> {
  const asked = askedFor(args);
  if (typeof asked === 'string') return refuse(asked, terminal);
  const bytes = await readFile(asked.file).catch(() => null);
  if (bytes === null) return refuse(`файл «${asked.file}» не читается`, terminal);
  if (bytes.length > MOST_BYTES) return refuse(`файл «${asked.file}» больше ${MOST_BYTES / 1024 / 1024} МБ`, terminal);
  const { site, url, now, zone } = asked;
  // The other commands start without a DOM.
  const { openSavedPage, packedAs } = await import('./saved-page.ts');
  const packed = packedAs(bytes);
  if (packed) return refuse(`файл «${asked.file}»: ${packed}, а нужна страница, сохранённая как HTML`, terminal);
  const doc = openSavedPage(bytes, url);
  if (!doc) return refuse(`файл «${asked.file}»: элементы вложены глубже, чем показал бы любой браузер`, terminal);
  const problem = await trySelectors(asked, doc, terminal);
  if (problem) return refuse(problem, terminal);
  terminal.out(JSON.stringify(readPage(site, { doc, url, now, zone })));
  return 0;
}

/** Puts the asked selectors in place and warns of each entry that was left out; returns what makes the whole file no good. */
async function trySelectors({ site, selectors }: Asked, doc: Document, terminal: Terminal): Promise<string | null> {
  if (selectors === null) return null;
  const text = await readFile(selectors, 'utf8').catch(() => null);
  if (text === null) return `файл «${selectors}» не читается`;
  const parsed = parseSelectors(asJson(text), site.id, site.roles);
  if (!parsed) return `файл «${selectors}»: это не селекторы сети ${site.id}`;
  const broken = site.useSelectors(parsed.selectors, doc).map(({ css }) => `селектор «${css}» не разбирается`);
  for (const warning of [...parsed.warnings, ...broken]) terminal.err(`vovremya parse-page: ${selectors}: ${warning}`);
  return null;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function readPage(site: Site, page: Page) {
  const messages = site.findMessages(page.doc, page).map((sighting) => sighting.read());
  const { layout, expected, roles, verdict } = site.health(page);
  return {
    page: site.pageKind(page.url),
    layout,
    messages: messages.map(shown),
    health: { expected, roles: roles.map(({ role, tried, hit }) => ({ role, tried, hit })), verdict },
  };
}

function shown(message: ReadMessage) {
  const { ref, channel, parentRef, authorName, authorUrl, authorId, text, permalink, deleted } = message;
  const { postedAt, postedAtApproximate } = message;
  return {
    ref,
    kind: channel === 'post' ? 'post' : isComment(parentRef) ? 'reply' : 'comment',
    parent: parentRef,
    author: { name: authorName || null, url: authorUrl, id: authorId },
    text,
    time: postedAt === null ? null : { at: writeInstant(postedAt), approximate: postedAtApproximate },
    permalink,
    deleted,
  };
}

/** `vk:wall-1_2?reply=3`, `ok:topic/2#3`: a comment under a comment is a reply. */
function isComment(ref: string | null): boolean {
  return ref !== null && /[?#]/.test(ref);
}

/** What is asked, or what is wrong with it. */
function askedFor(args: string[]): Asked | string {
  const text = { type: 'string' } as const;
  let parsed: ReturnType<typeof parse>;
  const parse = () =>
    parseArgs({
      args,
      options: { site: text, url: text, now: text, zone: text, selectors: text },
      allowPositionals: true,
      strict: true,
    });
  try {
    parsed = parse();
  } catch (error) {
    return `${USAGE} (${(error as Error).message.split('\n')[0]})`;
  }
  const { values, positionals } = parsed;
  const [file] = positionals;
  if (values.site === undefined || values.url === undefined || file === undefined || positionals.length > 1) return USAGE;
  const site = sites.find(({ id }) => id === values.site);
  if (!site) return `--site «${values.site}»: нет такой сети; есть: ${sites.map(({ id }) => id).join(', ')}`;
  const url = URL.parse(values.url);
  if (!url) return `--url «${values.url}»: это не адрес`;
  if (!isOf(site, url)) return `--url «${values.url}»: это не адрес сети ${site.id}`;
  const now = values.now === undefined ? Date.now() : readInstant(values.now);
  if (now === null) return `--now «${values.now}»: ждём момент вида 2023-02-22T09:40:00Z`;
  const zone = values.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!isZone(zone)) return `--zone «${zone}»: нет такого часового пояса`;
  return { site, url, now, zone, file, selectors: values.selectors ?? null };
}

function isOf(site: Site, url: URL): boolean {
  const isKnown = site.hosts.includes(`https://${url.hostname}/*`) || FORMER_HOSTS[site.id]?.test(url.hostname);
  return isKnown === true && /^https?:$/.test(url.protocol);
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('ru', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function refuse(why: string, terminal: Terminal): number {
  terminal.err(`vovremya parse-page: ${why}`);
  return 2;
}
