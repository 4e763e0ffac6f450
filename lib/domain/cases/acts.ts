import type { CommandType } from './commands.ts';

/**
 * What a command is about: how a case begins, the whole case, one assignment, one or all of them, a draft in work, a text being written.
 */
export type About = 'begin' | 'case' | 'share' | 'either' | 'draft' | 'writing';

export interface Act {
  /** The event of the regulation that the command asks for first; its step says who may and what must be told. */
  event: string;
  about: About;
}

export const ACTS: Record<CommandType, Act> = {
  'open-case': { event: 'message.detected', about: 'begin' },
  'detect-message': { event: 'message.detected', about: 'begin' },
  'receive-notice': { event: 'notice.received', about: 'begin' },
  'convert-message': { event: 'message.detected', about: 'case' },
  'classify-message': { event: 'message.classified', about: 'case' },
  'register-message': { event: 'message.registered', about: 'case' },
  'set-importance': { event: 'importance.set', about: 'case' },

  route: { event: 'case.routed', about: 'case' },
  reroute: { event: 'case.rerouted', about: 'share' },
  'name-lead': { event: 'lead.named', about: 'share' },
  reassign: { event: 'assignment.reassigned', about: 'share' },
  'confirm-competence': { event: 'competence.confirmed', about: 'share' },
  'refuse-competence': { event: 'competence.refused', about: 'share' },
  'close-without-body': { event: 'case.withoutBody', about: 'share' },
  'return-up': { event: 'case.returnedUp', about: 'case' },

  'save-draft': { event: 'draft.submitted', about: 'writing' },
  'submit-draft': { event: 'draft.submitted', about: 'writing' },
  'ask-deputy': { event: 'deputy.asked', about: 'writing' },
  'agree-as-deputy': { event: 'deputy.agreed', about: 'draft' },
  'return-as-deputy': { event: 'deputy.returned', about: 'draft' },
  'submit-part': { event: 'part.submitted', about: 'writing' },
  'approve-part': { event: 'part.approved', about: 'share' },
  'return-part': { event: 'draft.returned', about: 'share' },
  'approve-draft': { event: 'draft.approved', about: 'draft' },
  'return-draft': { event: 'draft.returned', about: 'draft' },

  'load-reply': { event: 'reply.loaded', about: 'draft' },
  'place-reply': { event: 'reply.placed', about: 'draft' },
  'record-reply-return': { event: 'reply.returned', about: 'draft' },
  'report-publish-failure': { event: 'publish.failed', about: 'draft' },
  'record-publication': { event: 'reply.published', about: 'draft' },
  'attach-proof': { event: 'proof.attached', about: 'draft' },
  'answer-clarification': { event: 'clarification.answered', about: 'either' },

  'agree-extension': { event: 'extension.agreed', about: 'either' },
  'change-term': { event: 'term.changed', about: 'either' },
  'start-outage': { event: 'outage.started', about: 'case' },
  'end-outage': { event: 'outage.ended', about: 'case' },
  'report-escalation': { event: 'escalation.done', about: 'case' },

  'request-termination': { event: 'termination.requested', about: 'case' },
  'decline-termination': { event: 'termination.declined', about: 'case' },
  'terminate-case': { event: 'case.terminated', about: 'case' },
  'refuse-case': { event: 'case.refused', about: 'case' },
  'hand-over': { event: 'handover.done', about: 'case' },
  'close-case': { event: 'case.closed', about: 'case' },
};
