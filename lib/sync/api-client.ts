import type { Command } from '../domain/cases/commands.ts';
import type { ChangesAnswer, Cursor, PushAnswer, Reference } from '../protocol/api.ts';
import { changesAnswerSchema, pushAnswerSchema, referenceSchema } from '../protocol/api-schema.ts';
import { type Connection, type HttpAnswer, request } from './http.ts';

/** What sync asks of a server. */
export interface Api {
  push(sentAt: number, commands: Command[]): Promise<HttpAnswer<PushAnswer>>;
  changes(cursor: Cursor | null): Promise<HttpAnswer<ChangesAnswer>>;
  reference(): Promise<HttpAnswer<Reference>>;
}

export function apiClient(connection: Connection): Api {
  return {
    push: (sentAt, commands) => request(connection, '/api/commands', pushAnswerSchema, { sentAt, commands }),
    changes: (cursor) => {
      const { epoch, after, tip } = cursor ?? { epoch: '', after: 0, tip: '' };
      const query = new URLSearchParams({ epoch, after: String(after), tip });
      return request(connection, `/api/changes?${query}`, changesAnswerSchema);
    },
    reference: () => request(connection, '/api/reference', referenceSchema),
  };
}
