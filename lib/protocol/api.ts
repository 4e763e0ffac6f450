import type { Refusal } from '../domain/cases/commands.ts';
import type { Body, CaseContext, CaseDocument } from '../domain/cases/model.ts';
import type { Present, Subject } from '../domain/presence.ts';
import type { AssignmentState, Profile } from '../domain/regulations/profile.ts';
import type { PictureType } from '../domain/replies/picture.ts';
import type { SignedText } from './page-rules.ts';

/** Shapes of the HTTP API. Every answer that crosses the network is parsed by a zod schema beside its type before use. */

export const API_VERSION = 1;
export const LIMITS = { textCharacters: 20_000, commandsPerPush: 50, bodyBytes: 1_000_000, changesPerPage: 500 } as const;

/** `GET /api/health`, no sign-in: tells that an address is a Vovremya server. */
export interface Health {
  product: 'vovremya';
  api: number;
  serverTime: number;
}

/** `POST /api/device/token` `{code, verifier, device}` → the opaque device token, shown once. */
export interface DeviceGrant {
  token: string;
  deviceId: string;
  me: Me;
  serverTime: number;
  /** Raw Ed25519 public key (base64) that page rules of this server are signed with; the device keeps it and believes no other. */
  rulesKey?: string;
}

export interface Person {
  id: string;
  name: string;
  roles: string[];
  bodyId: string | null;
}
/** Somebody absent whose roles and body a person has until `untilAt`. */
export interface Substitution {
  person: Person;
  untilAt: number;
}
export interface Me {
  person: Person;
  /** Whose place this person takes now. */
  actsFor: Substitution[];
  tenant: { id: string; title: string; practice: boolean };
}

/** `GET /api/reference`: what changes seldom. `version` is a hash of the rest; `changes` names the current one. */
export interface Reference {
  version: string;
  me: Me;
  people: Person[];
  bodies: Body[];
  schedules: CaseContext['schedules'];
  calendar: CaseContext['calendar'];
  profiles: Profile[];
  /** The profile new cases are opened under. */
  defaultProfile: { profile: string; version: string };
  topics: string[];
  locations: string[];
  /** How pages of the networks are read, where that differs from what the extension was built with. */
  pageRules?: SignedText[];
}

/**
 * `POST /api/commands` `{sentAt, commands, cursor?}`: one receipt a command, in order. Rejection is an outcome, not an error. With the device's
 * place in the feed: a server whose feed does not go through it was set back, takes nothing and answers 409 `rewound`.
 */
export type Receipt =
  | { id: string; outcome: 'applied'; seq: number }
  | { id: string; outcome: 'rejected'; refusal: Refusal; present?: PresentState }
  /** The id was used for another command, or by another person. */
  | { id: string; outcome: 'conflict'; code: 'id-used'; present?: PresentState };

/** Where a case stands, and who moved it last and when (`personId` null: the system). Given with a command that was not taken. */
export interface PresentState {
  caseId: string;
  state: AssignmentState;
  seq: number;
  at: number;
  personId: string | null;
}

export interface PushAnswer {
  receipts: Receipt[];
  serverTime: number;
}

/** `PUT /api/cases/:case/pictures/:hash`, the bytes themselves as the body. */
export interface PictureKept {
  hash: string;
  type: PictureType;
  bytes: number;
}

/** Position in the tenant's feed: sequence number and the hash of the event that has it, so that a rewound server is noticed. */
export interface Cursor {
  epoch: string;
  after: number;
  tip: string;
}

export type Change = { kind: 'case'; document: CaseDocument } | { kind: 'gone'; caseId: string };

/** `GET /api/changes?epoch&after&tip`: newest state of every case that changed for this reader, in pages. */
export type ChangesAnswer =
  | {
      status: 'ok';
      changes: Change[];
      cursor: Cursor;
      more: boolean;
      /** Where the feed ends by now: with the cursor, how far a long reading has come. Servers of before it do not say. */
      head?: number;
      referenceVersion: string;
      serverTime: number;
    }
  /** The server was restored or the cursor is not of this server: start anew from `after = 0`. */
  | { status: 'rewound'; epoch: string; serverTime: number };

/**
 * Live channel `GET /api/live` (WebSocket): the client's first frame is `{token}`; the server then says `{type:'ready'}`, after commits
 * «there is more», and who else is at what the client says it shows.
 */
export type LiveFrame =
  | { type: 'ready' }
  | { type: 'more'; seq: number }
  | { type: 'presence'; subject: Subject; people: Present[] };

/** Detail of `unauthorized`: the token was good and was taken away. Where it only grew old nothing is said. */
export const REVOKED = 'revoked';

/** Errors of the API: `{error:{code}}` with the HTTP status; words are chosen by the reader's side. */
export interface ApiError {
  error: {
    code:
      | 'unauthorized'
      | 'forbidden'
      | 'bad-request'
      | 'not-found'
      | 'rewound'
      | 'too-large'
      | 'too-many'
      | 'internal'
      | 'unavailable'
      | 'disk-full';
    detail?: string;
  };
}
