import type { Socket } from 'node:net';
import type { Compilable, InferResult } from 'kysely';
import type pg from 'pg';
import { connectionOf, type Db, repeating } from './connect.ts';

/** Transactions that cross to the database and back a few times only: what can be asked at once is. */

/** Gives one value a call: `select … as value`. */
export interface Statement {
  text: string;
  values?: unknown[];
}

/**
 * A transaction of two round trips: `begin` goes with the first statement, `commit` with the last, which what the first one gave leads to.
 * Null: nothing is to be written after all. Again when the database ends it for a passing reason.
 */
export function inTwoTrips<First, Last>(
  db: Db,
  first: Statement,
  lead: (found: First) => Statement | null,
): Promise<Last | null> {
  return repeating(async () => {
    const client = await connectionOf(db);
    let isBroken = false;
    try {
      const [, found] = await together(client, [{ text: 'begin' }, first]);
      const last = lead(answerIn<First>(found));
      if (last === null) {
        await client.query('rollback');
        return null;
      }
      const [written] = await together(client, [last, { text: 'commit' }]);
      return answerIn<Last>(written);
    } catch (problem) {
      await client.query('rollback').catch(() => {
        isBroken = true;
      });
      throw problem;
    } finally {
      client.release(isBroken);
    }
  });
}

type Rows<Queries extends readonly Compilable[]> = { [At in keyof Queries]: InferResult<Queries[At]> };
/** Sends queries in one packet; the answer has the rows of each. */
export type Ask = <const Queries extends readonly Compilable[]>(...queries: Queries) => Promise<Rows<Queries>>;

const BEGIN = { text: 'begin isolation level repeatable read' };

/**
 * Reading within one tenant, everything as of one moment. What `read` gives to be written (that this was read) is written before the answer
 * is given.
 */
export async function readInTrips<T>(
  db: Db,
  tenantId: string,
  read: (ask: Ask) => Promise<{ answer: T; write: Compilable[] }>,
): Promise<T> {
  const client = await connectionOf(db);
  let isBroken = false;
  let before: Statement[] = [BEGIN, { text: `select set_config('app.tenant', $1, true)`, values: [tenantId] }];
  const ask: Ask = async (...queries) => {
    const results = await together(client, [...before, ...queries.map(statementOf)]);
    const own = results.slice(before.length).map(({ rows }) => rows);
    before = [];
    return own as Rows<typeof queries>;
  };
  try {
    const { answer, write } = await read(ask);
    await together(client, [...write.map(statementOf), { text: 'commit' }]);
    return answer;
  } catch (problem) {
    await client.query('rollback').catch(() => {
      isBroken = true;
    });
    throw problem;
  } finally {
    client.release(isBroken);
  }
}

function statementOf(query: Compilable): Statement {
  const { sql, parameters } = query.compile();
  return { text: sql, values: [...parameters] };
}

/** All leave in one packet, and none is left behind when another fails. */
async function together(client: pg.PoolClient, statements: Statement[]): Promise<pg.QueryResult[]> {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  stream.cork();
  const sent = statements.map((statement) => client.query({ name: nameOf(statement.text), ...statement }));
  stream.uncork();
  await Promise.allSettled(sent);
  return await Promise.all(sent);
}

/** Each text is prepared once a connection: all texts here are fixed, whatever is asked with them. */
const names = new Map<string, string>();

function nameOf(text: string): string {
  const name = names.get(text) ?? `trip-${names.size}`;
  names.set(text, name);
  return name;
}

function answerIn<T>(result: pg.QueryResult | undefined): T {
  const [row] = result?.rows ?? [];
  if (!row) throw new Error('the database answered nothing');
  return row.value;
}
