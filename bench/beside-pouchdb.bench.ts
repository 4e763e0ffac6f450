import { fileURLToPath } from 'node:url';
import type { Command } from '../lib/domain/cases/commands.ts';
import type { CaseDocument } from '../lib/domain/cases/model.ts';
import type { Cursor } from '../lib/protocol/api.ts';
import { apiClient } from '../lib/sync/api-client.ts';
import type { Connection } from '../lib/sync/http.ts';
import { type Child, startChild } from './support/child.ts';
import { quantile } from './support/clients.ts';
import { layDownCases } from './support/many-cases.ts';
import { type Office, openOffice, openPlace, workOn } from './support/offices.ts';
import { startPouchDb } from './support/pouchdb.ts';
import { times } from './support/rate.ts';
import type { BenchSection } from './support/section.ts';
import { startServerChild } from './support/server-child.ts';

const CASES = 10_000;
const ACTS = 5;
const PUSHED = 500;
const ROUNDS = 3;
const CHANGES = 30;
const LATENCY = 0.5;
const LOAD = 3;
const PUSH = 4;

interface Done {
  count: number;
  ms: number;
}
interface Side {
  name: string;
  /** A client of a process of its own. */
  client(): Child;
  load(client: Child): Promise<Done>;
  push(client: Child): Promise<Done>;
  /** One client reads, another writes; the answer writes one change and says its id and when it was begun (epoch ms). */
  pair(reader: Child, writer: Child): Promise<() => Promise<{ id: string; at: Promise<number> }>>;
}

