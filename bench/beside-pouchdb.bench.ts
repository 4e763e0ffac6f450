import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import type { CaseDocument } from '../lib/domain/cases/model.ts';
import type { Cursor } from '../lib/protocol/api.ts';
import { apiClient } from '../lib/sync/api-client.ts';
import type { Connection } from '../lib/sync/http.ts';
import { quantile } from './support/clients.ts';
import { bundled, openExtension } from './support/extension-page.ts';
import { layDownCases } from './support/many-cases.ts';
import { type Office, openOffice, openPlace, workOn } from './support/offices.ts';
import { POUCHDB_PAGE, startPouchDb } from './support/pouchdb.ts';
import { times } from './support/rate.ts';
import type { BenchSection } from './support/section.ts';
import { startServerChild } from './support/server-child.ts';
import type { Done, SyncClient } from './support/sync-client.ts';

const CASES = 10_000;
const ACTS = 5;
const PUSHED = 500;
const ROUNDS = 3;
const CHANGES = 30;
const LATENCY = 0.5;
const LOAD = 3;
const PUSH = 4;

declare global {
  /** Of the page. */
  var client: Record<keyof SyncClient<object, object>, (...args: unknown[]) => Promise<never>>;
}

interface Side {
  name: string;
  /** Of its clients, for a browser. */
  program: string;
  /** Where all cases are. */
  cases(): object;
  /** Where what is pushed goes; the same for both clients of a pair. */
  place(): object;
  another(): { id: string; written: object };
}

/** Our sync beside PouchDB's, the same cases in both: a first load, a push of many, and one change from one client to another. */
export async function bench(): Promise<BenchSection> {
  const place = await openPlace();
  const server = await startServerChild(place.databaseUrl);
  const ourProgram = await bundled(fileURLToPath(new URL('support/sync-page.ts', import.meta.url)));
  const pouchDb = await startPouchDb();
  try {
    const theirProgram = await bundled(POUCHDB_PAGE);
    const office = await openOffice(place, 40);
    await layDownCases(place, office, { cases: CASES, acts: ACTS, ofBody: 100 });
    const documents = await documentsOf({ server: server.url, token: office.tokens[0] ?? '' });
    await pouchDb.fill('cases', documents);
    const sides = [
      ours(ourProgram, server.url, office),
      theirs(theirProgram, pouchDb.url, 'idb', documents),
      theirs(theirProgram, pouchDb.url, 'indexeddb', documents),
    ];
    const loads = sides.map((): number[] => []);
    const pushes = sides.map((): number[] => []);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [index, side] of sides.entries()) {
        loads[index]?.push(await rate(side, (client) => client.load(side.cases()), CASES));
        pushes[index]?.push(await rate(side, (client) => client.push(side.place(), many(side)), PUSHED));
      }
    }
    const waits: number[][] = [];
    for (const side of sides) waits.push(await changesSeen(side));
    return sectionOf(sides, loads, pushes, waits);
  } finally {
    await pouchDb.stop();
    await server.stop();
    await place.close();
  }
}

const many = (side: Side) => Array.from({ length: PUSHED }, () => side.another().written);

interface Client extends SyncClient<object, object> {
  onSeen(listener: (id: string, at: number) => void): void;
  close(): Promise<void>;
}

/** A new device: a browser with a profile of its own, the client in the page of an extension. */
async function openClient(side: Side): Promise<Client> {
  const { context, url, close } = await openExtension(side.program);
  const page = await context.newPage();
  let hear = (_id: string, _at: number): void => undefined;
  await page.exposeFunction('seen', (id: string, at: number) => hear(id, at));
  await page.goto(url);
  return {
    load: (target) => inPage(page, 'load', target),
    push: (target, written) => inPage(page, 'push', target, written),
    read: (target) => inPage(page, 'read', target),
    follow: (target) => inPage(page, 'follow', target),
    write: (written) => inPage(page, 'write', written),
    onSeen: (listener) => {
      hear = listener;
    },
    close,
  };
}

function inPage<Answer>(page: Page, task: keyof SyncClient<object, object>, ...args: unknown[]): Promise<Answer> {
  const run = ({ task, args }: { task: keyof SyncClient<object, object>; args: unknown[] }): Promise<Answer> =>
    globalThis.client[task](...args);
  return page.evaluate(run, { task, args });
}

async function rate(side: Side, run: (client: Client) => Promise<Done>, least: number): Promise<number> {
  const client = await openClient(side);
  try {
    const { count, ms } = await run(client);
    if (count < least) throw new Error(`${side.name}: ${count} instead of ${least}`);
    return (count / ms) * 1000;
  } finally {
    await client.close();
  }
}

