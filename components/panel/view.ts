import type { CommandType, Refusal } from '../../lib/domain/cases/commands.ts';
import type { Case, Channel, NetworkId } from '../../lib/domain/cases/model.ts';
import type { CaseId, MessageRef } from '../../lib/domain/ids.ts';
import type { AfterNote } from '../../lib/domain/messages/aftercare.ts';
import type { Medium } from '../../lib/domain/messages/media.ts';
import type { InsertOutcome, SeenMessage } from '../../lib/domain/messages/seen.ts';
import type { Present } from '../../lib/domain/presence.ts';
import type { AssignmentState } from '../../lib/domain/regulations/profile.ts';
import type { Picture } from '../../lib/domain/replies/picture.ts';
import type { ActResult } from '../ui/use-act.ts';
import type { WorkItem } from '../work/work-list.tsx';
import type { AddedPicture, FormPicture, ReadPicture } from './form-pictures.ts';

/** What the strip on top has to say; nothing is shown when all is well. */
export interface Connection {
  session: 'signed-out' | 'signed-in' | 'expired';
  online: boolean;
  unsent: number;
  memoryOnly: boolean;
  practice: boolean;
  /** What else is out of order, in words. */
  notes: string[];
  personName: string | null;
  /** Server's clock minus this device's, ms. */
  skewMs: number;
}

/** A message as a card shows it, whether read from the page just now or kept in a case. Null text: masked after its term. */
export interface ShownMessage {
  network: NetworkId;
  channel: Channel;
  author: string | null;
  authorUrl: string | null;
  text: string | null;
  postedAt: number | null;
  postedAtApproximate: boolean;
  permalink: string;
  media?: Medium[];
  /** Of a message as it stands on the page. */
  restricted?: true;
  /** Kept in a case only. */
  onOwnPage?: true;
}

export interface OpenForm {
  topic: string;
  location: string;
  importance: string;
  bodies: string[];
  note: string;
}

/** What the person has typed into the reply of one assignment and not yet sent. */
export interface ReplyForm {
  kind: string;
  text: string;
  /** `YYYY-MM-DD`, of a promised date; empty when none. */
  agreedOn: string;
  /** Id of the version in the case that the text was begun from; null where there was none. */
  base?: string | null;
  /** In the order in which they go out; absent where there are none. */
  pictures?: FormPicture[];
  /** The person's own text, put aside for a colleague's version. */
  aside?: string;
}

export interface RejectedCommand {
  commandId: string;
  type: CommandType;
  refusal: Refusal;
  text: string | null;
  /** Where the case stood then, and who had moved it last (null: the system). */
  present?: { state: AssignmentState; at: number; personId: string | null };
}

export interface MessageView {
  kind: 'message';
  /** Whose view it is: what is typed in it is kept as this person's, whoever is signed in by then. */
  owner: string;
  message: SeenMessage;
  topics: string[];
  locations: string[];
  /** A guess from the text and from earlier cases; the person checks it. */
  suggested: Partial<OpenForm>;
  /** Kept from an earlier visit; null when the form is new. */
  kept: OpenForm | null;
}

export interface CaseView {
  kind: 'case';
  owner: string;
  case: Case;
  number: string | null;
  /** Bodies of texts by id; one that is missing was masked. */
  texts: Record<string, string>;
  /** Kept replies by assignment id. */
  kept: Record<string, ReplyForm>;
  rejected: RejectedCommand[];
  differing: { assignment: string; draft: string; reply: SeenMessage }[];
  /** What was noticed on this device since the reply was filed. */
  after: AfterNote[];
  /** Drafts whose text was put into the reply box from here. */
  inserted: string[];
}

export type PanelView =
  | { kind: 'loading' }
  | { kind: 'not-connected'; expired: boolean }
  | { kind: 'no-subject'; work: WorkItem[]; more: boolean | null; unusable: boolean }
  | MessageView
  | CaseView;

