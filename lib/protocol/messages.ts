import type { Command, Refusal } from '../domain/cases/commands.ts';
import type { CaseDocument, DraftKind, NetworkId, OfficialAccount } from '../domain/cases/model.ts';
import type { CaseId, MessageRef } from '../domain/ids.ts';
import type { AfterNote } from '../domain/messages/aftercare.ts';
import type { InsertOutcome, SeenMessage } from '../domain/messages/seen.ts';
import type { Present, Showing, Subject } from '../domain/presence.ts';
import type { PresentState, Reference } from './api.ts';
import type { Note } from './notes.ts';
import type { PageRules } from './page-rules.ts';
import type { AttachAnswer, AttachAsked, PictureRequests } from './picture-messages.ts';
import type { UnsentRequests } from './unsent-messages.ts';
import type { WorkRequests } from './work-messages.ts';

/**
 * Every message inside the extension, once. Handlers and callers are derived from these three interfaces.
 * The background takes the sender from the browser, never from the message.
 */

/** Asked by content scripts (hostile renderer: nothing here yields a token, another case or an internal note). */
export interface ContentRequests {
  'content/chips': { in: { refs: MessageRef[] }; out: ChipSaid[] };
  /** A chip or the keyboard asked for the panel; the background remembers the message as this tab's subject. */
  'content/open-panel': { in: { message: SeenMessage }; out: { panelUrl: string } };
  /** New replies seen under messages that await publication; the background compares and files. */
  'content/replies-seen': { in: { replies: { parentRef: MessageRef; reply: SeenMessage }[] }; out: { filed: MessageRef[] } };
  /** `skewMs` is server clock minus device clock: «18 minutes ago» counts from the moment that is true for everybody. */
  'content/hello': {
    in: { url: string; network: NetworkId };
    out: {
      practice: boolean;
      signedIn: boolean;
      panelUrl: string;
      skewMs: number;
      /** How this network is to be read, by the server's signed word; null: as the extension was built. */
      rules: Pick<PageRules, 'revision' | 'selectors'> | null;
    };
  };
}

/** Asked by the extension's own pages: panel, popup, options. */
export interface PageRequests extends PictureRequests, UnsentRequests, WorkRequests {
  'session/get': { in: null; out: SessionInfo };
  'session/connect': { in: { server: string }; out: { ok: true } | { ok: false; problem: ConnectProblem; codePageUrl?: string } };
  /** The code typed by hand where the browser has no web-auth flow. */
  'session/redeem': { in: { code: string }; out: { ok: true } | { ok: false; problem: ConnectProblem } };
  'session/sign-out': { in: null; out: null };
  'reference/get': { in: null; out: Reference | null };
  'panel/subject': { in: { tabId?: number; caseId?: string }; out: PanelSubject };
  'cases/get': { in: { id: CaseId } | { ref: MessageRef }; out: CaseFile | null };
  /** Answers only after the command is durably in the outbox and applied to the local case. */
  'commands/send': { in: { command: Command }; out: { ok: true } | { ok: false; refusal: Refusal } };
  /** Takes back a command that has not left the device yet. */
  'commands/undo': { in: { id: string }; out: { ok: boolean } };
  'notices/dismiss': { in: { commandId: string }; out: null };
  /** `owner`: whose it is, whoever is signed in by then. */
  'drafts/save': { in: { owner: string; draft: LocalDraft }; out: { savedAt: number } };
  'drafts/get': { in: { owner: string; key: string }; out: LocalDraft | null };
  /** The approved text goes into the network's own reply box in the tab of the message. `override` carries the recorded reason. */
  'reply/insert': {
    in: { caseId: CaseId; assignment: string; draft: string; textId: string; confirmed?: boolean; override?: string };
    out: InsertOutcome;
  };
  'message/open': { in: { caseId: CaseId }; out: null };
  /** Reads the message again in its tab, right before a case is opened; null when it is no longer there. */
  'message/reread': { in: { tabId: number; ref: MessageRef }; out: SeenMessage | null };
  /** The person has seen an official reply that differs and does not want to file it. */
  'differing/dismiss': { in: { caseId: CaseId; ref: MessageRef }; out: null };
  /** The person has read what was noticed after the reply: it is not told again. */
  'aftercare/dismiss': { in: { caseId: CaseId; ref: MessageRef }; out: null };
  /** Does something of the page lie over the panel docked in it? Asked by a panel whose browser does not tell. */
  'panel/covered': { in: null; out: { covered: boolean } };
  /** What this page shows now, and what is done there; the answer is who else is there, as far as it is known. */
  'presence/tell': { in: { page: string; showing: Showing | null }; out: Present[] };
  /** Pages of the networks open in tabs, for the settings. */
  'pages/list': { in: null; out: { tabId: number; host: string }[] };
  'pages/report': { in: { tabId: number }; out: PageReport | null };
  'pages/copy': { in: { tabId: number }; out: PageCopy | null };
  /** The docked panel asks to be closed in the tab that holds it. */
  'panel/close': { in: null; out: null };
}

