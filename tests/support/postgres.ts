import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { type Cluster, startCluster } from '../../server/db/embedded/cluster.ts';
import { migrate } from '../../server/db/migrate.ts';
import { silentLog } from '../../server/log.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the cluster's superuser, without a database. */
    postgres: string;
  }
}

export const TEMPLATE = 'vovremya_template';

let cluster: Cluster | undefined;
let folder: string | undefined;

/** One PostgreSQL a run; every test file copies the migrated template into a database of its own. */
export async function setup(project: TestProject): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'vovremya-test-'));
  chmodSync(folder, 0o711);
  cluster = await startCluster(join(folder, 'data'), silentLog);
  const url = `postgres://postgres:${cluster.secrets.superuserPassword}@${cluster.host}:${cluster.port}`;
  const client = new pg.Client(`${url}/postgres`);
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  await migrate({ connectionString: `${url}/${TEMPLATE}` });
  project.provide('postgres', url);
}

export async function teardown(): Promise<void> {
  await cluster?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
}
