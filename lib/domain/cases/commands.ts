import type { CaseId } from '../ids.ts';
import type { Picture } from '../replies/picture.ts';
import type { Details } from './details.ts';
import type { CaseEvent, DraftKind, MessageFacts, StoredText, TextRef } from './model.ts';

/** An act of the whole case; `draft` where it is about one draft of it. */
type CaseArgs = Details & { draft?: string };
/** An act of one assignment. */
type ShareArgs = Details & { assignment: string };
/** An act of one assignment or, where none is named, of the whole case. */
type EitherArgs = Details & { assignment?: string; draft?: string };
/** An act about a draft. Null assignment: the one text for the parts of several bodies. */
type DraftArgs = Details & { assignment: string | null; draft: string };

/** How a case begins. `linked`: other cases of the same message, whose bodies follow another regulation. */
type MessageArgs = Details & { message: MessageFacts; kind?: string; linked?: string[] };
/** `base`: the version that the text was begun from, by the id of its text; null where there was none, absent where it is not told. */
type WritingArgs = DraftArgs & { kind: DraftKind; text: TextRef; pictures?: Picture[]; base?: string | null };
/** The text that was read is the text that is judged. */
type JudgingArgs = DraftArgs & { textId: string };

/** What a person asks for. Most acts are one event of the regulation, whose step says what must be told (`Details`). */
export interface CommandArgs {
  /** Detection, classification and routing in one act (two clicks). */
  'open-case': MessageArgs & { topic: string; location: string; importance: string; bodies: string[] };
  'detect-message': MessageArgs;
  'receive-notice': MessageArgs;
  'convert-message': CaseArgs & { kind: string };
  'classify-message': CaseArgs;
  'register-message': CaseArgs;
  'set-importance': CaseArgs & { importance: string };

  route: Details & { assignment?: string; bodies: string[] };
  reroute: ShareArgs & { bodies: string[] };
  'name-lead': ShareArgs;
  reassign: ShareArgs & { executor: string };
  'confirm-competence': ShareArgs;
  'refuse-competence': ShareArgs & { comment: TextRef };
  'close-without-body': ShareArgs & { reason: TextRef };
  'return-up': CaseArgs;

  'save-draft': WritingArgs;
  'submit-draft': WritingArgs;
  'ask-deputy': WritingArgs & { assignment: string };
  'agree-as-deputy': JudgingArgs;
  'return-as-deputy': JudgingArgs;
  'submit-part': ShareArgs & { draft: string; text: TextRef };
  'approve-part': ShareArgs & { textId: string };
  'return-part': ShareArgs & { textId: string };
  'approve-draft': JudgingArgs;
  'return-draft': JudgingArgs;

  'load-reply': DraftArgs;
  'place-reply': DraftArgs;
  'record-reply-return': DraftArgs;
  'report-publish-failure': DraftArgs;
  'record-publication': Omit<DraftArgs, 'text'> & {
    mode: 'auto' | 'manual';
    permalink: string;
    publishedAt: number;
    text: TextRef | null;
    textSha256: string | null;
    matches: boolean | null;
    explanation?: TextRef;
    identityOverride?: TextRef;
  };
  'attach-proof': DraftArgs & { permalink: string };
  'answer-clarification': EitherArgs & { text: TextRef };

  'agree-extension': EitherArgs;
  'change-term': EitherArgs & { field: string };
  'start-outage': CaseArgs;
  'end-outage': CaseArgs;
  'report-escalation': CaseArgs & { escalation: string };

  'request-termination': CaseArgs & { ground: string };
  'decline-termination': CaseArgs;
  'terminate-case': CaseArgs & { ground: string };
  'refuse-case': CaseArgs & { ground: string };
  'hand-over': CaseArgs;
  'close-case': CaseArgs;
}

export type CommandType = keyof CommandArgs;

export type Command = {
  [T in CommandType]: {
    /** Client-made UUIDv7; the server applies it exactly once. */
    id: string;
    caseId: CaseId;
    type: T;
    /** When the person did it (epoch ms, UTC, by the server's clock as the device knows it). */
    occurredAt: number;
    args: CommandArgs[T];
    /** Bodies of the texts that `args` refer to. */
    texts: StoredText[];
  };
}[CommandType];

/** The message that a command begins a case about; null for every other command. */
export function messageBegun(command: Command): { message: MessageFacts; linked: string[] } | null {
  switch (command.type) {
    case 'open-case':
    case 'detect-message':
    case 'receive-notice':
      return { message: command.args.message, linked: command.args.linked ?? [] };
    default:
      return null;
  }
}

/** Pictures that a command brings into its case. */
export function picturesIn({ args }: Command): Picture[] {
  return 'pictures' in args ? (args.pictures ?? []) : [];
}

/** A refusal is an outcome, shown with its reason; the typed text is kept. `clause` is null only where no clause is concerned. */
export interface Refusal {
  code:
    | 'not-your-role'
    | 'not-your-body'
    | 'wrong-stage'
    | 'not-in-regulation'
    | 'missing-data'
    | 'unknown-case'
    | 'case-exists'
    | 'message-has-case'
    | 'stale-draft'
    | 'unknown-draft'
    | 'unknown-body'
    | 'other-regulation'
    | 'unknown-value'
    | 'ground-not-met'
    | 'reply-rule'
    | 'network-not-enabled'
    | 'wrong-time'
    | 'too-large'
    /** The server does not hold a picture of the text; to be sent again when it does. */
    | 'picture-missing';
  clause: string | null;
  /** Name of the missing field, the present stage, the broken rule: machine words, never a citizen's text. */
  detail: string | null;
}

export type Decision = { ok: true; events: CaseEvent[] } | { ok: false; refusal: Refusal };
