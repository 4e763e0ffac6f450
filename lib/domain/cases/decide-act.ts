import { ACTS } from './acts.ts';
import type { CommandType, Refusal } from './commands.ts';
import type { Details } from './details.ts';
import { findDraft } from './find-draft.ts';
import { refused } from './refused.ts';
import { type Proposal, propose, type Sitting } from './sitting.ts';
import { impossible, unknownAssignment } from './values.ts';

type ActArgs = Details & { assignment?: string | null; draft?: string; kind?: string };

/** Most acts are one event of the regulation, whose step says who may, from where, and what must be told. */
export function act(on: Sitting, type: CommandType, args: ActArgs): Refusal | null {
  const { assignment, draft, kind: messageKind, ...details } = args;
  const refusal = unknownAssignment(on, assignment) ?? impossible(on, details) ?? unknownKind(on, messageKind);
  if (refusal) return refusal;
  const found = draft === undefined ? null : findDraft(on, draft);
  if (draft !== undefined && (!found || found.assignment !== (assignment ?? found.assignment))) return refused('unknown-draft');
  if (ACTS[type].about === 'draft' && found?.draft.publication) return refused('unknown-draft');

  const kind = messageKind ?? found?.draft.kind;
  return propose(on, {
    type: ACTS[type].event,
    ...(assignment ? { assignment } : {}),
    ...(draft === undefined ? {} : { draft }),
    ...(kind === undefined ? {} : { kind }),
    ...peculiar(on, type, args),
    data: { ...details, ...(type === 'name-lead' ? { lead: assignment } : {}) },
  });
}

function peculiar(on: Sitting, type: CommandType, args: ActArgs): Partial<Proposal> {
  switch (type) {
    case 'report-publish-failure':
      return { by: 'orSystem' };
    case 'start-outage':
    case 'end-outage':
      return { at: outageAt(on, args.at) };
    default:
      return {};
  }
}

/** The moment of the failure counts, not that of telling it, but events keep their order. */
function outageAt(on: Sitting, toldAt: number | undefined): number {
  const lastAt = on.facts.history.at(-1)?.at ?? on.at;
  return toldAt === undefined ? on.at : Math.max(toldAt, lastAt);
}

function unknownKind(on: Sitting, kind: string | undefined): Refusal | null {
  const isKnown = kind === undefined || on.context.profile.scope.kinds.some((one) => one.id === kind);
  return isKnown ? null : refused('unknown-value', 'kind');
}
