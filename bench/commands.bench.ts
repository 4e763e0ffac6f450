import pg from 'pg';
import { applyCommand } from '../server/commands/apply-command.ts';
import { askJson, type Load, load, quantile } from './support/clients.ts';
import { library, type Office, openOffice, openPlace, type Place, workOn } from './support/offices.ts';
import { findPgbench, pgbench } from './support/pgbench.ts';
import { times } from './support/rate.ts';
import type { BenchSection } from './support/section.ts';
import { startServerChild } from './support/server-child.ts';

const CLIENTS = [1, 8, 64];
const TENANTS = 50;
const ROUND_MS = 2_500;
const ROUNDS = 3;
const ONE_TENANT = 0.25;
const MANY_TENANTS = 0.6;
const INSERT = 'a single-row insert';

interface Rival {
  name: string;
  run(clients: number): Promise<Load>;
}

/** Commands a second over HTTP, beside what the same PostgreSQL does at the most: a plain insert, and as many statements as a command takes. */
export async function bench(): Promise<BenchSection> {
  const place = await openPlace();
  const server = await startServerChild(place.databaseUrl);
  try {
    const offices: Office[] = [];
    for (let made = 0; made < TENANTS; made += 1) offices.push(await openOffice(place, made === 0 ? 600 : 100));
    const statements = await statementsOfOne(place, offices[0] as Office);
    const rivals = await rivalsOn(place, server.url, offices, statements);
    const rows: { name: string; clients: number; load: Load }[] = [];
    for (const clients of CLIENTS) {
      const rounds = new Map<string, Load[]>();
      // In turn, so that what else the machine does falls on all alike.
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const { name, run } of rivals) rounds.set(name, [...(rounds.get(name) ?? []), await run(clients)]);
      }
      for (const [name, loads] of rounds) rows.push({ name, clients, load: medianOf(loads) });
    }
    return sectionOf(rows, statements, server.memory());
  } finally {
    await server.stop();
    await place.close();
  }
}

async function rivalsOn({ databaseUrl }: Place, url: string, offices: Office[], statements: number): Promise<Rival[]> {
  const owner = new pg.Pool({ connectionString: databaseUrl, max: 64 });
  await owner.query('create table bench_line (id bigint generated always as identity primary key, at bigint, payload text)');
  await owner.query('create table bench_case (id int primary key, payload text)');
  await owner.query(`insert into bench_case select i, repeat('x', 500) from generate_series(1, 10000) i`);
  await owner.end();
  const insert = `insert into bench_line (at, payload) values (1, repeat('x', 500))`;
  const program = await findPgbench();
  const rivals: Rival[] = [
    { name: 'commands, one tenant', run: (clients) => commandsOn(url, offices.slice(0, 1), clients) },
    { name: 'commands, fifty tenants', run: (clients) => commandsOn(url, offices, clients) },
    { name: `${INSERT}, from Node`, run: (clients) => insertsFromNode(databaseUrl, insert, clients) },
  ];
  if (program === null) return rivals;
  const by = async (script: string, clients: number): Promise<Load> => {
    const perSecond = await pgbench(program, databaseUrl, script, clients, Math.ceil(ROUND_MS / 1000));
    return { perSecond, p50: (clients / perSecond) * 1000, p99: Number.NaN };
  };
  const reads = Array.from({ length: Math.max(0, statements - 3) }, (_, place) => [
    `\\set id${place} random(1, 10000)`,
    `select payload from bench_case where id = :id${place};`,
  ]).flat();
  return [
    ...rivals,
    { name: `${INSERT}, pgbench`, run: (clients) => by(`${insert};`, clients) },
    {
      name: `${statements} statements, pgbench`,
      run: (clients) => by(['begin;', ...reads, `${insert};`, 'commit;'].join('\n'), clients),
    },
  ];
}

function commandsOn(url: string, offices: Office[], clients: number): Promise<Load> {
  let asked = 0;
  return load(clients, ROUND_MS, (place) => {
    const office = offices[place % offices.length] as Office;
    const next = workOn(office.bodyId);
    return async () => {
      asked += 1;
      const token = office.tokens[asked % office.tokens.length] ?? '';
      const answer = await askJson<{ receipts: { outcome: string }[] }>(`${url}/api/commands`, token, {
        sentAt: Date.now(),
        commands: [next()],
      });
      if (answer.receipts[0]?.outcome !== 'applied') throw new Error(JSON.stringify(answer));
    };
  });
}

async function insertsFromNode(databaseUrl: string, insert: string, clients: number): Promise<Load> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: clients });
  const result = await load(clients, ROUND_MS, () => () => pool.query(insert));
  await pool.end();
  return result;
}

/** How many statements one command of the usual kind sends to the database, its begin and commit among them. */
async function statementsOfOne({ db }: Place, office: Office): Promise<number> {
  const next = workOn(office.bodyId);
  const sender = { tenantId: office.tenantId, personId: office.curatorId, deviceId: null };
  const apply = async () => {
    const now = Date.now();
    await applyCommand(db, library, { sender, command: next(), sentAt: now, contact: null, now });
  };
  await apply();
  const original = pg.Client.prototype.query;
  let count = 0;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    count += 1;
    return (original as (...args: unknown[]) => unknown).apply(this, args);
  } as typeof original;
  await apply();
  pg.Client.prototype.query = original;
  return count;
}

function medianOf(loads: Load[]): Load {
  const middle = (of: (load: Load) => number) => quantile(loads.map(of), 0.5);
  return { perSecond: middle((one) => one.perSecond), p50: middle((one) => one.p50), p99: middle((one) => one.p99) };
}

function sectionOf(rows: { name: string; clients: number; load: Load }[], statements: number, memory: number): BenchSection {
  const rate = (name: string, clients: number) =>
    rows.find((row) => row.name === name && row.clients === clients)?.load.perSecond ?? 0;
  const base = `${INSERT}, from Node`;
  const best = (name: string) =>
    Math.max(...CLIENTS.map((clients) => rate(name, clients))) / Math.max(...CLIENTS.map((clients) => rate(base, clients)));
  const hasPgbench = rows.some(({ name }) => name.endsWith('pgbench'));
  return {
    title: 'Commands',
    about: [
      `One command a request over HTTP to a server in a process of its own. A command alone is one transaction of ${statements} statements; those of one`,
      `tenant that wait at the same time share it. The client, the server and PostgreSQL share the machine. The median of ${ROUNDS} rounds, each in turn; the plain insert of the ratio is sent from Node by as many lines.`,
      ...(hasPgbench
        ? []
        : ['pgbench is not on this machine and could not be installed (Debian: postgresql-contrib): its lines are missing.']),
      `The server held ${memory} MB at the end.`,
    ],
    columns: ['what', 'clients', 'of the plain insert', 'p50, ms', 'p99, ms'],
    rows: rows.map(({ name, clients, load }) => [
      name,
      String(clients),
      times(load.perSecond / rate(base, clients)),
      load.p50.toFixed(1),
      Number.isNaN(load.p99) ? '–' : load.p99.toFixed(1),
    ]),
    bars: [
      {
        promise: `one tenant: at least ${times(ONE_TENANT)} the plain insert, each at its best`,
        holds: best('commands, one tenant') >= ONE_TENANT,
      },
      {
        promise: `fifty tenants: at least ${times(MANY_TENANTS)} the plain insert, each at its best`,
        holds: best('commands, fifty tenants') >= MANY_TENANTS,
      },
      { promise: 'the server holds at most 450 MB', holds: memory <= 450 },
    ],
  };
}
