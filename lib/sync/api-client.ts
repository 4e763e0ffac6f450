import type { Command } from '../domain/cases/commands.ts';
import type { ChangesAnswer, Cursor, PictureKept, PushAnswer, Reference } from '../protocol/api.ts';
import { pictureKeptSchema } from '../protocol/api-schema.ts';
import { call } from './call.ts';
import { type Connection, fetchBytes, type HttpAnswer, sendBytes } from './http.ts';

/** What sync asks of a server. */
export interface Api {
  /** `place`: where this device is in the feed, when it has not looked just now whether the server still knows it. */
  push(sentAt: number, commands: Command[], place: Cursor | null): Promise<HttpAnswer<PushAnswer>>;
  changes(cursor: Cursor | null): Promise<HttpAnswer<ChangesAnswer>>;
  reference(): Promise<HttpAnswer<Reference>>;
  putPicture(caseId: string, hash: string, bytes: Uint8Array<ArrayBuffer>): Promise<HttpAnswer<PictureKept>>;
}

export function apiClient(connection: Connection): Api {
  return {
    push: (sentAt, commands, place) =>
      call(connection, 'POST /api/commands', { body: { sentAt, commands, ...(place ? { cursor: place } : {}) } }),
    changes: (cursor) => call(connection, 'GET /api/changes', { query: cursor ?? { epoch: '', after: 0, tip: '' } }),
    reference: () => call(connection, 'GET /api/reference', {}),
    putPicture: (caseId, hash, bytes) => sendBytes(connection, picturePath(caseId, hash), pictureKeptSchema, bytes),
  };
}

export function fetchPicture(connection: Connection, caseId: string, hash: string): Promise<HttpAnswer<Uint8Array<ArrayBuffer>>> {
  return fetchBytes(connection, picturePath(caseId, hash));
}

function picturePath(caseId: string, hash: string): string {
  return `/api/cases/${encodeURIComponent(caseId)}/pictures/${encodeURIComponent(hash)}`;
}
