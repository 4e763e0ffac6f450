import type { z } from 'zod';
import { type Answer, type Asked, OPERATIONS, type OperationName, SCHEMAS } from '../protocol/operations.ts';
import { type Connection, type HttpAnswer, request } from './http.ts';

/** Asks the server one of the questions of its API; question and answer have the shapes that its description publishes. */
export function call<Name extends OperationName>(
  connection: Connection,
  name: Name,
  { query, body }: Asked<Name>,
): Promise<HttpAnswer<Answer<Name>>> {
  const [method, path] = name.split(' ') as ['GET' | 'POST', string];
  const words = Object.entries(query ?? {}).map(([key, value]): [string, string] => [key, String(value)]);
  const address = words.length === 0 ? path : `${path}?${new URLSearchParams(words)}`;
  const shape = SCHEMAS[OPERATIONS[name].answers[200]] as unknown as z.ZodType<Answer<Name>>;
  return request(connection, address, shape, method === 'POST' ? (body ?? {}) : undefined);
}
