import { z } from 'zod';
import { LIMITS } from './api.ts';
import * as shapes from './api-schema.ts';
import { healthTakenSchema, pageHealthSchema } from './page-health.ts';
import { presenceStatementSchema } from './presence.ts';

/**
 * Every question that devices and watchers ask, once: the description that the server publishes and the calls of the extension are both
 * made of this table, so that neither can say what the other does not.
 */

/** The shapes of the API by the names that its description gives them. Those of a push are said in full: the route reads them one by one. */
export const SCHEMAS = {
  Health: shapes.healthSchema,
  Ready: shapes.readySchema,
  DeviceTokenRequest: shapes.deviceTokenRequestSchema,
  DeviceGrant: shapes.deviceGrantSchema,
  Command: shapes.commandSchema,
  Push: z.object({ sentAt: z.number(), commands: z.array(shapes.commandSchema).max(LIMITS.commandsPerPush) }),
  PushAnswer: shapes.pushAnswerSchema,
  ChangesAnswer: shapes.changesAnswerSchema,
  Reference: shapes.referenceSchema,
  PictureKept: shapes.pictureKeptSchema,
  PageHealth: pageHealthSchema,
  PageHealthTaken: healthTakenSchema,
  SignedOut: shapes.signedOutSchema,
  Error: shapes.apiErrorSchema,
  LiveHello: shapes.liveHelloSchema,
  LiveFrame: shapes.liveFrameSchema,
  LivePresence: presenceStatementSchema,
} as const;
type SchemaName = keyof typeof SCHEMAS;

export interface Operation {
  summary: string;
  /** Needs a device's token. */
  signedIn: boolean;
  query?: z.ZodObject;
  body?: SchemaName;
  answers: Record<number, SchemaName> & { 200: SchemaName };
}

const REFUSED = { 401: 'Error', 429: 'Error', 500: 'Error', 503: 'Error' } as const;

/** By method and path. A route under /api that is not here is a fault. */
export const OPERATIONS = {
  'GET /api/health': { summary: 'Tells that an address is a Vovremya server.', signedIn: false, answers: { 200: 'Health' } },
  'GET /api/ready': {
    summary: 'Whether requests can be served now; with `for=reading`, whether what is there can be read, as on a full disk.',
    signedIn: false,
    query: shapes.readyQuerySchema,
    answers: { 200: 'Ready', 503: 'Ready' },
  },
  'POST /api/device/token': {
    summary: 'Changes a one-time code (PKCE, S256) for the token of a new device; the token is shown once.',
    signedIn: false,
    body: 'DeviceTokenRequest',
    answers: { 200: 'DeviceGrant', 400: 'Error', 403: 'Error', 413: 'Error', 429: 'Error', 500: 'Error', 503: 'Error' },
  },
  'POST /api/commands': {
    summary: 'Applies commands, each exactly once, and answers with a receipt for each, in order. A rejection is an outcome.',
    signedIn: true,
    body: 'Push',
    answers: { 200: 'PushAnswer', 400: 'Error', 409: 'Error', 413: 'Error', ...REFUSED },
  },
  'GET /api/changes': {
    summary: 'One page of the newest state of every case that changed for this reader after the cursor.',
    signedIn: true,
    query: shapes.changesQuerySchema,
    answers: { 200: 'ChangesAnswer', 400: 'Error', ...REFUSED },
  },
  'GET /api/reference': {
    summary: 'What changes seldom: people, bodies, schedules, calendar, regulations.',
    signedIn: true,
    answers: { 200: 'Reference', ...REFUSED },
  },
  'POST /api/page-health': {
    summary: 'Takes counts of pages that were not read as their addresses promise. The same id again changes nothing.',
    signedIn: true,
    body: 'PageHealth',
    answers: { 200: 'PageHealthTaken', 400: 'Error', 413: 'Error', ...REFUSED },
  },
  'POST /api/device/sign-out': {
    summary: 'Revokes the device that asks.',
    signedIn: true,
    answers: { 200: 'SignedOut', ...REFUSED },
  },
} as const satisfies Record<string, Operation>;

type Operations = typeof OPERATIONS;
export type OperationName = keyof Operations;

type ShapeOf<Name> = Name extends SchemaName ? z.output<(typeof SCHEMAS)[Name]> : never;
/** What a question carries: its query, its body, or nothing. */
export type Asked<Name extends OperationName> = (Operations[Name] extends { query: infer Query extends z.ZodObject }
  ? { query: z.output<Query> }
  : { query?: undefined }) &
  (Operations[Name] extends { body: infer Body } ? { body: ShapeOf<Body> } : { body?: undefined });
/** What a good answer holds. */
export type Answer<Name extends OperationName> = ShapeOf<Operations[Name]['answers'][200]>;
