import type { CaseId, MessageRef } from '../ids.ts';
import type { Medium } from '../messages/media.ts';
import type { AssignmentState, Profile, RoleId } from '../regulations/profile.ts';
import type { Picture } from '../replies/picture.ts';
import type { Calendar, Schedule } from '../worktime/model.ts';

/** `other`: any other site, where messages are registered by hand. */
export type NetworkId = 'vk' | 'ok' | 'telegram' | 'other';
export type Channel = 'post' | 'comment' | 'dm';
export type DraftKind = string;

/**
 * Texts and names live beside the events: an event holds the id and the salted hash (`sha256(salt + "\n" + body)`, hex),
 * so that masking a text later leaves the chain of events whole.
 */
export interface TextRef {
  id: string;
  hash: string;
}
export interface StoredText {
  id: string;
  salt: string;
  body: string;
}

export interface CaseEvent {
  id: string;
  type: string;
  /** When the person did it (epoch ms, UTC); bounded by the server. */
  at: number;
  /** When the server wrote it; absent until the server has. */
  recordedAt?: number;
  /** `insteadOf`: the person whose place the actor took. */
  by: { personId: string; role: RoleId; insteadOf?: string } | 'system';
  assignment?: string;
  draft?: string;
  kind?: DraftKind;
  mode?: 'auto' | 'manual';
  data: Record<string, unknown>;
}

export interface MessageFacts {
  ref: MessageRef;
  network: NetworkId;
  channel: Channel;
  permalink: string;
  postedAt: number | null;
  postedAtApproximate: boolean;
  author: TextRef;
  authorUrl: string | null;
  text: TextRef;
  /** What it holds besides words; absent when it holds nothing else. */
  media?: Medium[];
  /** It stands on the page of an official account of the tenant; absent where it does not, or where nobody can tell. */
  onOwnPage?: true;
}

export interface DraftVersion {
  /** Its id is the version's own: the same id again brings the same pictures, so who judges a text by its id judges them too. */
  text: TextRef;
  /** In the order in which they go out with the text. */
  pictures: Picture[];
  kind: DraftKind;
  at: number;
  personId: string;
  submitted: boolean;
}
export interface Draft {
  id: string;
  kind: DraftKind;
  versions: DraftVersion[];
  /** Id of the text that was approved, null until then and after a return. */
  approvedTextId: string | null;
  /** Id of the text that the deputy agreed to, null until then and after a change. */
  agreedTextId: string | null;
  recommendations: { text: TextRef; at: number; personId: string } | null;
  publication: Publication | null;
}

export interface Publication {
  permalink: string;
  publishedAt: number;
  mode: 'auto' | 'manual';
  text: TextRef | null;
  /** SHA-256 (hex) of the published text as read from the page, null when only a link was given. */
  textSha256: string | null;
  matches: boolean | null;
  explanation: TextRef | null;
}

export interface Assignment {
  id: string;
  bodyId: string;
  state: AssignmentState;
  receivedAt: number | null;
  executorId: string | null;
  drafts: Draft[];
  refusal: { comment: TextRef; at: number } | null;
}

export interface Case {
  id: CaseId;
  regulation: { profile: string; version: string };
  message: MessageFacts;
  topic: string | null;
  location: string | null;
  importance: string;
  /** State of the case itself until routed; afterwards derived from the assignments. */
  state: AssignmentState;
  assignments: Assignment[];
  /** Drafts of the whole case: the one text for the parts of several bodies. */
  drafts: Draft[];
  /** The facts themselves: clocks and violations are derived from them. */
  events: CaseEvent[];
}

/** What travels: the facts and the texts of one case. `number` and `seq` come from the server, null before. */
export interface CaseDocument {
  id: CaseId;
  number: string | null;
  regulation: { profile: string; version: string };
  events: CaseEvent[];
  texts: Record<string, StoredText>;
  /** Tenant sequence number of the newest event. */
  seq: number | null;
}

export interface OfficialAccount {
  network: NetworkId;
  name: string;
  url: string;
}
export interface Body {
  id: string;
  title: string;
  schedule: Schedule;
  officialAccounts: OfficialAccount[];
  /** Who receives the body's assignments. */
  defaultExecutorId: string | null;
  /** Id of the regulation that the body follows, where it is not the tenant's own. */
  regulation?: string;
}

/** Whom an act is done as. `roles` are role ids of the regulation plus `observer` and `administrator`. */
export interface Capacity {
  personId: string;
  roles: string[];
  bodyId: string | null;
}

/** Who acts: as himself or for those whose place he takes at the moment of the act, with their roles, in their body. */
export interface Actor extends Capacity {
  actsFor?: Capacity[];
}

/** Everything `decide` and `clocks` may know besides the case. */
export interface CaseContext {
  profile: Profile;
  /** Every regulation version that is known, for bodies that follow another one. */
  profiles?: Profile[];
  bodies: Body[];
  /** Schedules of organisations that are not bodies. */
  schedules: { centre: Schedule } & Partial<Record<'city' | 'external', Schedule>>;
  calendar: Calendar;
}
