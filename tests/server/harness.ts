import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { inject } from 'vitest';
import type { Command, CommandArgs, CommandType } from '../../lib/domain/cases/commands.ts';
import type { StoredText, TextRef } from '../../lib/domain/cases/model.ts';
import { caseId, messageRef } from '../../lib/domain/ids.ts';
import type { ChangesAnswer, Cursor, DeviceGrant, PushAnswer } from '../../lib/protocol/api.ts';
import { changesAnswerSchema, deviceGrantSchema, pushAnswerSchema } from '../../lib/protocol/api-schema.ts';
import { issueCode } from '../../server/auth/connect-codes.ts';
import { grantDevice } from '../../server/auth/devices.ts';
import { challengeOf } from '../../server/auth/secrets.ts';
import { type Db, inTenant } from '../../server/db/connect.ts';
import { createLog, type LogEntry } from '../../server/log.ts';
import { createBody, createPerson, createTenant, defaultSchedule } from '../../server/setup.ts';
import { type RunningServer, startServer } from '../../server/start.ts';
import { TEMPLATE } from '../support/postgres.ts';

export const PASSWORD = 'правильный пароль';

/** A database of this file's own; `url` is its owner's address. */
export async function freshDatabase(): Promise<string> {
  const cluster = inject('postgres');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client(`${cluster}/postgres`);
  await client.connect();
  // Copying waits for nobody: two files that copy at once would find the template in use.
  await client.query('select pg_advisory_lock(1)');
  await client.query(`create database ${name} template ${TEMPLATE}`);
  await client.end();
  return `${cluster}/${name}`;
}

/** A database with nothing in it, not even tables. */
export async function emptyDatabase(): Promise<string> {
  const name = `empty_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client(`${inject('postgres')}/postgres`);
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return `${inject('postgres')}/${name}`;
}

export interface TestServer {
  server: RunningServer;
  db: Db;
  databaseUrl: string;
  /** Everything that was logged. */
  logged: LogEntry[];
  /** Moves the server's clock, ms. */
  pass(ms: number): void;
}

export async function startTestServer(databaseUrl?: string, libraryDir?: string, dataDir?: string): Promise<TestServer> {
  const logged: LogEntry[] = [];
  const url = databaseUrl ?? (await freshDatabase());
  let offset = 0;
  const server = await startServer({
    databaseUrl: url,
    port: 0,
    host: '127.0.0.1',
    jobs: false,
    ...(libraryDir === undefined ? {} : { libraryDir }),
    ...(dataDir === undefined ? {} : { dataDir }),
    now: () => Date.now() + offset,
    log: createLog((entry) => logged.push(entry)),
  });
  return {
    server,
    db: server.deps.db,
    databaseUrl: url,
    logged,
    pass: (ms) => {
      offset += ms;
    },
  };
}

export interface Office {
  tenantId: string;
  bodies: { roads: string; school: string };
  curator: Client;
  roads: Client;
  school: Client;
  head: Client;
}

/** A tenant with two bodies, an executor in each, a curator and a head, all with a connected device. */
export async function openOffice(test: TestServer): Promise<Office> {
  const { db, server } = test;
  const { library, now } = server.deps;
  const profile = library.defaultProfile;
  const schedule = defaultSchedule(profile.zone);
  const tenant = {
    title: 'Округ',
    practice: false,
    profile,
    schedules: { centre: schedule },
    topics: ['Дороги'],
    locations: ['Центр'],
  };
  const tenantId = await createTenant(db, tenant, now());
  const body = (title: string) => createBody(db, tenantId, { title, schedule, officialAccounts: [] }, now());
  const bodies = { roads: await body('Дороги'), school: await body('Школы') };
  const join = (roles: string[], bodyId: string | null) => connectPerson(test, tenantId, roles, bodyId);
  return {
    tenantId,
    bodies,
    curator: await join(['curator'], null),
    roads: await join(['executor'], bodies.roads),
    school: await join(['executor'], bodies.school),
    head: await join(['observer'], null),
  };
}

export interface Client {
  personId: string;
  email: string;
  grant: DeviceGrant;
  push(commands: unknown[], sentAt?: number): Promise<PushAnswer>;
  changes(cursor?: Cursor): Promise<ChangesAnswer>;
  /** All pages from `cursor` on. */
  pull(cursor?: Cursor): Promise<{ documents: string[]; gone: string[]; cursor: Cursor }>;
  ask(path: string, init?: RequestInit): Promise<Response>;
}

export async function connectPerson(test: TestServer, tenantId: string, roles: string[], bodyId: string | null): Promise<Client> {
  const { db, server } = test;
  const email = `${randomBytes(6).toString('hex')}@example.org`;
  const account = { tenantId, name: 'Ирина Петрова', email, password: PASSWORD, roles, bodyId, defaultExecutor: bodyId !== null };
  const personId = await createPerson(db, account, server.deps.now());
  const { auth_user_id: userId } = await personRow(test, tenantId, personId);
  const grant = await inTenant(db, tenantId, (trx) => grantDevice(trx, { userId, tenantId }, 'Chromium', server.deps.now()));
  if (!grant) throw new Error('no device');
  return clientOf(server.url, grant, personId, email);
}

export async function personRow(test: TestServer, tenantId: string, personId: string) {
  const owner = new pg.Client(test.databaseUrl);
  await owner.connect();
  const found = await owner.query<{ auth_user_id: string }>('select auth_user_id from person where tenant_id = $1 and id = $2', [
    tenantId,
    personId,
  ]);
  await owner.end();
  const [row] = found.rows;
  if (!row) throw new Error('no such person');
  return row;
}

/** As the extension does it, the pages apart: a code bound to a challenge, changed for a token. */
export async function connectDevice({ db, server }: TestServer, userId: string): Promise<DeviceGrant> {
  const verifier = randomBytes(32).toString('base64url');
  const code = await issueCode(db, userId, challengeOf(verifier), server.deps.now());
  const answer = await redeem(server.url, { code, verifier });
  return deviceGrantSchema.parse(await answer.json());
}

export function redeem(url: string, asked: { code: string; verifier: string }): Promise<Response> {
  return fetch(`${url}/api/device/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...asked, device: 'Chromium' }),
  });
}

