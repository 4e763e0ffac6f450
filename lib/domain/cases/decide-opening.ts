import { matches } from '../regulations/patterns.ts';
import { isNetworkInScope } from '../regulations/scope.ts';
import type { CommandArgs, Refusal } from './commands.ts';
import { send } from './decide-routing.ts';
import type { Details } from './details.ts';
import { refused } from './refused.ts';
import { propose, type Sitting } from './sitting.ts';
import { impossible } from './values.ts';

/** Detection, classification and routing in one act; each body has the case from that moment (G17). */
export function openCase(on: Sitting, args: CommandArgs['open-case']): Refusal | null {
  const { message, kind, linked, topic, location, importance, author, earlier, bodies, ...routing } = args;
  const tags = { topic, location, importance, ...(author ? { author } : {}), ...(earlier ? { earlier } : {}) };
  const found = { message, ...(kind === undefined ? {} : { kind }), ...(linked ? { linked } : {}) };
  return (
    impossible(on, { importance }) ??
    detect(on, 'message.detected', found) ??
    classify(on, tags) ??
    send(on, { type: 'case.routed' }, bodies, routing)
  );
}

/** The first event of a case: a message that was found, or a notice that came. */
export function detect(on: Sitting, type: string, args: CommandArgs['detect-message']): Refusal | null {
  const { message, kind, linked, ...details } = args;
  const { profile } = on.context;
  const forbidden = outOfScope(on, message.network, message.channel, kind) ?? impossible(on, details);
  if (forbidden) return forbidden;
  const regulation = { profile: profile.profile, version: profile.version };
  return propose(on, {
    type,
    ...(kind === undefined ? {} : { kind }),
    data: {
      ...{ caseId: on.command.caseId, regulation, message, importance: profile.importance.default },
      ...(linked && linked.length > 0 ? { linked } : {}),
      ...details,
    },
  });
}

/** Earlier cases of the same question are named here: what follows from a repeat holds from now on. */
export function classify(on: Sitting, { earlier, ...details }: Details): Refusal | null {
  const repeat = earlier && {
    repeat: true,
    earlierCases: earlier.cases,
    sameAuthor: earlier.sameAuthor,
    sameIssue: earlier.sameIssue,
    earlierReplies: earlier.replies,
  };
  const type = 'message.classified';
  return impossible(on, details) ?? unasked(on, type, details) ?? propose(on, { type, data: { ...details, ...repeat } });
}

/** The importance is told here only where the regulation asks for it; elsewhere it has a step of its own, with its own conditions. */
function unasked(on: Sitting, type: string, { importance }: Details): Refusal | null {
  const steps = on.context.profile.flow.filter((step) => matches(step.event, { type, data: {} }));
  const isAsked = steps.length === 0 || steps.some((step) => step.needs.includes('importance'));
  return importance === undefined || isAsked ? null : refused('unknown-value', 'importance', steps[0]?.cl ?? null);
}

function outOfScope(on: Sitting, network: string, channel: string, kind: string | undefined): Refusal | null {
  const { scope } = on.context.profile;
  if (kind !== undefined && !scope.kinds.some((one) => one.id === kind)) return refused('unknown-value', 'kind');
  if (!isNetworkInScope(on.context.profile, network, kind)) return refused('network-not-enabled', network);
  return scope.channels.includes(channel) ? null : refused('unknown-value', 'channel');
}
