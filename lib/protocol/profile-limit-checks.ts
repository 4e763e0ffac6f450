import { anchorsOf } from '../domain/cases/clock-rules.ts';
import type { Limit } from '../domain/regulations/profile.ts';
import type { Fault } from './profile-problems.ts';
import type { ProfileFile } from './profile-schema.ts';
import { named, type Path, type Words } from './profile-words.ts';

/** What a limit names: the clock it is counted from, the roles that set it. */
export function limit(path: Path, value: Limit | undefined, words: Words): Fault[] {
  if (value?.kind === 'before') return named([...path, 'clock'], 'clock', [value.clock], words);
  if (value?.kind !== 'set' && value?.kind !== 'agreed') return [];
  return [
    ...value.by.flatMap((role, index) => named([...path, 'by', index], 'role', [role], words)),
    ...limit([...path, 'max'], value.max, words),
    ...limit([...path, 'default'], value.default, words),
  ];
}

/** A clock may not be counted from itself, nor through others back to itself. */
export function countingInCircles({ clocks }: ProfileFile): Fault[] {
  return clocks.flatMap((clock, index) => {
    const seen = new Set<string>();
    const ahead = [...anchorsOf(clock)];
    for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
      if (next === clock.id) return [{ path: ['clocks', index, 'limit'], message: 'отсчитывается от самого себя' }];
      if (seen.has(next)) continue;
      seen.add(next);
      ahead.push(...clocks.filter((one) => one.id === next).flatMap(anchorsOf));
    }
    return [];
  });
}
