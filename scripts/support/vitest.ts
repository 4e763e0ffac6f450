import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT, runToEnd } from './processes.ts';
import type { Tally } from './tally.ts';

interface Report {
  numPassedTests: number;
  testResults: {
    name: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
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
  if (!existsSync(file)) return { passed: 0, failed: [`${projects.join(', ')}: no report was written`] };
  const report: Report = JSON.parse(readFileSync(file, 'utf8'));
  const failed = failuresOf(report);
  // A file that does not load, or an error outside every test, has no test to count: it is one failure all the same.
  if (!ok && failed.length === 0) failed.push(`${projects.join(', ')}: an error outside every test`);
  return { passed: report.numPassedTests, failed };
}

function failuresOf({ testResults }: Report): string[] {
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const file = relative(ROOT, name);
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    if (failed.length === 0 && message) return [`${file}: ${firstLine(message)}`];
    return failed.map(({ fullName, failureMessages }) => `${file}: ${fullName}: ${firstLine(failureMessages[0] ?? '')}`);
  });
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
