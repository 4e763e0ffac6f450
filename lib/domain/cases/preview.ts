import { versionInForce } from '../regulations/in-force.ts';
import { parsePattern } from '../regulations/patterns.ts';
import type { Profile } from '../regulations/profile.ts';

import type { Clock } from './clock-model.ts';
import { clocksOf } from './clocks.ts';
import type { CommandArgs } from './commands.ts';
import type { CaseContext, CaseEvent } from './model.ts';
import { walkEvents } from './walk.ts';

/** Limits that will run once the case is opened so at `now` (epoch ms): what the form shows before it is sent. */
export function previewOpenCase(
  args: Pick<CommandArgs['open-case'], 'importance' | 'bodies'>,
  context: CaseContext,
  now: number,
): Clock[] {
  const under = { ...context, profile: followedBy(args.bodies, context, now) };
  const assignments = args.bodies.map((body) => ({ id: body, body }));
  const event = (type: string, data: Record<string, unknown>, assignment?: string): CaseEvent => {
    return { id: type, type, at: now, by: 'system', data, ...(assignment === undefined ? {} : { assignment }) };
  };
  const begins = context.profile.flow.find((step) => step.from !== 'any' && step.from.length === 0);
  const events = [
    event(begins ? parsePattern(begins.event).type : 'message.detected', {}),
    event('message.classified', { importance: args.importance }),
    event('case.routed', { bodies: args.bodies, assignments }),
    ...assignments.map(({ id, body }) => event('assignment.received', { body }, id)),
  ];
  return clocksOf(walkEvents(events, under), now).filter((clock) => clock.state === 'running');
}

/** The first routing puts the case under the regulation of its bodies. */
function followedBy(bodies: string[], { profile, profiles = [], bodies: known }: CaseContext, now: number): Profile {
  const [other, another] = new Set(bodies.map((id) => known.find((one) => one.id === id)?.regulation ?? profile.profile));
  if (other === undefined || another !== undefined || other === profile.profile) return profile;
  return versionInForce(profiles, other, now) ?? profile;
}