export function clientOf(url: string, grant: DeviceGrant, personId = grant.me.person.id, email = ''): Client {
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(url + path, { ...init, headers: { authorization: `Bearer ${grant.token}`, 'content-type': 'application/json' } });
  const push: Client['push'] = async (commands, sentAt = Date.now()) => {
    const answer = await ask('/api/commands', { method: 'POST', body: JSON.stringify({ sentAt, commands }) });
    if (!answer.ok) throw new Error(`push was answered ${answer.status}`);
    return pushAnswerSchema.parse(await answer.json());
  };
  const changes: Client['changes'] = async ({ epoch, after, tip } = { epoch: '', after: 0, tip: '' }) => {
    const answer = await ask(`/api/changes?${new URLSearchParams({ epoch, after: String(after), tip })}`);
    if (!answer.ok) throw new Error(`changes was answered ${answer.status}`);
    return changesAnswerSchema.parse(await answer.json());
  };
  return { personId, email, grant, push, changes, ask, pull: (cursor) => pullAll(changes, cursor) };
}

async function pullAll(changes: Client['changes'], from?: Cursor) {
  const documents: string[] = [];
  const gone: string[] = [];
  let cursor = from;
  for (;;) {
    const page = await changes(cursor);
    if (page.status !== 'ok') throw new Error('rewound');
    cursor = page.cursor;
    for (const change of page.changes) {
      if (change.kind === 'case') documents.push(change.document.id);
      else gone.push(change.caseId);
    }
    if (!page.more) return { documents, gone, cursor };
  }
}

/** A text as an extension seals it. */
export function sealed(body: string): { ref: TextRef; text: StoredText } {
  const id = uuidv7();
  const salt = randomBytes(16).toString('hex');
  return { ref: { id, hash: createHash('sha256').update(`${salt}\n${body}`).digest('hex') }, text: { id, salt, body } };
}

export function command<T extends CommandType>(type: T, id: string, args: CommandArgs[T], texts: StoredText[] = []) {
  return { id: uuidv7(), caseId: caseId(id), type, occurredAt: Date.now(), args, texts } as Extract<Command, { type: T }>;
}

/** Opens a case on a new message for one body. */
export function openCase(bodyId: string, ref = `vk:wall-1_${Math.floor(Math.random() * 1e12)}`) {
  const author = sealed('Марина Волкова');
  const text = sealed('Третий день не вывозят мусор');
  const message = {
    ref: messageRef(ref),
    network: 'vk',
    channel: 'post',
    permalink: 'https://vk.com/wall-1_1',
    postedAt: null,
    postedAtApproximate: false,
    author: author.ref,
    authorUrl: null,
    text: text.ref,
  } as const;
  const args = { message, topic: 'Дороги', location: 'Центр', importance: 'ordinary', bodies: [bodyId] };
  return command('open-case', uuidv7(), args, [author.text, text.text]);
}

/** A new importance with a reason: a small act a curator may repeat as often as needed. */
export function setImportance(id: string, importance: 'ordinary' | 'social' | 'urgent' = 'social') {
  const reason = sealed('жители пишут повторно');
  return command('set-importance', id, { importance, reason: reason.ref }, [reason.text]);
}
