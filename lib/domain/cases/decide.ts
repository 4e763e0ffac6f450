import type { Command, Decision, Refusal } from './commands.ts';
import { decideReroute, openCase, refuseCompetence, setImportance, withoutBody } from './decide-case.ts';
import { approveDraft, returnDraft, saveDraft, submitDraft } from './decide-drafts.ts';
import { attachProof, recordPublication, reportFailure } from './decide-publication.ts';
import type { Actor, Case, CaseContext } from './model.ts';
import { type Sitting, sitting } from './sitting.ts';

/**
 * What a command leads to: events, or a refusal with the clause that forbids it. Pure: extension and server decide alike, ids included.
 * An act counts from `occurredAt`, never later than `now` (both epoch ms). Whether another case has the message is known to the server alone.
 */
export function decide(state: Case | null, command: Command, actor: Actor, context: CaseContext, now: number): Decision {
  if (command.type === 'open-case' && state) return no({ code: 'case-exists', clause: null, detail: null });
  if (command.type !== 'open-case' && !state) return no({ code: 'unknown-case', clause: null, detail: null });

  const on = sitting(state, command, actor, context, now);
  const refusal = hear(on, command);
  return refusal ? no(refusal) : { ok: true, events: on.events };
}

function hear(on: Sitting, command: Command): Refusal | null {
  switch (command.type) {
    case 'open-case':
      return openCase(on, command.args);
    case 'set-importance':
      return setImportance(on, command.args);
    case 'refuse-competence':
      return refuseCompetence(on, command.args);
    case 'reroute':
      return decideReroute(on, command.args);
    case 'close-without-body':
      return withoutBody(on, command.args);
    case 'save-draft':
      return saveDraft(on, command.args);
    case 'submit-draft':
      return submitDraft(on, command.args);
    case 'approve-draft':
      return approveDraft(on, command.args);
    case 'return-draft':
      return returnDraft(on, command.args);
    case 'report-publish-failure':
      return reportFailure(on, command.args);
    case 'record-publication':
      return recordPublication(on, command.args);
    case 'attach-proof':
      return attachProof(on, command.args);
  }
}

function no(refusal: Refusal): Decision {
  return { ok: false, refusal };
}
