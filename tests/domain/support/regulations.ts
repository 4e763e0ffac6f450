import { readdirSync, readFileSync } from 'node:fs';
import type { Profile } from '../../../lib/domain/regulations/profile.ts';
import { parseProfile } from '../../../lib/protocol/profile-yaml.ts';

const folder = new URL('../../../regulations/', import.meta.url);

/** Every regulation of the project, read as the server reads it. */
const regulations: ReadonlyMap<string, Profile> = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => {
      const read = parseProfile(readFileSync(new URL(name, folder), 'utf8'), name);
      if (!read.ok) throw new Error(read.problems.map((problem) => problem.message).join('\n'));
      return [read.profile.profile, read.profile];
    }),
);

export function regulation(name: string): Profile {
  const found = regulations.get(name);
  if (!found) throw new Error(`no regulation ${name}`);
  return found;
}

export function everyRegulation(): Profile[] {
  return [...regulations.values()];
}
