import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { createApp } from './app.ts';
import { createSignIn } from './auth/sign-in.ts';
import { APP_ROLE, waysAround } from './db/bound-login.ts';
import { assertBoundRole, type Db, openDatabase } from './db/connect.ts';
import { migrate } from './db/migrate.ts';
import { assertReachable, type Database, embeddedDatabase, externalDatabase } from './db/open.ts';
import { createRoom } from './db/room.ts';
import type { AppDeps } from './deps.ts';
import { prepareTenant } from './first-start.ts';
import { countJobs } from './jobs/counts.ts';
import { prepareJobs } from './jobs/prepare.ts';
import { startJobs } from './jobs/run.ts';
import { startDailyCheckpoints } from './journal/daily-checkpoints.ts';
import { loadLibrary } from './library.ts';
import { answerWith, type Certificate, closeListener, createListener, listen } from './listening.ts';
import { createAnnouncer } from './live/announcer.ts';
import { attachLive } from './live/live.ts';
import { createPresence } from './live/presence.ts';
import type { Log } from './log.ts';
import { createMailer, type MailSettings } from './mail/mailer.ts';
import { createRulesSigner } from './page-rules/rules-signer.ts';
import { PersonProblem } from './problem.ts';
import { createMetrics } from './watching/metrics.ts';
import { createReadiness } from './watching/readiness.ts';

export interface StartOptions {
  /** Folder of the embedded PostgreSQL, unless `databaseUrl` is given, and of the signed checkpoints of the journal. */
  dataDir?: string;
  databaseUrl?: string;
  /** The login the server works through, where it is not that of `databaseUrl`: bound by row-level security whatever it does. */
  serveUrl?: string;
  /** 0 takes any free port. */
  port: number;
  host: string;
  /** Public address when it differs from host and port, for example behind a proxy that ends TLS. */
  publicUrl?: string;
  /** The server ends TLS itself; without it a proxy does, or nobody listens from outside. */
  certificate?: Certificate;
  /** Lets a watcher on another machine read the metrics. */
  metricsToken?: string;
  /** A proxy of ours stands before the server, so the address of the client is in the header it adds. */
  behindProxy?: boolean;
  now?: () => number;
  /** Folder with other regulations and calendars than those that come with the program. */
  libraryDir?: string;
  log: Log;
  /** The tenant made at first start is for practice. */
  practice?: boolean;
  /** Without it nobody gets letters. */
  mail?: MailSettings;
  /** False: this process takes no part in the jobs. */
  jobs?: boolean;
}

export interface RunningServer {
  url: string;
  deps: AppDeps;
  /** The tenant of this installation, made at first start. */
  tenantId: string;
  /** Link for the first administrator; null when there is one already. */
  invitationUrl: string | null;
  /** Row-level security holds whatever is sent to the database; false for the login of an owner that only plays the server's role. */
  loginIsBound: boolean;
  /** Resolves when the database ended on its own: nothing can be served any more. */
  died: Promise<void>;
  close(): Promise<void>;
}

/** Starts everything and returns when requests are answered. Throws PersonProblem with what to do about it. */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { log, now = Date.now } = options;
  const database = options.databaseUrl
    ? externalDatabase(options.databaseUrl, options.serveUrl)
    : await embeddedDatabase(options.dataDir ?? '.data', log);
  const undo: (() => Promise<void> | void)[] = [database.stop];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    await prepareDatabase(database, options, log);
    const db = openDatabase(database.app, log);
    undo.push(() => db.destroy());
    await assertBoundRole(db);
    const loginIsBound = await checkLogin(db, options);

    const server = createListener(options.certificate);
    const url = await listen(server, options);
    undo.push(() => closeListener(server));
    const origin = options.publicUrl?.replace(/\/$/, '') ?? url;
    const announcer = createAnnouncer(db, log, now);
    undo.push(announcer.close);
    const { value: secret } = await db.selectFrom('auth_secret').select('value').executeTakeFirstOrThrow();
    const library = loadLibrary(options.libraryDir);
    const signIn = createSignIn(db, secret, origin, now);
    const clientOf = options.behindProxy ? clientByProxy : clientByConnection;
    const room = createRoom(db, options.databaseUrl ? null : (options.dataDir ?? '.data'));
    const readiness = createReadiness(db, room);
    const metrics = createMetrics(readiness, now);
    const metricsToken = options.metricsToken ?? null;
    const presence = createPresence({ db, library, now, log });
    undo.push(presence.close);
    const mailer = options.mail ? createMailer(options.mail, origin) : null;
    undo.push(() => mailer?.close());
    const rulesSigner = options.dataDir ? createRulesSigner(options.dataDir) : null;
    const watched = { room, readiness, metrics, metricsToken, rulesSigner };
    const deps: AppDeps = { db, library, signIn, announcer, mailer, now, log, origin, clientOf, ...watched };

    const { tenantId, invitationUrl } = await prepareTenant(deps, database.owner, options.practice ?? false);
    if (options.dataDir) undo.push(startDailyCheckpoints(database.owner, options.dataDir, deps).close);
    metrics.countJobs(() => countJobs(db));
    if (options.jobs !== false) undo.push((await startJobs(deps, database.app)).close);
    answerWith(server, createApp(deps));
    const live = attachLive(server, { ...deps, presence });
    undo.push(live.close, readiness.close);
    log.info('started', { embedded: options.databaseUrl === undefined, tls: options.certificate !== undefined });
    const stop = async () => {
      log.info('stopping');
      await close();
      log.info('stopped');
    };
    return { url, deps, tenantId, invitationUrl, loginIsBound, died: database.died, close: stop };
  } catch (problem) {
    await close();
    throw problem;
  }
}

function clientByConnection(c: Context): string {
  return getConnInfo(c).remote.address ?? 'unknown';
}

/** Only the last entry is the proxy's own word; what stands before it the client may have written. */
function clientByProxy(c: Context): string {
  return c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() || clientByConnection(c);
}

async function prepareDatabase(database: Database, { databaseUrl, serveUrl }: StartOptions, log: Log): Promise<void> {
  if (databaseUrl) await assertReachable(database.owner);
  const applied = await migrate(database.owner);
  if (serveUrl) await assertReachable(database.app, 'DATABASE_SERVE_URL');
  if (applied.length > 0) log.info('migrated', { count: applied.length });
  await prepareJobs(database.owner);
}

/** A login named for serving must be bound; the owner's own is taken, and the log says what it could do. */
async function checkLogin(db: Db, { serveUrl, log }: StartOptions): Promise<boolean> {
  const ways = await waysAround(db);
  if (ways.length === 0) return true;
  if (serveUrl) {
    throw new PersonProblem(
      `Вход из DATABASE_SERVE_URL может обойти защиту строк (${ways.join(', ')}). Ему нужна одна роль, ${APP_ROLE}; как — docs/security.md.`,
    );
  }
  log.warn('database-login-not-bound', { ways: ways.join(' ') });
  return false;
}
