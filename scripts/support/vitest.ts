import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runToEnd } from './processes.ts';
import type { Tally } from './tally.ts';

interface Report {
  numPassedTests: number;
  numFailedTests: number;
}

/** Runs some of the projects of vitest.config.ts, shows its own report and counts from the written one. */
export async function runVitest(projects: string[]): Promise<Tally> {
  const folder = join(ROOT, 'test-results');
  const file = join(folder, `${projects.join('-')}.json`);
  mkdirSync(folder, { recursive: true });
  rmSync(file, { force: true });
  const args = [
    'run',
    ...projects.flatMap((name) => ['--project', name]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${file}`,
  ];
  const { ok } = await runToEnd(join(ROOT, 'node_modules', '.bin', 'vitest'), args);
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const report: Report = JSON.parse(readFileSync(file, 'utf8'));
  // A file that does not load, or an error outside every test, has no test to count: it is one failure all the same.
  const failed = ok ? 0 : Math.max(1, report.numFailedTests);
  return { passed: report.numPassedTests, failed };
}