async function changesSeen(side: Side): Promise<number[]> {
  const [reader, writer] = [await openClient(side), await openClient(side)];
  try {
    const seen = new Map<string, (at: number) => void>();
    const seenAt = (id: string) => new Promise<number>((done) => seen.set(id, done));
    reader.onSeen((id, at) => seen.get(id)?.(at));
    const place = side.place();
    await reader.read(place);
    await writer.follow(place);
    const took: number[] = [];
    for (let change = 0; change < CHANGES; change += 1) {
      const { id, written } = side.another();
      const [arrived, begun] = await Promise.all([seenAt(id), writer.write(written)]);
      took.push(arrived - begun);
      // Both are at rest again, and no limit of requests is come to.
      await new Promise((done) => setTimeout(done, 1_000));
    }
    return took;
  } finally {
    await Promise.all([reader.close(), writer.close()]);
  }
}

function ours(program: string, server: string, office: Office): Side {
  let used = 0;
  const connection = (): Connection => {
    used += 1;
    return { server, token: office.tokens[used % office.tokens.length] ?? '' };
  };
  return {
    name: 'Vovremya',
    program,
    cases: connection,
    place: connection,
    another() {
      const command = workOn(office.bodyId)();
      return { id: command.caseId, written: command };
    },
  };
}

function theirs(program: string, server: string, adapter: string, documents: CaseDocument[]): Side {
  let made = 0;
  return {
    name: `PouchDB (${adapter}) on express-pouchdb`,
    program,
    cases: () => ({ url: `${server}/cases`, adapter }),
    place() {
      made += 1;
      return { url: `${server}/pushed-${adapter}-${made}`, adapter };
    },
    another() {
      made += 1;
      const id = `new-${made}`;
      return { id, written: { ...documents[made % documents.length], _id: id } };
    },
  };
}

async function documentsOf(connection: Connection): Promise<CaseDocument[]> {
  const api = apiClient(connection);
  const found: CaseDocument[] = [];
  for (let cursor: Cursor | null = null; ; ) {
    const answer = await api.changes(cursor);
    if (!answer.ok || answer.value.status !== 'ok') throw new Error(JSON.stringify(answer).slice(0, 200));
    found.push(...answer.value.changes.flatMap((change) => (change.kind === 'case' ? [change.document] : [])));
    if (!answer.value.more) return found;
    cursor = answer.value.cursor;
  }
}

function sectionOf(sides: Side[], loads: number[][], pushes: number[][], waits: number[][]): BenchSection {
  const [we, ...they] = sides.map(({ name }, index) => ({
    name,
    load: quantile(loads[index] ?? [], 0.5),
    push: quantile(pushes[index] ?? [], 0.5),
    p50: quantile(waits[index] ?? [], 0.5),
    p99: quantile(waits[index] ?? [], 0.99),
  }));
  if (!we) throw new Error('nothing was measured');
  const load = we.load / Math.max(...they.map((one) => one.load));
  const push = we.push / Math.max(...they.map((one) => one.push));
  const change = we.p50 / Math.min(...they.map(({ p50 }) => p50));
  return {
    title: 'Beside PouchDB',
    about: [
      `The same ${CASES.toLocaleString('en')} cases in both. Each client is a Chromium with a profile of its own, its database IndexedDB on the disk; PouchDB with the database`,
      'layer that it has by default (idb) and with its newer one (indexeddb). Both servers run in a process of their own and keep everything on the disk. They',
      'are not alike: express-pouchdb decides nothing, checks no rights and waits for no disk; ours decides each command and waits until PostgreSQL has it safe.',
      `Load and push: the median of ${ROUNDS} rounds, in turn; a push ends when the last command is known here to have been taken. One change: from when it is given to one client to when another has stored it, half and 99 % of ${CHANGES}.`,
      `Load ${times(load)}, push ${times(push)}, one change ${times(change)} of the better PouchDB's.`,
    ],
    columns: ['what', 'first load, cases/s', `push of ${PUSHED}, a second`, 'one change, half, ms', '99 %, ms'],
    rows: [we, ...they].map(({ name, load, push, p50, p99 }) => [
      name,
      load.toFixed(0),
      push.toFixed(0),
      p50.toFixed(1),
      p99.toFixed(1),
    ]),
    bars: [
      { promise: `a first load is at least ${times(LOAD)} as quick`, holds: load >= LOAD },
      { promise: `a push of many is at least ${times(PUSH)} as quick`, holds: push >= PUSH },
      { promise: `one change takes at most ${times(LATENCY)} the time`, holds: change <= LATENCY },
    ],
  };
}