export type OpenResult = ActResult | { ok: false; problem: 'gone' } | { ok: false; problem: 'changed' };

/** One share of a case and its draft: what every act on a reply names. */
export interface ReplyTarget {
  assignment: string;
  draft: string;
}

/** Where a reply that is being typed is kept. */
export interface ReplyPlace {
  owner: string;
  caseId: CaseId;
  assignment: string;
}

export interface PublishedReply {
  permalink: string;
  /** Text as posted, when the person gave it or the page showed it. */
  text: string | null;
  /** Null where the page does not say: the moment of filing stands for it. */
  publishedAt: number | null;
  matches: boolean | null;
  explanation: string | null;
  mode: 'auto' | 'manual';
}

/** Everything the panel can ask for. The answers come when the command is safe on this device. */
export interface PanelActions {
  close(): void;
  openOptions(): void;
  openCase(id: CaseId): void;
  showMoreWork(): void;
  showInNetwork(): void;
  /** Something was typed or chosen: colleagues at the same message or case are told. */
  typing(): void;
  /** Saves on this device, under the person and the message it was filled in for, whatever is shown by then; answers with the moment. */
  keepOpenForm(of: Pick<MessageView, 'owner' | 'message'>, form: OpenForm): Promise<number>;
  /** Reads the message again first; `fromSnapshot` sends what was read before. */
  openNewCase(form: OpenForm, fromSnapshot: boolean): Promise<OpenResult>;
  /** Saves on this device, under the person and the case it was written in, whatever is shown by then; answers with the moment. */
  keepReply(of: ReplyPlace, form: ReplyForm): Promise<number>;
  /** Files the text in the case, for colleagues and for other devices of the person. */
  saveReply(target: { assignment: string; draft: string | null }, form: ReplyForm): Promise<ActResult>;
  submitReply(target: { assignment: string; draft: string | null }, form: ReplyForm): Promise<ActResult>;
  refuseCompetence(assignment: string, comment: string): Promise<ActResult>;
  approve(target: ReplyTarget, textId: string): Promise<ActResult>;
  returnDraft(target: ReplyTarget, textId: string, recommendations: string): Promise<ActResult>;
  reroute(assignment: string, bodies: string[], note: string): Promise<ActResult>;
  closeWithoutBody(assignment: string, reason: string): Promise<ActResult>;
  setImportance(importance: string, reason: string): Promise<ActResult>;
  insert(target: ReplyTarget, textId: string, consent: { confirmed?: boolean; override?: string }): Promise<InsertOutcome>;
  /** Keeps a picture on this device, for a reply of the case that is shown. */
  addPicture(file: File): Promise<AddedPicture>;
  readPicture(hash: string): Promise<ReadPicture>;
  /** Hands them to the person as files; false when one could not be had. */
  savePictures(pictures: Picture[]): Promise<boolean>;
  recordPublication(target: ReplyTarget, reply: PublishedReply): Promise<ActResult>;
  reportFailure(target: ReplyTarget, error: string): Promise<ActResult>;
  undo(): Promise<boolean>;
  dismiss(commandId: string): void;
  /** The reply that differs is not the one: it is not asked about again. */
  dismissDiffering(ref: MessageRef): void;
  /** What was noticed after the reply is read. */
  dismissAfter(ref: MessageRef): void;
  /** Ends the work on a message that is gone, or asks for it; `words` say what the page shows. */
  endGone(step: 'request' | 'close', words: string): Promise<ActResult>;
  /** On the ground that was asked on. */
  terminate(ground: string): Promise<ActResult>;
  declineTermination(reason: string): Promise<ActResult>;
}

/** Who else is at what the panel shows. */
export interface Company {
  people: Present[];
  /** Who took it up before this viewer did; null when nobody. */
  holder: Present | null;
}

export interface PanelProps {
  view: PanelView;
  company: Company;
  connection: Connection;
  /** Until when the last command can be taken back; null when nothing can. */
  undoUntil: number | null;
  actions: PanelActions;
}
