import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Profile } from '../lib/domain/regulations/profile.ts';
import type { Calendar } from '../lib/domain/worktime/model.ts';
import { parseCalendar } from '../lib/protocol/calendar.ts';
import { parseProfile } from '../lib/protocol/profile-yaml.ts';
import { canonicalJson, sha256 } from './commands/canonical.ts';
import { PersonProblem } from './problem.ts';

/** Regulations and production calendars: files that come with the program, read once at start. */
export interface Library {
  profiles: Profile[];
  calendar: Calendar;
  /** What a new tenant follows until it is told otherwise: the newest version of the regulation named in regulations/default.json. */
  defaultProfile: Profile;
  /** Changes when any of the files does. */
  hash: string;
  /** Throws when a case names a regulation this program does not have. */
  profile(name: string, version: string): Profile;
}

const ROOT = join(import.meta.dirname, '..');

/** Throws PersonProblem naming file and line of every fault: a limit that is not understood must not be left out silently. */
export function loadLibrary(root: string = ROOT): Library {
  const profiles = readFolder(join(root, 'regulations'), '.yaml').map(({ name, text }) => readProfile(name, text));
  const calendar = parseCalendar(readFolder(join(root, 'calendars'), '.json').map(({ text }) => text));
  return {
    profiles,
    calendar,
    defaultProfile: newestOf(profiles, root),
    hash: sha256(canonicalJson({ profiles, calendar })),
    profile: (name, version) => {
      const found = profiles.find((profile) => profile.profile === name && profile.version === version);
      if (!found) throw new Error(`regulation ${name} ${version} is not among the files`);
      return found;
    },
  };
}

function readProfile(name: string, text: string): Profile {
  const parsed = parseProfile(text, name);
  if (parsed.ok) return parsed.profile;
  throw new PersonProblem(parsed.problems.map((problem) => problem.message).join('\n'));
}

function newestOf(profiles: Profile[], root: string): Profile {
  const { profile: name } = JSON.parse(readFileSync(join(root, 'regulations', 'default.json'), 'utf8')) as { profile: string };
  const versions = profiles.filter((profile) => profile.profile === name);
  const newest = versions.toSorted((a, b) => a.effectiveFrom.localeCompare(b.effectiveFrom)).at(-1);
  if (newest) return newest;
  throw new PersonProblem(
    `regulations/default.json: нет регламента «${name}»; есть: ${profiles.map((one) => one.profile).join(', ')}`,
  );
}

function readFolder(folder: string, suffix: string): { name: string; text: string }[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(suffix));
  return names.sort().map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}
