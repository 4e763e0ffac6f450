import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import type { Command } from '../../lib/domain/cases/commands.ts';
import type { StoredText, TextRef } from '../../lib/domain/cases/model.ts';
import { caseId, messageRef } from '../../lib/domain/ids.ts';
import { hashOf, newToken } from '../../server/auth/secrets.ts';
import { firstContact } from '../../server/commands/occurred-at.ts';
import { type Db, openDatabase } from '../../server/db/connect.ts';
import { migrate } from '../../server/db/migrate.ts';
import { loadLibrary } from '../../server/library.ts';
import { silentLog } from '../../server/log.ts';
import { createBody, createPerson, createTenant, defaultSchedule } from '../../server/setup.ts';
import { type OwnPostgres, ownPostgres } from '../../tests/support/own-postgres.ts';

export interface Place {
  postgres: OwnPostgres;
  databaseUrl: string;
  db: Db;
  close(): Promise<void>;
}
export interface Office {
  tenantId: string;
  bodyId: string;
  curatorId: string;
  executorId: string;
  /** Devices of the curator: one alone may ask five times a second only. */
  tokens: string[];
  executorToken: string;
}

const ACTS_A_CASE = 6;

export const library = loadLibrary();

/** A PostgreSQL of its own with the tables of the server, as durable as in real use. */
export async function openPlace(): Promise<Place> {
  const postgres = await ownPostgres(['max_wal_size=4GB']);
  const admin = new pg.Client(`${postgres.url}/postgres`);
  await admin.connect();
  await admin.query('create database bench');
  await admin.end();
  const databaseUrl = `${postgres.url}/bench`;
  await migrate({ connectionString: databaseUrl });
  const db = openDatabase({ connectionString: databaseUrl, options: '-c role=vovremya_app' }, silentLog);
  const close = async () => {
    await db.destroy();
    await postgres.stop();
  };
  return { postgres, databaseUrl, db, close };
}

export async function openOffice({ db, databaseUrl }: Place, devices: number): Promise<Office> {
  const now = Date.now();
  const { defaultProfile: profile } = library;
  const schedule = defaultSchedule(profile.zone);
  const tenant = {
    title: 'Округ',
    practice: false,
    profile,
    schedules: { centre: schedule },
    topics: ['Дороги'],
    locations: ['Центр'],
  };
  const tenantId = await createTenant(db, tenant, now);
  const bodyId = await createBody(db, tenantId, { title: 'Дороги', schedule, officialAccounts: [] }, now);
  const join = (roles: string[], body: string | null) => {
    const email = `${randomBytes(6).toString('hex')}@example.org`;
    const account = { tenantId, name: 'Ирина Петрова', email, password: 'длинный пароль', roles, bodyId: body };
    return createPerson(db, { ...account, defaultExecutor: body !== null }, now);
  };
  const curatorId = await join(['curator'], null);
  const executorId = await join(['executor'], bodyId);
  const tokens = Array.from({ length: devices }, () => newToken(tenantId));
  const executorToken = newToken(tenantId);
  const owner = new pg.Client(databaseUrl);
  await owner.connect();
  for (const [personId, own] of [
    [curatorId, tokens],
    [executorId, [executorToken]],
  ] as const) {
    await owner.query(
      `insert into device (tenant_id, id, person_id, name, token_hash, created_at, last_used_at, contact)
       select $1, hash, $2, 'Chromium', hash, $3, $3, $4 from unnest($5::text[]) as hash`,
      [tenantId, personId, now, JSON.stringify(firstContact(now)), own.map(hashOf)],
    );
  }
  // As autovacuum does within a minute of so many rows.
  await owner.query('analyze person, device');
  await owner.end();
  return { tenantId, bodyId, curatorId, executorId, tokens, executorToken };
}

function sealed(body: string): { ref: TextRef; text: StoredText } {
  const [id, salt] = [uuidv7(), randomBytes(16).toString('hex')];
  return { ref: { id, hash: createHash('sha256').update(`${salt}\n${body}`).digest('hex') }, text: { id, salt, body } };
}

/** The work of one client: a case is opened, then changed a few times; so a case is as long as most are. */
export function workOn(bodyId: string): () => Command {
  let open: Command | null = null;
  let acts = 0;
  return () => {
    acts += 1;
    if (open === null || acts % ACTS_A_CASE === 0) {
      open = opening(bodyId);
      return open;
    }
    const reason = sealed('жители пишут повторно');
    const args = { importance: acts % 2 === 0 ? 'social' : 'urgent', reason: reason.ref };
    return { id: uuidv7(), caseId: open.caseId, type: 'set-importance', occurredAt: Date.now(), args, texts: [reason.text] };
  };
}

function opening(bodyId: string): Command {
  const [author, text] = [sealed('Марина Волкова'), sealed('Третий день не вывозят мусор у дома 14 по улице Садовой')];
  const message = {
    ref: messageRef(`vk:wall-1_${Math.floor(Math.random() * 1e12)}`),
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
  return {
    id: uuidv7(),
    caseId: caseId(uuidv7()),
    type: 'open-case',
    occurredAt: Date.now(),
    args,
    texts: [author.text, text.text],
  };
}
