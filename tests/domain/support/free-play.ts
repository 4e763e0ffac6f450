import { ACTS } from '../../../lib/domain/cases/acts.ts';
import { type AllowedAction, allowedActions } from '../../../lib/domain/cases/allowed-actions.ts';
import type { Command, CommandArgs, CommandType, Decision } from '../../../lib/domain/cases/commands.ts';
import { decide } from '../../../lib/domain/cases/decide.ts';
import type { Details } from '../../../lib/domain/cases/details.ts';
import { evolve } from '../../../lib/domain/cases/evolve.ts';
import type { Actor, Body, Case, CaseContext, Draft } from '../../../lib/domain/cases/model.ts';
import { caseId } from '../../../lib/domain/ids.ts';
import type { Profile } from '../../../lib/domain/regulations/profile.ts';
import { servesEveryBody } from '../../../lib/domain/regulations/roles.ts';
import { message, ref, stored } from './case-script.ts';
import { calendar, office } from './worktime.ts';

/** Events whose commands say of what kind they are; the rest follow their draft. */
const OF_KIND = new Set(['message.detected', 'draft.submitted', 'deputy.asked']);
const BODIES = ['roads', 'housing', 'parks'];
const DAY = 86_400_000;

/** One organisation under a regulation: everybody it has a role for, three bodies. */
export interface Stage {
  context: CaseContext;
  people: Actor[];
}

export function stageFor(profile: Profile): Stage {
  const bodies = BODIES.map(
    (id): Body => ({ id, title: id, schedule: office, officialAccounts: [], defaultExecutorId: `executor@${id}` }),
  );
  const people = Object.keys(profile.roles).flatMap((role): Actor[] =>
    servesEveryBody(profile, role)
      ? [{ personId: role, roles: [role], bodyId: null }]
      : BODIES.map((body) => ({ personId: `${role}@${body}`, roles: [role], bodyId: body })),
  );
  return { context: { profile, bodies, schedules: { centre: office, city: office, external: office }, calendar }, people };
}

/** A command that somebody is offered. */
export interface Offer {
  actor: Actor;
  action: AllowedAction;
}

export function offersTo({ people, context }: Stage, state: Case | null): Offer[] {
  return people.flatMap((actor) => allowedActions(state, actor, context).map((action) => ({ actor, action })));
}

/** Gives the command of an offer at `now`, with all that its step asks for; `choice` decides among what there is. */
export function take(
  stage: Stage,
  state: Case | null,
  { actor, action }: Offer,
  { id, now, choice }: { id: string; now: number; choice: number },
): { decision: Decision; after: Case | null; command: Command } {
  const command = commandFor(stage, state, action, { id, now, choice });
  const decision = decide(state, command, actor, stage.context, now);
  const after = decision.ok ? decision.events.reduce<Case | null>(evolve, state) : state;
  return { decision, after, command };
}

export function commandFor(
  { context: { profile } }: Stage,
  state: Case | null,
  action: Pick<AllowedAction, 'command' | 'assignment' | 'draft' | 'kind' | 'details' | 'needs'>,
  { id, now, choice }: { id: string; now: number; choice: number },
): Command {
  const text = `t-${id}`;
  const { command: type, assignment } = action;
  const asked = told(profile, state, action, now, choice);
  const about = {
    ...(assignment === null ? {} : { assignment }),
    ...(action.draft === null ? {} : { draft: action.draft }),
    ...(action.kind !== null && OF_KIND.has(ACTS[type].event) ? { kind: action.kind } : {}),
    ...action.details,
    ...asked,
  };
  const args = { ...about, ...peculiar(type, state, action, text, { ...about, now, choice }) };
  return { id, caseId: caseId('case-1'), type, occurredAt: now, args, texts: textsOf(type, text, args) } as Command;
}

/** The text that the deputy agreed to is sent as it is; every other text is new. */
function textsOf(type: CommandType, id: string, args: { text?: unknown }): Command['texts'] {
  const given = (args.text as { id: string } | undefined)?.id ?? id;
  return type === 'answer-clarification' ? [] : [stored(given)];
}