/** Our sync beside PouchDB's, the same cases in both: a first load, a push of many, and one change from one client to another. */
export async function bench(): Promise<BenchSection> {
  const place = await openPlace();
  const server = await startServerChild(place.databaseUrl);
  const pouchDb = await startPouchDb();
  try {
    const office = await openOffice(place, 40);
    await layDownCases(place, office, { cases: CASES, acts: ACTS, ofBody: 100 });
    const documents = await documentsOf({ server: server.url, token: office.tokens[0] ?? '' });
    const sides = [ours(server.url, office), await theirs(pouchDb, documents)];
    const loads = sides.map((): number[] => []);
    const pushes = sides.map((): number[] => []);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [index, side] of sides.entries()) {
        loads[index]?.push(await rate(side, side.load, CASES));
        pushes[index]?.push(await rate(side, side.push, PUSHED));
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

async function rate(side: Side, run: (client: Child) => Promise<Done>, least: number): Promise<number> {
  const client = side.client();
  const { count, ms } = await run(client);
  await client.stop();
  if (count < least) throw new Error(`${side.name}: ${count} instead of ${least}`);
  return (count / ms) * 1000;
}

async function changesSeen(side: Side): Promise<number[]> {
  const [reader, writer] = [side.client(), side.client()];
  const seen = new Map<string, (at: number) => void>();
  const seenAt = (id: string) => new Promise<number>((done) => seen.set(id, done));
  reader.onSeen((id, at) => seen.get(id)?.(at));
  const write = await side.pair(reader, writer);
  const took: number[] = [];
  for (let change = 0; change < CHANGES; change += 1) {
    const { id, at } = await write();
    const [arrived, begun] = await Promise.all([seenAt(id), at]);
    took.push(arrived - begun);
    // Both are at rest again, and no limit of requests is come to.
    await new Promise((done) => setTimeout(done, 1_000));
  }
  await Promise.all([reader.stop(), writer.stop()]);
  return took;
}

function ours(server: string, office: Office): Side {
  let used = 0;
  const connection = (): Connection => {
    used += 1;
    return { server, token: office.tokens[used % office.tokens.length] ?? '' };
  };
  return {
    name: 'Vovremya (PostgreSQL, each command waits for the disk)',
    client: () => startChild(fileURLToPath(new URL('support/device-child.ts', import.meta.url))),
    load: (client) => client.ask({ task: 'load', connection: connection() }),
    push: (client) => client.ask({ task: 'push', connection: connection(), commands: openings(office, PUSHED) }),
    async pair(reader, writer) {
      await reader.ask({ task: 'read', connection: connection() });
      await writer.ask({ task: 'follow', connection: connection() });
      return async () => {
        const [command] = openings(office, 1);
        const answer = writer.ask<{ at: number }>({ task: 'write', command });
        return { id: command?.caseId ?? '', at: answer.then(({ at }) => at) };
      };
    },
  };
}

async function theirs(pouchDb: Awaited<ReturnType<typeof startPouchDb>>, documents: CaseDocument[]): Promise<Side> {
  let made = 0;
  const database = () => {
    made += 1;
    return `${pouchDb.url}/pushed-${made}`;
  };
  const copy = () => {
    made += 1;
    return { ...documents[made % documents.length], _id: `new-${made}` };
  };
  const cases = `${pouchDb.url}/cases`;
  const filler = pouchDb.client();
  for (let from = 0; from < documents.length; from += 500) {
    const part = documents.slice(from, from + 500).map((document) => ({ ...document, _id: document.id }));
    await filler.ask({ task: 'fill', url: cases, documents: part });
  }
  await filler.stop();
  return {
    name: 'PouchDB on express-pouchdb (in memory)',
    client: pouchDb.client,
    load: (client) => client.ask({ task: 'load', url: cases }),
    push: (client) => client.ask({ task: 'push', url: database(), documents: Array.from({ length: PUSHED }, copy) }),
    async pair(reader, writer) {
      const url = database();
      await reader.ask({ task: 'read', url });
      await writer.ask({ task: 'follow', url });
      return async () => {
        const document = copy();
        const answer = writer.ask<{ at: number }>({ task: 'write', document });
        return { id: document._id, at: answer.then(({ at }) => at) };
      };
    },
  };
}

function openings(office: Office, count: number): Command[] {
  return Array.from({ length: count }, () => workOn(office.bodyId)());
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
  const figures = sides.map(({ name }, index) => ({
    name,
    load: quantile(loads[index] ?? [], 0.5),
    push: quantile(pushes[index] ?? [], 0.5),
    p50: quantile(waits[index] ?? [], 0.5),
    p99: quantile(waits[index] ?? [], 0.99),
  }));
  const [we, they] = figures;
  const ratio = (of: 'load' | 'push' | 'p50') => (we?.[of] ?? 0) / (they?.[of] ?? 0);
  return {
    title: 'Beside PouchDB',
    about: [
      `The same ${CASES.toLocaleString('en')} cases in both. Clients in Node, in processes of their own, both in memory: what a browser's database costs is in neither.`,
      'The servers are not alike: express-pouchdb keeps everything in memory and checks no rights; ours decides each command and waits for the disk.',
      `Load and push: the median of ${ROUNDS} rounds, in turn; a push ends when the last command is known here to have been taken. One change: from when it is given to one client to when another has it, half and 99 % of ${CHANGES}.`,
      `Load ${times(ratio('load'))}, push ${times(ratio('push'))}, one change ${times(ratio('p50'))} of PouchDB's.`,
    ],
    columns: ['what', 'first load, cases/s', `push of ${PUSHED}, a second`, 'one change, half, ms', '99 %, ms'],
    rows: figures.map(({ name, load, push, p50, p99 }) => [
      name,
      load.toFixed(0),
      push.toFixed(0),
      p50.toFixed(1),
      p99.toFixed(1),
    ]),
    bars: [
      { promise: `a first load is at least ${times(LOAD)} as quick`, holds: ratio('load') >= LOAD },
      { promise: `a push of many is at least ${times(PUSH)} as quick`, holds: ratio('push') >= PUSH },
      { promise: `one change takes at most ${times(LATENCY)} the time`, holds: ratio('p50') <= LATENCY },
    ],
  };
}
