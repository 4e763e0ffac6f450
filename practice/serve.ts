/**
 * The practice server as a process of its own: fills an empty data folder with the practice office, then serves it. Talks to whoever
 * started it over IPC; prints its address when it was started by hand.
 */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { invite } from '../server/auth/invitations.ts';
import { inTenant } from '../server/db/connect.ts';
import { createLog, formatEntry } from '../server/log.ts';
import { readBodies } from '../server/reference.ts';
import { startServer } from '../server/start.ts';
import { BODIES, OFFICE, type OfficeKey } from './seed/office.ts';
import { seed } from './seed/seed.ts';

export type Asked = { id: number; invite: OfficeKey } | { id: number; query: string };
export type Told = { ready: { url: string } } | { id: number; answer: unknown };

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const { values } = parseArgs({ options: { data: text, port: text, offset: text, accounts: flag, stories: flag } });
const dataDir = values.data ?? '.data/practice';
const offset = Number(values.offset ?? 0);
const now = () => Date.now() + offset;
const log = createLog((entry) => appendFileSync(join(dataDir, 'server.log'), `${formatEntry(entry, now())}\n`));

const tenantId = await seed({ dataDir, now: now(), accounts: values.accounts, stories: values.stories, log });
const server = await startServer({ dataDir, port: Number(values.port ?? 0), host: '127.0.0.1', practice: true, now, log });

process.on('message', (asked: Asked) => {
  const answer = 'invite' in asked ? invitation(asked.invite) : rows(asked.query);
  answer.then((value) => tell({ id: asked.id, answer: value }));
});
for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(signal, end);
tell({ ready: { url: server.url } });

async function end(): Promise<void> {
  await server.close();
  process.exit(0);
}

function tell(told: Told): void {
  if (process.send) process.send(told);
  else if ('ready' in told) process.stdout.write(`${told.ready.url}\n`);
}

/** Link for one of the office, as the administrator would send it. */
async function invitation(who: OfficeKey): Promise<string> {
  const { name, roles, body } = OFFICE[who];
  const bodies = await inTenant(server.deps.db, tenantId, readBodies);
  const bodyId = bodies.find(({ title }) => body !== null && title === BODIES[body].title)?.id ?? null;
  const person = { tenantId, name, roles: [...roles], bodyId, defaultExecutor: bodyId !== null };
  return `${server.url}/join/${await invite(server.deps.db, person, now())}`;
}

/** What stands in the database, for tests that count effects. */
async function rows(query: string): Promise<unknown> {
  return (await inTenant(server.deps.db, tenantId, (trx) => sql.raw(query).execute(trx))).rows;
}
