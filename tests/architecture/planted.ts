/** One wrong import for every rule of .dependency-cruiser.mjs: where it is planted and what it says. */
export interface Plant {
  rule: string;
  file: string;
  source: string;
}

export const PLANTS: Plant[] = [
  { rule: 'domain-is-pure', file: 'lib/domain/planted.ts', source: "export { fact } from '../store/planted-fact.ts';" },
  { rule: 'protocol-is-types', file: 'lib/protocol/planted.ts', source: "export { fact } from '../store/planted-fact.ts';" },
  { rule: 'sites-know-only-dom', file: 'lib/sites/vk/planted.ts', source: "export { fact } from '../../store/planted-fact.ts';" },
  {
    rule: 'one-site-does-not-know-another',
    file: 'lib/sites/vk/planted-neighbour.ts',
    source: "export { fact } from '../ok/planted-fact.ts';",
  },
  {
    rule: 'browser-only-in-platform',
    file: 'lib/sync/planted-browser.ts',
    source: "import browser from 'webextension-polyfill';\nexport const id = browser.runtime.id;",
  },
  { rule: 'platform-is-thin', file: 'lib/platform/planted.ts', source: "export { fact } from '../store/planted-fact.ts';" },
  { rule: 'components-are-views', file: 'components/planted.ts', source: "export { fact } from '../lib/store/planted-fact.ts';" },
  {
    rule: 'capture-knows-only-the-page',
    file: 'lib/capture/planted.ts',
    source: "export { fact } from '../store/planted-fact.ts';",
  },
  { rule: 'texts-are-words', file: 'lib/texts/planted.ts', source: "export { fact } from '../store/planted-fact.ts';" },
  {
    rule: 'overlay-knows-sites-by-interface',
    file: 'lib/overlay/planted.ts',
    source: "export { fact } from '../sites/ok/planted-fact.ts';",
  },
  { rule: 'store-keeps-facts', file: 'lib/store/planted.ts', source: "export { fact } from '../sync/planted-fact.ts';" },
  {
    rule: 'sync-moves-what-the-store-holds',
    file: 'lib/sync/planted.ts',
    source: "export { fact } from '../sites/ok/planted-fact.ts';",
  },
  {
    rule: 'background-answers-messages',
    file: 'lib/background/planted.ts',
    source: "export { fact } from '../sites/ok/planted-fact.ts';",
  },
  { rule: 'pages-control-views', file: 'lib/pages/planted.ts', source: "export { fact } from '../store/planted-fact.ts';" },
  {
    rule: 'server-shares-only-the-core',
    file: 'server/planted.ts',
    source: "export { fact } from '../lib/store/planted-fact.ts';",
  },
  { rule: 'policies-are-pure', file: 'server/policies/planted.ts', source: "export { readFileSync } from 'node:fs';" },
  { rule: 'cli-stays-off-the-extension', file: 'cli/planted.ts', source: "export { fact } from '../lib/store/planted-fact.ts';" },
  {
    rule: 'extension-sees-only-the-servers-type',
    file: 'lib/sync/planted-server.ts',
    source: "export { fact } from '../../server/planted-fact.ts';",
  },
  {
    rule: 'extension-has-no-node',
    file: 'lib/sync/planted-node.ts',
    source: "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;",
  },
  {
    rule: 'nobody-imports-an-entrypoint',
    file: 'lib/pages/planted-entrypoint.ts',
    source: "export { fact } from '../../entrypoints/planted/fact.ts';",
  },
  {
    rule: 'one-entrypoint-does-not-know-another',
    file: 'entrypoints/popup/planted.ts',
    source: "export { fact } from '../planted/fact.ts';",
  },
  {
    rule: 'no-production-import-of-tests',
    file: 'server/planted-tests.ts',
    source: "export { fact } from '../tests/planted-fact.ts';",
  },
  {
    rule: 'no-development-package-in-production',
    file: 'server/planted-package.ts',
    source: "import fc from 'fast-check';\nexport const text = fc.string;",
  },
  {
    rule: 'no-cycles',
    file: 'lib/pages/planted-cycle.ts',
    source: "export { there } from './planted-round.ts';\nexport const here = 1;",
  },
  { rule: 'no-orphans', file: 'lib/pages/planted-orphan.ts', source: 'export const forgotten = 1;' },
  { rule: 'no-unresolvable', file: 'lib/pages/planted-nowhere.ts', source: "export { fact } from './nowhere.ts';" },
];

