import type { CaseEvent } from '../lib/domain/cases/model.ts';
import { OWN_EVENTS } from '../lib/domain/cases/own-events.ts';
import type { Organisation, Profile } from '../lib/domain/regulations/profile.ts';
import { EVENT_TYPES } from '../lib/domain/regulations/vocabulary.ts';
import type { Schedule } from '../lib/domain/worktime/model.ts';
import { readSchedule } from '../lib/protocol/schedule.ts';
import { readInstant } from './instants.ts';
import { type LineProblem, wrong } from './json-lines.ts';
import { InputFault, readData, readId } from './told-data.ts';

export type Organisations = Record<Organisation, Schedule>;

/** One line of `vovremya deadlines --case`, understood. */
export interface CaseQuestion {
  profile: Profile;
  schedules: Organisations;
  attributes: Record<string, unknown>;
  /** By time; those of one moment as they were given. */
  events: CaseEvent[];
  now: number;
}

const ORGANISATIONS = ['body', 'centre', 'city', 'external'] as const;
/** Told by the product itself; no regulation knows them. */
const KNOWN_EVENTS: ReadonlySet<string> = new Set([...EVENT_TYPES, 'draft.saved', ...Object.values(OWN_EVENTS)]);

/** The case that a line gives, or the first thing that is wrong with it. */
export function readCase(
  line: Record<string, unknown>,
  profiles: Profile[],
): { question: CaseQuestion } | { error: LineProblem } {
  try {
    const profile = regulationOf(line.regulation, profiles);
    const schedules = schedulesOf(line.schedules, profile);
    const attributes = readData(recordOf(line.attributes ?? {}, 'attributes'), profile, 'attributes');
    if (!Array.isArray(line.events)) throw new InputFault('input', 'events: ждём список событий');
    const events = line.events.map((event: unknown, index) => eventOf(event, profile, `events[${index}]`, index));
    const now = momentOf(line.now, 'now');
    return { question: { profile, schedules, attributes, events: events.sort((a, b) => a.at - b.at), now } };
  } catch (error) {
    if (error instanceof InputFault) return wrong(error.code, error.message);
    throw error;
  }
}

function regulationOf(asked: unknown, profiles: Profile[]): Profile {
  if (typeof asked !== 'string') throw new InputFault('input', 'regulation: ждём имя регламента или «имя@версия»');
  const at = asked.indexOf('@');
  const [id, version] = at < 0 ? [asked, null] : [asked.slice(0, at), asked.slice(at + 1)];
  const versions = profiles
    .filter((one) => one.profile === id && (version === null || one.version === version))
    .sort((a, b) => a.effectiveFrom.localeCompare(b.effectiveFrom));
  const newest = versions.at(-1);
  if (newest) return newest;
  const known = profiles.map((one) => `${one.profile}@${one.version}`).join(', ');
  throw new InputFault('input', `regulation: нет «${asked}»; есть: ${known}`);
}

/** A kind that is not given goes by the body's hours. */
function schedulesOf(given: unknown, profile: Profile): Organisations {
  const told = recordOf(given, 'schedules');
  const read = Object.fromEntries(
    ORGANISATIONS.map((org): [Organisation, Schedule | undefined] => [org, scheduleIn(told[org], `schedules.${org}`)]),
  ) as Record<Organisation, Schedule | undefined>;
  const acting = new Set(profile.clocks.map((clock) => profile.roles[clock.who]?.org ?? 'body'));
  const missing = ORGANISATIONS.find((org) => acting.has(org) && !(read[org] ?? read.body));
  const any = read.body ?? ORGANISATIONS.map((org) => read[org]).find(Boolean);
  if (missing || !any) throw new InputFault('input', `schedules.${missing ?? 'body'}: не даны рабочие часы`);
  const { body = any, centre = body, city = body, external = body } = read;
  return { body, centre, city, external };
}

function scheduleIn(given: unknown, where: string): Schedule | undefined {
  if (given === undefined || given === null) return undefined;
  const { zone, week, shortDayMinusMinutes } = recordOf(given, where);
  const read = readSchedule(zone, week, shortDayMinusMinutes);
  if (read.ok) return read.schedule;
  throw new InputFault(read.code, `${where}.${read.message}`);
}

function eventOf(given: unknown, profile: Profile, where: string, index: number): CaseEvent {
  const { type, at, assignment, draft, kind, mode, ...rest } = recordOf(given, where);
  if (typeof type !== 'string') throw new InputFault('input', `${where}.type: ждём событие`);
  if (!KNOWN_EVENTS.has(type)) throw new InputFault('input', `${where}.type: неизвестное событие «${type}»`);
  const named = {
    assignment: readId(assignment, `${where}.assignment`),
    draft: readId(draft, `${where}.draft`),
    kind: readId(kind, `${where}.kind`),
    mode: readId(mode, `${where}.mode`),
  };
  const told = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  const data = readData(rest, profile, where);
  return { ...told, id: String(index), type, at: momentOf(at, `${where}.at`), by: 'system', data };
}

function momentOf(given: unknown, where: string): number {
  const at = readInstant(given);
  if (at === null) throw new InputFault('input', `${where}: ждём момент вида 2023-02-22T09:40:00Z`);
  return at;
}

function recordOf(given: unknown, where: string): Record<string, unknown> {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return given as Record<string, unknown>;
  throw new InputFault('input', `${where}: ждём набор полей`);
}
