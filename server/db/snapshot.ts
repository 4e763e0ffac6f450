import type pg from 'pg';

/** Everything `work` reads is as of one moment, however long it takes and whatever the server writes meanwhile. */
export async function inSnapshot<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin isolation level repeatable read read only');
  try {
    return await work();
  } finally {
    await client.query('rollback');
  }
}

/** Tenants of the database, oldest first; only the owner of the tables sees them all. */
export async function allTenants(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ id: string }>('select id from tenant order by created_at, id');
  return rows.map(({ id }) => id);
}

/**
 * From now until the end of the transaction the rows are this tenant's: row-level security binds an owner too unless he is a superuser,
 * so queries name the tenant besides.
 */
export async function lookAtTenant(client: pg.Client, tenantId: string): Promise<void> {
  await client.query("select set_config('app.tenant', $1, true)", [tenantId]);
}

/** The rows of a query in batches, so that memory does not grow with the table. Needs a transaction; one at a time. */
export async function* readInBatches<Row extends pg.QueryResultRow>(
  client: pg.Client,
  query: string,
  values: unknown[] = [],
  size = 500,
): AsyncGenerator<Row[]> {
  await client.query(`declare batches no scroll cursor for ${query}`, values);
  try {
    for (;;) {
      const { rows } = await client.query<Row>(`fetch ${size} from batches`);
      if (rows.length === 0) return;
      yield rows;
    }
  } finally {
    await client.query('close batches').catch(() => undefined);
  }
}
