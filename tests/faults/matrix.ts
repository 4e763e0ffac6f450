/** The faults this product must survive, one row each, and what proves it. `npm run faults -- --all` runs every proof. */
export interface Row {
  id: string;
  /** What goes wrong. */
  fault: string;
  /** Belongs into every run of the tests. */
  starred: boolean;
  /** Files of tests, each with the beginning of a name of one of its tests where not the whole file is meant. */
  proofs: { file: string; name?: string }[];
  /** What of the row is not proved, and why. */
  open?: string;
}

const storm = { file: 'tests/faults/storm.pg.test.ts' };
const lines = (name: string) => ({ file: 'tests/faults/lines.pg.test.ts', name });

export const MATRIX: Row[] = [
  {
    id: 'F1',
    fault: 'a server is killed between decision and commit, after the commit before the answer, in the middle of a batch',
    starred: true,
    proofs: [storm, { file: 'tests/server/process.pg.test.ts', name: 'every command has exactly one effect' }],
  },
  {
    id: 'F2',
    fault: 'the power goes',
    starred: true,
    proofs: [
      { file: 'tests/faults/power.pg.test.ts' },
      storm,
      { file: 'tests/server/process.pg.test.ts', name: 'the server starts when it and its PostgreSQL were both killed' },
    ],
    open: 'the disk is believed when it says that it has flushed.',
  },
  {
    id: 'F3',
    fault: 'two servers on one data folder',
    starred: true,
    proofs: [{ file: 'tests/server/process.pg.test.ts', name: 'a second server on the same data folder' }],
  },
  {
    id: 'F4',
    fault: 'a lock is left after a kill',
    starred: true,
    proofs: [{ file: 'tests/server/process.pg.test.ts', name: 'the server starts when it and its PostgreSQL were both killed' }],
  },
  {
    id: 'F5',
    fault: 'a kill during the very first start and its migrations',
    starred: true,
    proofs: [
      { file: 'tests/server/first-start.pg.test.ts' },
      { file: 'tests/server/database.pg.test.ts', name: 'migrations run once when several processes start' },
    ],
  },
  {
    id: 'F6',
    fault: 'the disk of the server is full',
    starred: true,
    proofs: [
      { file: 'tests/faults/disk.pg.test.ts' },
      { file: 'tests/sync/exactly-once.test.ts', name: 'a server without room' },
      { file: 'tests/background/notes.test.ts', name: 'a full server' },
    ],
    open: 'where nobody may mount anything, a limit on the size of PostgreSQL’s files stands for the full disk, and the test says so.',
  },
  {
    id: 'F7',
    fault: 'the worker is killed before the commit to IndexedDB, after it before sending, after sending before the answer',
    starred: true,
    proofs: [
      { file: 'tests/sync/exactly-once.test.ts', name: 'every command has one outcome' },
      { file: 'tests/e2e/worker-and-session.e2e.ts', name: 'a submission takes effect once when the worker' },
    ],
  },
  {
    id: 'F8',
    fault: 'the tab or the browser is gone in the middle',
    starred: true,
    proofs: [
      { file: 'tests/e2e/kill.e2e.ts', name: 'nothing is lost and nothing is doubled' },
      { file: 'tests/sites/insertion.browser.test.ts', name: 'a second press changes nothing' },
      { file: 'tests/background/left-cases.test.ts' },
    ],
  },
  {
    id: 'F9',
    fault: 'requests arrive twice to five times, in another order, late or never',
    starred: true,
    proofs: [
      { file: 'tests/sync/exactly-once.test.ts' },
      { file: 'tests/server/commands.pg.test.ts', name: 'a command has one effect and one answer' },
      storm,
    ],
  },
  {
    id: 'F10',
    fault: '500, 502, 429, time-outs, halved answers, slow answers, the page of a captive portal',
    starred: true,
    proofs: [{ file: 'tests/sync/http.test.ts' }, storm],
  },
  {
    id: 'F11',
    fault: 'a command that will never be accepted',
    starred: true,
    proofs: [
      { file: 'tests/sync/exactly-once.test.ts', name: 'a rejected command keeps what was typed' },
      { file: 'tests/server/commands.pg.test.ts', name: 'a rejected, an unreadable and a good command' },
    ],
  },
  {
    id: 'F12',
    fault: 'two people race on one case, two devices of one person, sixteen writers',
    starred: true,
    proofs: [
      { file: 'tests/server/commands.pg.test.ts', name: 'a message gets one case, and whoever comes late' },
      { file: 'tests/server/commands.pg.test.ts', name: 'sequence numbers have no gap' },
      storm,
    ],
  },
  {
    id: 'F13',
    fault: 'a token is revoked, a role lowered, a person disabled in the middle',
    starred: true,
    proofs: [
      { file: 'tests/server/rights.pg.test.ts' },
      { file: 'tests/server/auth.pg.test.ts', name: 'a device can do nothing any more' },
      { file: 'tests/background/give-up.test.ts' },
      { file: 'tests/background/session-handlers.test.ts', name: 'a person whose right was taken away' },
      { file: 'tests/e2e/worker-and-session.e2e.ts', name: 'what was done waits for a new sign-in' },
      { file: 'tests/background/unsent-work.test.ts' },
      { file: 'tests/pages/unsent-file.dom.test.ts' },
      { file: 'tests/e2e/unsent-file.e2e.ts' },
    ],
    open: 'a case that unsent acts or texts are about stays readable until the next sign-in, or the person could not see what they are.',
  },
  {
    id: 'F14',
    fault: 'the clock of a device is wrong by a day or ten years, or is set back',
    starred: true,
    proofs: [
      { file: 'tests/server/occurred-at.test.ts' },
      { file: 'tests/sync/exactly-once.test.ts', name: 'a command leaves when the clock' },
      { file: 'tests/components/panel.dom.test.tsx' },
    ],
  },
  {
    id: 'F15',
    fault: 'zones, changes of clocks, 29 February, year ends, moved days off',
    starred: true,
    proofs: [
      { file: 'tests/domain/worktime/vectors.test.ts' },
      { file: 'tests/domain/worktime/laws.test.ts' },
      { file: 'tests/domain/worktime/process-zone.test.ts' },
    ],
  },
  {
    id: 'F16',
    fault: 'IndexedDB is corrupt, cannot be opened, or is closed or deleted under it',
    starred: true,
    proofs: [
      { file: 'tests/store/device-store.browser.test.ts' },
      { file: 'tests/store/device-store.test.ts' },
      { file: 'tests/e2e/kill.e2e.ts', name: 'what was not sent is told of and sent after the sign-in' },
      { file: 'tests/background/notes.test.ts', name: 'what was put back' },
      { file: 'tests/store/picture-copy.browser.test.ts' },
      { file: 'tests/e2e/pictures.e2e.ts', name: 'a picture of an unsent draft is sent after the sign-in' },
    ],
    open: 'a picture has no second copy while the device has less than 100 MB to spare: texts need the room more.',
  },
  {
    id: 'F17',
    fault: 'the device has no room',
    starred: true,
    proofs: [
      { file: 'tests/sync/exactly-once.test.ts', name: 'news wait and nothing is lost when the device has no room' },
      { file: 'tests/store/device-store.browser.test.ts', name: 'a page of news and its place' },
      { file: 'tests/background/notes.test.ts' },
    ],
  },
  {
    id: 'F18',
    fault: 'the extension is updated or set back with commands waiting; client and server of neighbouring versions',
    starred: true,
    proofs: [
      { file: 'tests/store/device-store.test.ts' },
      { file: 'tests/store/device-store.browser.test.ts', name: 'a cache written by a newer version' },
      { file: 'tests/server/migrations.pg.test.ts' },
      { file: 'tests/e2e/update.e2e.ts' },
      { file: 'tests/sync/older-devices.pg.test.ts' },
    ],
    open: 'nothing is released yet: the older devices are three versions of the development, by their recorded databases and questions; of a newer one only the data it would leave is at hand.',
  },
  {
    id: 'F19',
    fault: 'the server is restored from an older backup',
    starred: true,
    proofs: [
      { file: 'tests/cli/backup.pg.test.ts', name: 'a device notices that the server went back' },
      { file: 'tests/sync/exactly-once.test.ts' },
      { file: 'tests/sync/restored.test.ts' },
    ],
  },
  {
    id: 'F20',
    fault: 'a content script outlives its extension',
    starred: true,
    proofs: [
      { file: 'tests/overlay/overlay.dom.test.tsx', name: 'a page that outlived the extension' },
      { file: 'tests/e2e/update.e2e.ts' },
    ],
  },
  {
    id: 'F21',
    fault: 'back and forward, a discarded tab, eight hours of sleep',
    starred: false,
    proofs: [{ file: 'tests/e2e/return.e2e.ts' }],
    open: 'the computer sleeps for seconds, with its lines dead afterwards, not for eight hours; a discarded tab is loaded anew by the browser, like any page.',
  },
  {
    id: 'F22',
    fault: 'every poke is lost, or a proxy lets no live line through',
    starred: false,
    proofs: [lines('what others do arrives by asking alone')],
  },
  {
    id: 'F23',
    fault: 'everybody comes back at once after a restart',
    starred: false,
    proofs: [lines('a thousand devices that come back at once')],
  },
  {
    id: 'F24',
    fault: 'a long transaction or a stuck session',
    starred: false,
    proofs: [lines('other tenants are not held up'), { file: 'tests/server/one-tenant-stuck.pg.test.ts' }],
  },
  {
    id: 'F25',
    fault: 'PostgreSQL restarts, its sessions end, every line to it is taken',
    starred: false,
    proofs: [
      storm,
      { file: 'tests/faults/pool.pg.test.ts' },
      { file: 'tests/server/watching.pg.test.ts', name: 'the server is ready while its database answers' },
    ],
    open: 'there is one PostgreSQL: nothing fails over to a second.',
  },
  {
    id: 'F26',
    fault: 'the event loop of a server stands still',
    starred: false,
    proofs: [{ file: 'tests/faults/standstill.pg.test.ts' }],
    open: 'the heaviest that people can ask of this server is to read everything anew; it is measured by the median, not by the slowest of a hundred.',
  },
  {
    id: 'F27',
    fault: 'one tenant probes for another’s',
    starred: true,
    proofs: [
      { file: 'tests/server/database.pg.test.ts' },
      { file: 'tests/server/database-rights.pg.test.ts' },
      { file: 'tests/server/rights-table.pg.test.ts' },
      { file: 'tests/server/fuzz.pg.test.ts' },
      { file: 'tests/server/watching.pg.test.ts', name: 'who asks for what is another tenant’s' },
    ],
  },
  {
    id: 'F28',
    fault: 'the journal is edited, shortened, reordered in the database',
    starred: true,
    proofs: [{ file: 'tests/server/journal.pg.test.ts' }, { file: 'tests/cli/journal.pg.test.ts' }],
  },
  {
    id: 'F29',
    fault: 'hostile text in a post',
    starred: true,
    proofs: [{ file: 'tests/sites/text.dom.test.ts' }, { file: 'tests/server/fuzz.pg.test.ts' }],
  },
  {
    id: 'F30',
    fault: 'a hostile page',
    starred: true,
    proofs: [
      { file: 'tests/overlay/overlay.dom.test.tsx' },
      { file: 'tests/sites/insertion.browser.test.ts' },
      { file: 'tests/platform/senders.test.ts' },
      { file: 'tests/e2e/hostile.e2e.ts' },
    ],
  },
  {
    id: 'F31',
    fault: 'the network changes its pages, recycles nodes, moves without loading',
    starred: false,
    proofs: [
      { file: 'tests/sites/saved-pages.test.ts' },
      { file: 'tests/sites/finding.dom.test.ts' },
      { file: 'tests/overlay/overlay.dom.test.tsx' },
    ],
  },
  {
    id: 'F32',
    fault: 'ten thousand changes of a page a second',
    starred: false,
    proofs: [
      { file: 'tests/e2e/hostile.e2e.ts', name: 'every message keeps its one mark and the page its time' },
      { file: 'tests/overlay/frame-budget.test.ts' },
      { file: 'tests/overlay/overlay.dom.test.tsx', name: 'all posts of a frame' },
    ],
  },
  {
    id: 'F33',
    fault: 'a backup while others write, restored elsewhere',
    starred: false,
    proofs: [{ file: 'tests/cli/backup.pg.test.ts' }],
    open: 'one major version of PostgreSQL is at hand.',
  },
  {
    id: 'F34',
    fault: 'the oldest browsers that are supported',
    starred: false,
    proofs: [
      { file: 'tests/entrypoints/built-extension.test.ts', name: 'needs nothing that browsers learnt after' },
      { file: 'tests/e2e/whole-job-firefox.e2e.ts' },
      { file: 'tests/e2e/whole-job-vk.e2e.ts' },
    ],
    open: 'driven are the browsers of this machine, newer than the least ones; for those it is what the built code asks for that is checked.',
  },
];