/** Told by the background to a tab's content script. */
export interface TabRequests {
  'tab/chips-changed': { in: { refs: MessageRef[] | 'all' }; out: null };
  'tab/toggle-panel': { in: null; out: null };
  'tab/close-panel': { in: null; out: null };
  /** Context menu and keyboard: the message under the pointer or in focus becomes the panel's subject. */
  'tab/mark-message': { in: { from: 'context-menu' | 'keyboard' }; out: { ok: boolean } };
  /** Is the message still on the page, and what does it say now? */
  'tab/reread': { in: { ref: MessageRef }; out: SeenMessage | null };
  'tab/insert': {
    /** `pictures`: how many are to follow. */
    in: { ref: MessageRef; text: string; accounts: OfficialAccount[]; confirmed: boolean; override: boolean; pictures: number };
    out: InsertOutcome;
  };
  /** One picture more, after the text, into the same box; `at`: how many must be there before. */
  'tab/attach': { in: AttachAsked; out: AttachAnswer };
  'tab/covered': { in: null; out: { covered: boolean } };
  /** Does the page say that what its address led to is not there? */
  'tab/says-gone': { in: null; out: { isGone: boolean } };
  /** How the page is read: roles and counts. */
  'tab/report': { in: null; out: PageReport };
  /** The page as it stands, for a skeleton of it; asked by the settings only. */
  'tab/copy': { in: null; out: PageCopy };
  'tab/scroll-to': { in: { ref: MessageRef }; out: { ok: boolean } };
}

/** Broadcast by the background to the extension's pages; they ask again for what they show, who else is there is in the word itself. */
export type Broadcast =
  | { type: 'cases-changed'; ids: string[] }
  | { type: 'session-changed' }
  | { type: 'presence-changed'; subject: Subject; people: Present[] }
  | { type: 'subject-changed'; tabId: number };

/** What a chip says to this viewer, worded by the background: a page gets the words and nothing they were made of. */
export interface ChipSaid {
  ref: MessageRef;
  /** `none`: no case and the viewer may open one («＋»); `hidden`: nothing for this viewer. */
  kind: 'none' | 'hidden' | 'case';
  /** What is seen. */
  text: string;
  /** The whole sentence, for the tooltip and for screen readers. */
  label: string;
  level: 'calm' | 'soon' | 'late';
  /** Its reply is awaited, or was filed not long ago: what is seen under it is told. */
  isFollowed: boolean;
}

/** How a page was read: nothing of anybody's is in it. */
export interface PageReport {
  network: NetworkId;
  host: string;
  page: string;
  layout: string;
  expected: boolean;
  verdict: 'ok' | 'degraded' | 'off';
  roles: { role: string; tried: number; hit: string | null; found: number; missed: number }[];
}

/** A page whole, with everything in it; stays inside the extension and is not kept. */
export interface PageCopy {
  html: string;
  /** Names the page's adapter reads: what must not stay in a skeleton. */
  authors: string[];
  url: string;
  /** Epoch ms. */
  now: number;
  zone: string;
}

export type ConnectProblem = 'not-a-server' | 'unreachable' | 'code-invalid' | 'cancelled' | 'old-version' | 'bad-address';

export interface SessionInfo {
  state: 'signed-out' | 'signed-in' | 'expired';
  server: string | null;
  /** Server and person, under which commands and drafts are kept. */
  owner: string | null;
  personName: string | null;
  roles: string[];
  bodyId: string | null;
  practice: boolean;
  /** Commands not yet sent: «не отправлено: 3». */
  unsent: number;
  online: boolean;
  /** Server clock minus device clock, ms. */
  skewMs: number;
  lastSyncAt: number | null;
  /** Storage could not be opened durably: nothing is kept over a restart. */
  memoryOnly: boolean;
  notes: Note[];
}

export type PanelSubject =
  | { kind: 'none' }
  /** What was to be registered by hand is no message. */
  | { kind: 'unusable' }
  /** `tabId`: where the message can be read again. */
  | { kind: 'message'; tabId: number | null; message: SeenMessage; caseId: CaseId | null }
  | { kind: 'case'; tabId: number | null; caseId: CaseId };

/** A case as the device knows it: what the server confirmed, with the unsent commands applied on top. */
export interface CaseFile {
  document: CaseDocument;
  pending: { id: string; type: Command['type']; undoUntil: number | null }[];
  /** Commands the server rejected, until the person dismisses them; `text` is what was typed. */
  rejected: { commandId: string; type: Command['type']; refusal: Refusal; text: string | null; present?: PresentState }[];
  /** Official replies seen on the page that are not the approved text: filed only with the person's explanation. */
  differing?: { assignment: string; draft: string; reply: SeenMessage }[];
  /** What was noticed on this device since the reply was filed. */
  after: AfterNote[];
}

export interface LocalDraft {
  /** `reply:<caseId>:<assignment>` or `open:<messageRef>`. */
  key: string;
  kind: DraftKind | null;
  text: string;
  fields: Record<string, string>;
  savedAt: number;
}
