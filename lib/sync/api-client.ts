import type { Command } from '../domain/cases/commands.ts';
import type { ChangesAnswer, Cursor, PushAnswer, Reference } from '../protocol/api.ts';
import { call } from './call.ts';
import type { Connection, HttpAnswer } from './http.ts';

/** What sync asks of a server. */
export interface Api {
  push(sentAt: number, commands: Command[]): Promise<HttpAnswer<PushAnswer>>;
  changes(cursor: Cursor | null): Promise<HttpAnswer<ChangesAnswer>>;
  reference(): Promise<HttpAnswer<Reference>>;
}

export function apiClient(connection: Connection): Api {
  return {
    push: (sentAt, commands) => call(connection, 'POST /api/commands', { body: { sentAt, commands } }),
    changes: (cursor) => call(connection, 'GET /api/changes', { query: cursor ?? { epoch: '', after: 0, tip: '' } }),
    reference: () => call(connection, 'GET /api/reference', {}),
  };
}