/** Every field that a step may ask for, in a value that makes sense. */
function told(
  profile: Profile,
  state: Case | null,
  { needs, assignment, details }: Pick<AllowedAction, 'needs' | 'assignment' | 'details'>,
  now: number,
  choice: number,
): Details & { bodies?: string[] } {
  const body = state?.assignments.find((one) => one.id === assignment)?.bodyId ?? 'roads';
  const bodies = BODIES.slice(choice % 3).slice(0, needs.includes('coExecutors') || choice % 4 === 0 ? 3 : 1);
  const many = bodies.length > 1 || !needs.includes('coExecutors') ? bodies : BODIES;
  const level = profile.importance.levels[choice % profile.importance.levels.length] ?? '';
  const values: Record<string, Details & { bodies?: string[] }> = {
    ...{ topic: { topic: 'Дороги' }, location: { location: 'Мира, 1' }, importance: { importance: level } },
    ...{ reason: { reason: ref('reason') }, note: { note: ref('note') }, comment: { comment: ref('comment') } },
    ...{ recommendations: { recommendations: ref('rec') }, error: { error: ref('error') }, finding: { finding: ref('finding') } },
    ...{ measures: { measures: ref('measures') }, reasonCode: { reasonCode: 'notOurs' }, criteria: { criteria: ['10.2'] } },
    ...{ bodies: { bodies: many }, lead: { lead: many[choice % many.length] ?? '' } },
    ...{ order: { order: choice % 2 ? 'sequential' : 'parallel' } },
    ...{ deputy: { deputy: `deputy@${many[0]}` }, executor: { executor: `executor@${body}` } },
    ...{ 'author.nameConfirmed': { author: { nameConfirmed: choice % 2 === 0 } }, sedNumber: { sedNumber: '01-17' } },
    ...{ externalNumber: { externalNumber: '12345' }, externalDeadline: { externalDeadline: now + DAY } },
    ...{ critical: { critical: true }, internalDeadline: { internalDeadline: now + DAY / 4 } },
    ...{ reworkDeadline: { reworkDeadline: now + DAY / 8 }, agreedDate: { agreedDate: now + 9 * DAY } },
    ...{ agreedTerm: { agreedTerm: now + 5 * DAY }, promisedTerm: { promisedTerm: now + 30 * DAY } },
    ...{ newTerm: { newTerm: now + 60 * DAY }, controllerAgreed: { controllerAgreed: true } },
    ...{ stageLimits: { stageLimits: { draft: now + 2 * DAY, approval: 45 } }, resolutionKind: { resolutionKind: 'solved' } },
    ...{ publishedAt: { publishedAt: now - 3_600_000 }, reportedAt: { reportedAt: now }, to: { to: 'supervisor' } },
    ...{ how: { how: 'по телефону' }, account: { account: 'Администрация' }, person: { person: 'executor@roads' } },
    ...{ clock: { clock: 'draft' }, late: { late: 12 }, count: { count: 7 }, who: { who: 'ЦУР' }, at: { at: now } },
    ...{ url: { permalink: 'https://vk.com/1' }, urlOrThread: { permalink: 'https://vk.com/1' } },
    screenshotOrLink: { permalink: 'https://vk.com/2' },
  };
  return Object.assign({}, ...needs.filter((need) => !(need in details)).map((need) => values[need] ?? {}));
}

/** What a command has beside the details of its step. */
function peculiar(
  type: CommandType,
  state: Case | null,
  { assignment, draft, kind }: Pick<AllowedAction, 'assignment' | 'draft' | 'kind'>,
  text: string,
  { now, choice }: { now: number; choice: number },
): Partial<CommandArgs[CommandType]> & Record<string, unknown> {
  const found = [...(state?.assignments.flatMap((one) => one.drafts) ?? []), ...(state?.drafts ?? [])].find(
    (one) => one.id === draft,
  );
  const part = state?.assignments.find((one) => one.id === assignment)?.drafts.findLast((one) => one.publication === null);
  const writing = { assignment, draft: draft ?? `d-${text}`, kind, text: textFor(type, found, text) };
  switch (type) {
    case 'open-case':
      return { message, topic: 'Дороги', location: 'Мира, 1', importance: choice % 2 ? 'social' : 'ordinary', bodies: ['roads'] };
    case 'detect-message':
    case 'receive-notice':
      return { message };
    case 'save-draft':
    case 'submit-draft':
    case 'ask-deputy':
    case 'submit-part':
      return writing;
    case 'agree-as-deputy':
    case 'return-as-deputy':
      return { assignment, textId: found?.versions.at(-1)?.text.id ?? 'none' };
    case 'approve-draft':
    case 'return-draft':
      return { assignment, textId: newest(found) };
    case 'approve-part':
    case 'return-part':
      return { textId: newest(part) };
    case 'load-reply':
    case 'place-reply':
    case 'record-reply-return':
    case 'report-publish-failure':
    case 'attach-proof':
      return { assignment, permalink: 'https://vk.com/2' };
    case 'record-publication':
      return { assignment, permalink: 'https://vk.com/1', publishedAt: now, text: null, textSha256: null, matches: null };
    case 'answer-clarification':
      return { text: ref('answer') };
    case 'request-termination':
    case 'terminate-case':
      return { ground: 'accountGone' };
    case 'refuse-case':
      return { ground: choice % 2 ? 'abuse' : 'threat' };
    default:
      return {};
  }
}

function newest(draft: Draft | undefined): string {
  return draft?.versions.findLast((version) => version.submitted)?.text.id ?? 'none';
}

function textFor(type: CommandType, draft: Draft | undefined, fresh: string) {
  const agreed = draft?.agreedTextId;
  return (type === 'submit-draft' || type === 'submit-part') && agreed ? ref(agreed) : ref(fresh);
}
