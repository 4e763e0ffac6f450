import type { CaseId } from '../ids.ts';
import type { CaseEvent, DraftKind, MessageFacts, StoredText, TextRef } from './model.ts';

/** What a person asks for. `open-case` is detection, classification and routing in one act (two clicks). */
export interface CommandArgs {
  'open-case': { message: MessageFacts; topic: string; location: string; importance: string; bodies: string[]; note?: TextRef };
  'set-importance': { importance: string; reason: TextRef };
  'refuse-competence': { assignment: string; comment: TextRef };
  reroute: { assignment: string; bodies: string[]; note?: TextRef };
  'close-without-body': { assignment: string; reason: TextRef };
  'save-draft': { assignment: string; draft: string; kind: DraftKind; text: TextRef };
  'submit-draft': {
    assignment: string;
    draft: string;
    kind: DraftKind;
    text: TextRef;
    agreedDate?: number;
    publishedAt?: number;
  };
  'approve-draft': { assignment: string; draft: string; textId: string };
  'return-draft': { assignment: string; draft: string; textId: string; recommendations: TextRef };
  'report-publish-failure': { assignment: string; draft: string; error: TextRef };
  'record-publication': {
    assignment: string;
    draft: string;
    mode: 'auto' | 'manual';
    permalink: string;
    publishedAt: number;
    text: TextRef | null;
    textSha256: string | null;
    matches: boolean | null;
    explanation?: TextRef;
    identityOverride?: TextRef;
  };
  'attach-proof': { assignment: string; draft: string; permalink: string };
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

/** A refusal is an outcome, shown with its reason; the typed text is kept. `clause` when the regulation forbids it. */
export interface Refusal {
  code:
    | 'not-your-role'
    | 'not-your-body'
    | 'wrong-stage'
    | 'missing-data'
    | 'unknown-case'
    | 'case-exists'
    | 'message-has-case'
    | 'stale-draft'
    | 'unknown-draft'
    | 'unknown-body'
    | 'unknown-value'
    | 'reply-rule'
    | 'network-not-enabled';
  clause: string | null;
  /** Name of the missing field, the present stage, the broken rule: machine words, never a citizen's text. */
  detail: string | null;
}

export type Decision = { ok: true; events: CaseEvent[] } | { ok: false; refusal: Refusal };
