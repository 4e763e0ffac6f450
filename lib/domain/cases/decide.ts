import { ACTS } from './acts.ts';
import type { Command, Decision, Refusal } from './commands.ts';
import { act } from './decide-act.ts';
import { approveDraft, askDeputy, judgeAsDeputy, returnDraft, saveDraft, submitDraft } from './decide-drafts.ts';
import { endByGround, terminate } from './decide-endings.ts';
import { classify, detect, openCase } from './decide-opening.ts';
import { approvePart, returnPart, submitPart } from './decide-parts.ts';
import { attachProof, recordPublication } from './decide-publication.ts';
import { handOn, reroute, route } from './decide-routing.ts';
import type { Actor, Case, CaseContext } from './model.ts';
import { clauseOf } from './permission.ts';
import { type Sitting, sitting } from './sitting.ts';

/** No clause speaks of these: there is no such case, there is one already, or the regulation knows no such act. */
const WITHOUT_CLAUSE: ReadonlySet<Refusal['code']> = new Set([
  ...(['unknown-case', 'case-exists', 'message-has-case', 'not-in-regulation'] as const),
]);

/**
 * What a command leads to: events, or a refusal with the clause that forbids it. Pure: extension and server decide alike, ids included.
 * An act counts from `occurredAt`, never later than `now` (both epoch ms). Whether another case has the message is known to the server alone.
 */
export function decide(state: Case | null, command: Command, actor: Actor, context: CaseContext, now: number): Decision {
  const isBeginning = ACTS[command.type].about === 'begin';
  if (isBeginning && state) return no({ code: 'case-exists', clause: null, detail: null });
  if (!isBeginning && !state) return no({ code: 'unknown-case', clause: null, detail: null });

  const on = sitting(state, command, actor, context, now);
  const refusal = hear(on, command) ?? handOn(on);
  return refusal ? no(withClause(on, refusal)) : { ok: true, events: on.events };
}

function hear(on: Sitting, command: Command): Refusal | null {
  switch (command.type) {
    case 'open-case':
      return openCase(on, command.args);
    case 'detect-message':
    case 'receive-notice':
      return detect(on, ACTS[command.type].event, command.args);
    case 'classify-message':
      return classify(on, command.args);
    case 'route':
      return route(on, command.args);
    case 'reroute':
      return reroute(on, command.args);
    case 'save-draft':
      return saveDraft(on, command.args);
    case 'submit-draft':
      return submitDraft(on, command.args);
    case 'ask-deputy':
      return askDeputy(on, command.args);
    case 'agree-as-deputy':
    case 'return-as-deputy':
      return judgeAsDeputy(on, ACTS[command.type].event, command.args);
    case 'submit-part':
      return submitPart(on, command.args);
    case 'approve-part':
      return approvePart(on, command.args);
    case 'return-part':
      return returnPart(on, command.args);
    case 'approve-draft':
      return approveDraft(on, command.args);
    case 'return-draft':
      return returnDraft(on, command.args);
    case 'record-publication':
      return recordPublication(on, command.args);
    case 'attach-proof':
      return attachProof(on, command.args);
    case 'refuse-case':
      return endByGround(on, command.args);
    case 'request-termination':
    case 'terminate-case':
      return terminate(on, ACTS[command.type].event, command.args);
    default:
      return act(on, command.type, command.args);
  }
}

function withClause(on: Sitting, refusal: Refusal): Refusal {
  if (refusal.clause !== null || WITHOUT_CLAUSE.has(refusal.code)) return refusal;
  return { ...refusal, clause: clauseOf(on.context.profile, ACTS[on.command.type].event) };
}

function no(refusal: Refusal): Decision {
  return { ok: false, refusal };
}
