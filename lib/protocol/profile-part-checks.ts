import { limit } from './profile-limit-checks.ts';
import type { Fault } from './profile-problems.ts';
import type { ProfileFile } from './profile-schema.ts';
import { condition, event, named, repeated, type Words } from './profile-words.ts';

/** What is named beside the flow and the clocks: grounds, reports, duties, who answers for what. */
export function partFaults(profile: ProfileFile, words: Words): Fault[] {
  return [
    ...repeated('refusals', profile.refusals),
    ...repeated('terminations', profile.terminations),
    ...repeated('escalations', profile.escalations),
    ...repeated('duties', profile.duties),
    ...groundFaults(profile, words),
    ...profile.escalations.flatMap((one, index) => [
      ...named(['escalations', index, 'by'], 'role', [one.by], words),
      ...addressees(['escalations', index, 'to'], one.to, words),
      ...condition(['escalations', index, 'trigger'], one.trigger, words),
      ...limit(['escalations', index, 'limit'], one.limit, words),
    ]),
    ...profile.duties.flatMap((one, index) => dutyFaults(one, index, words)),
    ...responsibilityFaults(profile, words),
    ...overrideFaults(profile, words),
    ...officeFaults(profile, words),
  ];
}

function groundFaults(profile: ProfileFile, words: Words): Fault[] {
  return [
    ...profile.refusals.flatMap((ground, index) => [
      ...named(['refusals', index, 'by'], 'role', ground.by, words),
      ...(ground.handover ? named(['refusals', index, 'handover', 'to'], 'role', [ground.handover.to], words) : []),
      ...limit(['refusals', index, 'handover', 'limit'], ground.handover?.limit, words),
      ...condition(['refusals', index, 'when'], ground.when, words),
    ]),
    ...profile.terminations.flatMap((ground, index) => [
      ...named(['terminations', index, 'requestBy'], 'role', [ground.requestBy], words),
      ...named(['terminations', index, 'decidedBy'], 'role', [ground.decidedBy], words),
    ]),
  ];
}

/** A word in Latin letters names a role, anything else is an addressee outside. */
function addressees(path: Fault['path'], to: string[], words: Words): Fault[] {
  return to.flatMap((one, index) => (/^[A-Za-z]+$/.test(one) ? named([...path, index], 'role', [one], words) : []));
}

const DAY_OF: Partial<Record<ProfileFile['duties'][number]['every'], 'weekday' | 'dayOfMonth'>> = {
  week: 'weekday',
  month: 'dayOfMonth',
};

function dutyFaults(duty: ProfileFile['duties'][number], index: number, words: Words): Fault[] {
  const needed = DAY_OF[duty.every];
  const path = ['duties', index, 'due'];
  return [
    ...named(['duties', index, 'by'], 'role', [duty.by], words),
    ...addressees(['duties', index, 'to'], duty.to, words),
    ...(needed && duty.due[needed] === undefined ? [{ path, message: `не назван день: нужно поле «${needed}»` }] : []),
    ...(duty.period === 'prevMonth' && duty.every !== 'month'
      ? [{ path: ['duties', index, 'period'], message: 'за прошлый месяц отчитываются раз в месяц' }]
      : []),
  ];
}

function responsibilityFaults({ responsibility }: ProfileFile, words: Words): Fault[] {
  const answered = new Set<string>();
  return responsibility.flatMap(({ role, clocks = [] }, index) => {
    const ids = clocks === 'all' ? words.clock : clocks;
    const twice = ids.filter((id) => answered.has(id));
    for (const id of ids) answered.add(id);
    const path = ['responsibility', index, 'clocks'];
    return [
      ...named(['responsibility', index, 'role'], 'role', [role], words),
      ...named(path, 'clock', ids, words),
      ...twice.map((id) => ({ path, message: `за срок «${id}» уже отвечает другая роль` })),
    ];
  });
}

function overrideFaults({ caseOverrides, clocks }: ProfileFile, words: Words): Fault[] {
  if (!caseOverrides) return [];
  const path = ['caseOverrides', 'clocks'];
  const isInMinutes = (id: string) =>
    clocks.some(({ id: own, limit: { kind, ...rest } }) => own === id && kind === 'fixed' && 'u' in rest && rest.u === 'wmin');
  const known = caseOverrides.clocks.filter((id) => words.clock.includes(id));
  return [
    ...named(['caseOverrides', 'by'], 'role', [caseOverrides.by], words),
    ...caseOverrides.clocks.flatMap((id, index) => named([...path, index], 'clock', [id], words)),
    ...caseOverrides.carriedBy.flatMap((type, index) => event(['caseOverrides', 'carriedBy', index], type, words)),
    ...known
      .filter((id) => !isInMinutes(id))
      .map((id) => ({ path, message: `срок «${id}» задан не в минутах, укоротить его нельзя` })),
  ];
}

function officeFaults({ staffing, measures, accounts }: ProfileFile, words: Words): Fault[] {
  const role = (path: Fault['path'], id: string | undefined) => (id === undefined ? [] : named(path, 'role', [id], words));
  return [
    ...role(['staffing', 'changeNotice', 'to'], staffing.changeNotice?.to),
    ...role(['staffing', 'responsibleRankAtLeast'], staffing.responsibleRankAtLeast),
    ...role(['measures', 'controlledBy'], measures?.controlledBy),
    ...role(['accounts', 'accessGivenTo'], accounts?.accessGivenTo),
    ...(accounts?.contentPlan?.by ?? []).flatMap((id, index) => role(['accounts', 'contentPlan', 'by', index], id)),
    ...role(['accounts', 'secondApproval', 'by'], accounts?.secondApproval?.by),
    ...condition(['accounts', 'secondApproval', 'trigger'], accounts?.secondApproval?.trigger, words),
  ];
}
