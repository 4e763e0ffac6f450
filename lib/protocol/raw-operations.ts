import { PICTURE_TYPES } from '../domain/replies/picture.ts';

/** Questions whose body or answer is not JSON but bytes; published with the rest of the API. */

export interface RawOperation {
  summary: string;
  /** Media types of the bytes. */
  types: readonly string[];
  /** Which way they go. */
  bytes: 'asked' | 'answered';
  /** Names of shapes of the answers that are JSON, by status. */
  answers: Record<number, 'Error' | 'PictureKept'>;
}

const REFUSED = { 400: 'Error', 401: 'Error', 404: 'Error', 429: 'Error', 500: 'Error', 503: 'Error' } as const;

export const RAW_OPERATIONS = {
  'PUT /api/cases/:case/pictures/:hash': {
    summary:
      'Keeps a picture for a case, before a draft names it. The hash is the SHA-256 of the bytes, hex; the same again changes nothing.',
    types: PICTURE_TYPES,
    bytes: 'asked',
    answers: { 200: 'PictureKept', 403: 'Error', 413: 'Error', ...REFUSED },
  },
  'GET /api/cases/:case/pictures/:hash': {
    summary: 'A picture of a case, for whoever may read the text it goes out with.',
    types: PICTURE_TYPES,
    bytes: 'answered',
    answers: REFUSED,
  },
} as const satisfies Record<string, RawOperation>;
