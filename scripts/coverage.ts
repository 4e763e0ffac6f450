import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemsOf } from '../tests/coverage/check-coverage.ts';
import { readCoverage } from '../tests/coverage/read-coverage.ts';
import { coverageText } from '../tests/coverage/write-coverage.ts';
import { ROOT } from './support/processes.ts';
import { print, runTask } from './support/terminal.ts';

/** `npm run coverage`: writes docs/coverage.md anew and says what is wrong with it. */
await runTask(async () => {
  const coverage = readCoverage();
  writeFileSync(join(ROOT, 'docs/coverage.md'), coverageText(coverage));
  const problems = problemsOf(coverage);
  for (const problem of problems) print(`✗ ${problem}`);
  print(`${problems.length === 0 ? '✓' : '✗'} ${coverage.requirements.length} rows → docs/coverage.md`);
  if (problems.length > 0) process.exitCode = 1;
});
