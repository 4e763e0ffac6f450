import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runToEnd } from './processes.ts';
import { type Tally, tally } from './tally.ts';

const FOLDERS = ['lib', 'components', 'entrypoints', 'server', 'cli', 'practice', 'scripts', 'tests', 'bench'];

interface Check {
  name: string;
  program: string;
  args: string[];
}

function checks(): Check[] {
  const folders = FOLDERS.filter((folder) => existsSync(join(ROOT, folder)));
  return [
    {
      name: 'style (biome)',
      program: 'biome',
      args: ['check', '--error-on-warnings', '--max-diagnostics=200', '--colors=off', '.'],
    },
    { name: 'types (tsc)', program: 'tsc', args: ['-p', 'tsconfig.json'] },
    { name: 'types of the core (tsc)', program: 'tsc', args: ['-p', 'lib/domain/tsconfig.json'] },
    {
      name: 'import directions (dependency-cruiser)',
      program: 'depcruise',
      args: ['--config', '.dependency-cruiser.mjs', ...folders],
    },
    { name: 'dead code (knip)', program: 'knip', args: ['--no-progress', '--no-config-hints'] },
  ];
}

/** Runs the five checks side by side and prints the findings of those that fail. */
export async function runChecks(print: (line: string) => void): Promise<Tally> {
  const results = await Promise.all(
    checks().map(async (check) => {
      const result = await runToEnd(join(ROOT, 'node_modules', '.bin', check.program), check.args, { quiet: true });
      print(`${result.ok ? '✓' : '✗'} ${check.name}, ${result.seconds.toFixed(1)} s`);
      if (!result.ok) print(result.output.trimEnd());
      return [check.name, result.ok] as const;
    }),
  );
  return tally(Object.fromEntries(results));
}
