import type { Context } from 'hono';
import type { SignIn } from './auth/sign-in.ts';
import type { Db } from './db/connect.ts';
import type { Room } from './db/room.ts';
import type { Library } from './library.ts';
import type { Announcer } from './live/announcer.ts';
import type { Log } from './log.ts';
import type { Mailer } from './mail/mailer.ts';
import type { RulesSigner } from './page-rules/rules-signer.ts';
import type { Metrics } from './watching/metrics.ts';
import type { Readiness } from './watching/readiness.ts';

/** What the routes work with; everything that differs between a server, a test and practice. */
export interface AppDeps {
  db: Db;
  library: Library;
  signIn: SignIn;
  announcer: Announcer;
  /** Epoch ms, UTC. */
  now: () => number;
  log: Log;
  /** The address people know this server by, without a trailing slash. */
  origin: string;
  /** Address of the other end of the connection, for rate limits. */
  clientOf: (c: Context) => string;
  /** Null: this server sends no letters. */
  mailer: Mailer | null;
  readiness: Readiness;
  room: Room;
  metrics: Metrics;
  /** Who bears it may read the metrics from another machine; null: nobody may. */
  metricsToken: string | null;
  /** Signs how pages are read; null where there is no data folder to keep a key in. */
  rulesSigner: RulesSigner | null;
}