/** What the planted imports lead to. */
export const TARGETS: Record<string, string> = {
  'lib/store/planted-fact.ts': 'export const fact = 1;',
  'lib/sync/planted-fact.ts': 'export const fact = 1;',
  'lib/sites/ok/planted-fact.ts': 'export const fact = 1;',
  'server/planted-fact.ts': 'export const fact = 1;',
  'entrypoints/planted/fact.ts': 'export const fact = 1;',
  'tests/planted-fact.ts': 'export const fact = 1;',
  'lib/pages/planted-round.ts': "export { here } from './planted-cycle.ts';\nexport const there = 1;",
};

/** What must stay allowed: the server's types in the extension. */
export const ALLOWED: Record<string, string> = {
  'lib/sync/planted-type.ts':
    "import type { Fact } from '../../server/planted-type.ts';\nexport function read(fact: Fact): number {\n  return fact.value;\n}",
  'server/planted-type.ts': 'export interface Fact {\n  value: number;\n}',
};

/** What the other checks must refuse, with the words they use. */
export const REFUSED: { what: string; file: string; source: string; says: RegExp }[] = [
  {
    what: 'the core names the document',
    file: 'lib/domain/planted-dom.ts',
    source: 'export const title = document.title;',
    says: /lib\/domain\/planted-dom\.ts\(1,22\): error TS\d+: Cannot find name 'document'/,
  },
  {
    what: 'the core names the process',
    file: 'lib/domain/planted-process.ts',
    source: 'export const id = process.pid;',
    says: /lib\/domain\/planted-process\.ts\(1,19\): error TS\d+: Cannot find name 'process'/,
  },
  {
    what: 'the core reads the clock',
    file: 'lib/domain/planted-now.ts',
    source: 'export const at = Date.now();',
    says: /lib\/domain\/planted-now\.ts:1:19 plugin[\s\S]*?The core reads no clock/,
  },
  {
    what: 'the core makes a date of the present',
    file: 'lib/domain/planted-date.ts',
    source: 'export const at = new Date();',
    says: /lib\/domain\/planted-date\.ts:1:19 plugin[\s\S]*?The core reads no clock/,
  },
  {
    what: 'the core throws dice',
    file: 'lib/domain/planted-dice.ts',
    source: 'export const luck = Math.random();',
    says: /lib\/domain\/planted-dice\.ts:1:21 plugin[\s\S]*?The core reads no clock/,
  },
  {
    what: 'text becomes markup',
    file: 'lib/overlay/planted-sink.ts',
    source: 'export function show(node: Element, text: string) {\n  node.innerHTML = text;\n}',
    says: /lib\/overlay\/planted-sink\.ts:2:3 plugin[\s\S]*?No HTML sinks/,
  },
  {
    what: 'the browser is named outside the platform',
    file: 'lib/overlay/planted-chrome.ts',
    source: 'export const id = chrome.runtime.id;',
    says: /lib\/overlay\/planted-chrome\.ts:1:19 lint\/style\/noRestrictedGlobals/,
  },
  {
    what: 'an export is used by nobody',
    file: 'lib/sync/planted-dead.ts',
    source: "import { fact } from './planted-fact.ts';\nexport const unused = fact;",
    says: /Unused files[\s\S]*lib\/sync\/planted-dead\.ts/,
  },
];
