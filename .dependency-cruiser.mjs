/**
 * Who may import whom. Each comment is the sentence a newcomer reads when a rule is broken;
 * tests/architecture/directions.test.ts plants a wrong import for every rule and sees it named.
 */

const packages = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)`;
const VIEW_PACKAGES = packages('preact');
const BROWSER_PACKAGES = packages('wxt', 'webextension-polyfill', '@webext-core', '@wxt-dev');
const PRODUCTION = '^(lib|components|entrypoints|server|cli)/';
const EXTENSION = '^(lib|components|entrypoints)/';

/** Everything under `from` may import what matches `allowed` and nothing else. */
function only(name, comment, from, allowed) {
  return { name, comment, severity: 'error', from: { path: from }, to: { pathNot: allowed } };
}

export default {
  forbidden: [
    only(
      'domain-is-pure',
      'The core runs in the extension, on the server and in the command line: it imports only itself and date-fns.',
      '^lib/domain/',
      ['^lib/domain/', packages('date-fns', '@date-fns')],
    ),
    only('protocol-is-types', 'The wire knows only the core, and zod and yaml to parse what crosses it.', '^lib/protocol/', [
      '^lib/(protocol|domain)/',
      packages('zod', 'yaml'),
    ]),
    only(
      'sites-know-only-dom',
      'A site adapter is given the document and gives back messages: it needs the core and the DOM, nothing of the extension.',
      '^lib/sites/',
      ['^lib/(sites|domain)/'],
    ),
    {
      name: 'one-site-does-not-know-another',
      comment: 'A network changes alone: what two of them share belongs into lib/sites/shared, which knows neither.',
      severity: 'error',
      from: { path: '^lib/sites/([^/]+)/' },
      to: { path: '^lib/sites/[^/]+/', pathNot: '^lib/sites/($1|shared)/' },
    },
    {
      name: 'browser-only-in-platform',
      comment:
        'Only lib/platform touches browser APIs, so that everything else runs in a test as it is; entry points may take WXT’s define functions.',
      severity: 'error',
      from: { path: PRODUCTION, pathNot: '^lib/platform/' },
      to: { path: [BROWSER_PACKAGES, '^#imports'], pathNot: 'node_modules/wxt/dist/utils/define-' },
    },
    only(
      'platform-is-thin',
      'The platform wraps the browser and knows the messages; what to do with them is decided by others.',
      '^lib/platform/',
      ['^lib/(platform|protocol|domain)/', BROWSER_PACKAGES, packages('uuidv7')],
    ),
    only(
      'components-are-views',
      'A view gets data and calls back: it renders without an extension, so it knows words, the core and Preact.',
      '^components/',
      ['^components/', '^lib/(domain|texts)/', VIEW_PACKAGES, packages('diff')],
    ),
    only(
      'texts-are-words',
      'Words are chosen from facts of the core and from codes of the wire; they reach for nothing else.',
      '^lib/texts/',
      ['^lib/(texts|domain|protocol)/'],
    ),
    only(
      'overlay-knows-sites-by-interface',
      'The overlay runs on every network: it takes a Site as an argument and never imports one.',
      '^lib/overlay/',
      ['^lib/(overlay|platform|protocol|domain|texts)/', '^lib/sites/site\\.ts$', '^components/', VIEW_PACKAGES],
    ),
    only(
      'store-keeps-facts',
      'The store writes cases, drafts and the outbox into IndexedDB; who asks and who sends is not its business.',
      '^lib/store/',
      ['^lib/(store|domain|protocol)/', packages('idb')],
    ),
    only(
      'sync-moves-what-the-store-holds',
      'Push, pull and live talk to the server and the store, never to a page.',
      '^lib/sync/',
      ['^lib/(sync|store|protocol|platform|domain)/', '^server/', packages('zod', 'uuidv7')],
    ),
    only(
      'background-answers-messages',
      'The background joins store, sync and platform; it has no document and knows no network’s markup.',
      '^lib/background/',
      ['^lib/(background|sync|store|protocol|platform|domain|texts)/', packages('uuidv7', 'zod')],
    ),
    only(
      'capture-knows-only-the-page',
      'A skeleton is made of a document and nothing else: dates are told from words as the sites tell them.',
      '^lib/capture/',
      ['^lib/(capture|domain)/', '^lib/sites/shared/'],
    ),
    only(
      'pages-control-views',
      'A page controller feeds views from messages; the store and the server are behind the background.',
      '^lib/pages/',
      ['^lib/(pages|capture|protocol|platform|domain|texts)/', '^components/', VIEW_PACKAGES, packages('uuidv7')],
    ),
    {
      name: 'server-shares-only-the-core',
      comment: 'The server and the extension meet in the core and on the wire; the server takes nothing else of the extension.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: [EXTENSION, '^cli/', packages('preact', 'idb', 'webextension-polyfill')], pathNot: '^lib/(domain|protocol)/' },
    },
    {
      name: 'policies-are-pure',
      comment: 'Who may what is decided from what is handed over: a policy asks no database, file or request.',
      severity: 'error',
      from: { path: '^server/policies/' },
      to: { pathNot: '^(server/policies/|lib/domain/|server/commands/texts[.]ts$)' },
    },
    {
      name: 'cli-stays-off-the-extension',
      comment: 'The command line runs the core, the wire, the site adapters and the server; a browser is not at hand there.',
      severity: 'error',
      from: { path: '^cli/' },
      to: { path: [EXTENSION, packages('preact', 'idb', 'webextension-polyfill')], pathNot: '^lib/(domain|protocol|sites)/' },
    },
    {
      name: 'extension-sees-only-the-servers-type',
      comment: 'The extension may name the server’s types; its code would drag Node into a browser bundle.',
      severity: 'error',
      from: { path: EXTENSION },
      to: { path: '^(server|cli)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'extension-has-no-node',
      comment: 'No Node built-in exists in a browser.',
      severity: 'error',
      from: { path: EXTENSION },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nobody-imports-an-entrypoint',
      comment: 'Entry points wire and run at once: what others need belongs into lib or components.',
      severity: 'error',
      from: { pathNot: '^entrypoints/' },
      to: { path: '^entrypoints/' },
    },
    {
      name: 'one-entrypoint-does-not-know-another',
      comment: 'Each entry point is a bundle of its own: shared code belongs into lib.',
      severity: 'error',
      from: { path: '^entrypoints/([^/.]+)' },
      to: { path: '^entrypoints/', pathNot: '^entrypoints/$1[/.]' },
    },
    {
      name: 'no-production-import-of-tests',
      comment: 'What ships never needs tests, scripts or practice data.',
      severity: 'error',
      from: { path: PRODUCTION },
      to: { path: '^(tests|scripts|practice|bench)/' },
    },
    {
      name: 'no-development-package-in-production',
      comment: 'What ships runs on the packages under "dependencies".',
      severity: 'error',
      from: { path: PRODUCTION },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/wxt/dist/utils/define-' },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one thought cut in the wrong place.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'A file nobody imports and that imports nothing is forgotten.',
      severity: 'error',
      from: { orphan: true, path: '^(lib|components|server|cli|practice|scripts)/', pathNot: '\\.(css|d\\.ts|mjs)$' },
      to: {},
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^#imports' },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    // What PouchDB needs is a package of its own, installed by its bench alone.
    exclude: { path: '(^|/)(\\.output|\\.wxt|\\.data|fixtures|bench/pouchdb)/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
      conditionNames: ['import', 'types', 'default'],
      exportsFields: ['exports'],
    },
  },
};
